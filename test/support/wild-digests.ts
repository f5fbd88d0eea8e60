import type { Digest, Item } from '../../src/domain/digest.ts';
import type { StoryId } from '../../src/domain/ids.ts';
import { STYLES } from '../../src/domain/subscription.ts';
import type { Manner } from '../../src/domain/summary.ts';
import { newDigest, newItem } from '../digest-samples.ts';

/** A number from 0 up to 1 at each call: Mulberry32, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Dice = () => number;

function pick<T>(dice: Dice, some: readonly T[]): T {
  return some[Math.floor(dice() * some.length)] as T;
}

/** Pieces that headlines, summaries and names are made of; what platforms act on, what breaks when it is cut, and plain words between. */
const PIECES: readonly string[] = [
  ...[
    'ferry',
    'The council voted.',
    'a',
    'Prix:',
    '12.5 %',
    'U.S.',
    '"quoted"',
    "it's",
    'e.g.',
    '1. first',
    '10)',
    'END',
  ],
  ...['@everyone', '@here', '<@1>', '<@!123456789012345678>', '<@&5>', '<#99>', '<t:0:R>', '</help:4>', '<:smile:1>'],
  ...[
    '**bold**',
    '__under__',
    '~~gone~~',
    '||spoiler||',
    '`code`',
    '```js',
    '> quote',
    '>>> all',
    '# head',
    '-# small',
    '- item',
  ],
  ...[
    '[text](https://evil.example)',
    '[a](<javascript:alert(1)>)',
    'https://evil.example/x',
    'discord.gg/abc',
    'www.evil.example',
  ],
  ...[
    '<b>bold</b>',
    '<i><u>nested</i></u>',
    '<a href="https://evil.example">link</a>',
    '</b>',
    '<',
    '>',
    '&amp;',
    '&lt;b&gt;',
    '&#60;',
    '&',
  ],
  ...[
    '<script>',
    '<tg-spoiler>',
    '<blockquote expandable>',
    '/start',
    '/stop@bot',
    '@durov',
    '#tag',
    '$USD',
    'a@b.example',
    'tel:+4912345',
  ],
  ...['👩‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪', '👍🏽', '🦊', 'é̂̃', `e${'\u0301'.repeat(12)}`, 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A', 'क्षि', 'กำ'],
  ...[`e${'\u0301'.repeat(400)}`, '👩\u200d'.repeat(150), 'क्'.repeat(200), '१२३', '٣٤٥', '۶۷', '๘', '1️⃣'],
  ...['Nordwerft تطلق', 'עברית Port 3', '\u2067', '\u2069\u2069', 'עודة, (2)', 'Ελλάδα', 'x'.repeat(700)],
  ...['عودة العبّارة', 'אבגד', '\u202eevil\u202c', '\u2066x\u2069', '\u200fmark', 'اردو خبریں', '\u061c'],
  ...[
    '\u0000',
    '\u0007',
    '\u001b[31m',
    '\u0085',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\u200b',
    '\u2060',
    '\ufff9',
    '\u{e0041}',
  ],
  ...[
    '\ud83d',
    '\udc00',
    '\ud800\ud800',
    '\uffff',
    '中文新闻没有空格',
    'ニュース',
    '한국어',
    'ѝ',
    '\\',
    '\\\\',
    '|',
    '_',
    '*',
    '~',
  ],
];
const SPACES = [' ', ' ', ' ', ' ', '', '\n', '\t', '\u00a0', '\n\n- '];

function wildText(dice: Dice, longest: number): string {
  const most = Math.floor(dice() ** 3 * longest);
  let text = '';
  while (text.length < most) {
    const piece = pick(dice, PIECES);
    text += dice() < 0.02 ? piece.repeat(Math.floor(dice() * 60)) : piece;
    text += pick(dice, SPACES);
  }
  return text.slice(0, most);
}

/** Addresses as articles have them: of the web, mostly; very long, with characters that end a link early, twice the same, and none of the web. */
function wildLink(dice: Dice): string | null {
  const path = pick(dice, [
    'a',
    'b',
    'ä b',
    'x"y',
    "it's",
    '<b>',
    '(1)',
    '[2]',
    'a*b_c~d',
    '%20',
    'q?x=1&y=2&lt;',
    '日本',
    '#frag',
    '🦊',
  ]);
  const long = 'p'.repeat(pick(dice, [0, 0, 0, 10, 1900, 1975, 2000, 2500]));
  return pick(dice, [
    null,
    `https://harbour.example/${path}${long}`,
    `https://harbour.example/${path}`,
    `http://[::1]:8080/${path}`,
    `https://müller.example/${path}`,
    `javascript:alert(${path})`,
    `no address ${path}`,
    'https://harbour.example/same',
  ]);
}

/** Pictures of the web, and what is none. */
function wildImage(dice: Dice): string | null {
  return pick(dice, [
    null,
    `https://img.harbour.example/${pick(dice, ['a.jpg', 'ä b.png', '🦊.webp?w=1&h=2', 'x"y<b>.gif'])}`,
    `https://img.harbour.example/${'p'.repeat(2100)}.jpg`,
    'http://localhost/a.jpg',
    'https://my_news.example/a.jpg',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
  ]);
}

/** A story in one of the three styles: the shortest tells no summary. */
function wildSummary(dice: Dice, style: Manner['style']): Pick<Item, 'summary' | 'by'> {
  if (style === 'headline') return { summary: null, by: pick(dice, ['translated', null]) };
  const summary = dice() < 0.1 ? '' : wildText(dice, pick(dice, style === 'full' ? [1500, 6000] : [100, 300, 300]));
  return { summary, by: pick(dice, ['extractive', 'model', 'translated', null]) };
}

function wildItem(dice: Dice, number: number, style: Manner['style']): Item {
  const names = Array.from({ length: Math.floor(dice() * 5) }, () => wildText(dice, 120));
  const kind = pick(dice, ['correction', 'withdrawal'] as const);
  const amends = dice() < 0.05 ? { amends: { kind, by: wildText(dice, 60) } } : {};
  const update = dice() < 0.1 ? { update: [wildText(dice, 300), wildText(dice, 300)] } : {};
  return newItem({
    story: number as StoryId,
    headline: dice() < 0.02 ? '' : wildText(dice, pick(dice, [80, 80, 300, 300, 1500])),
    ...wildSummary(dice, style),
    image: wildImage(dice),
    language: pick(dice, [null, 'en', 'ar', 'he', 'zh', 'xx-invalid-language-tag']),
    isForeign: dice() < 0.2,
    link: wildLink(dice),
    publishers: names,
    ...update,
    ...amends,
  });
}

/** Of the bot's own words; where it does not speak one, it speaks English. Some write numbers in digits of their own. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ru', 'ar', 'ar-EG', 'fa', 'hi-u-nu-deva', 'my', 'zh-Hant', 'en-US'];

/** A digest made of what outlets, people and attackers write; the same for the same seed. */
export function wildDigest(seed: number): Digest {
  const dice = seeded(seed);
  const count = dice() < 0.02 ? pick(dice, [0, 25]) : pick(dice, [1, 1, 1, 1, 2, 2, 3, 3, 5, 12]);
  const style = pick(dice, STYLES);
  const items = Array.from({ length: count }, (_, i) => wildItem(dice, i + 1, style));
  return newDigest(items, {
    topics: dice() < 0.5 ? [] : [wildText(dice, 400), wildText(dice, 40)],
    coverage: { articles: Math.floor(dice() * 1e6), sources: count, stories: count, silent: Math.floor(dice() * 3) },
    language: pick(dice, LANGUAGES),
    zone: pick(dice, ['Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia', 'America/St_Johns']),
    ...(dice() < 0.1 ? { dueAt: new Date('2026-11-22T03:00:00Z') } : {}),
    ...(dice() < 0.5 ? { shows: { images: dice() < 0.7, previews: dice() < 0.5 } } : {}),
  });
}
