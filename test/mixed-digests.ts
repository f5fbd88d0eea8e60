import type { Digest, Item } from '../src/domain/digest.ts';
import type { StoryId } from '../src/domain/ids.ts';
import type { Manner } from '../src/domain/summary.ts';
import { newDigest, newItem } from './digest-samples.ts';

type Style = Manner['style'];
export type Direction = 'left-to-right' | 'right-to-left';

/** A story with its text in both lengths. */
type Told = Omit<Partial<Item>, 'summary'> & { readonly short: string; readonly full?: string };

const LONG_EN = 'The council heard nine hours of evidence on the old mill and put its decision off until spring. ';
const LONG_AR = 'استمع المجلس تسع ساعات إلى الشهادات حول الطاحونة القديمة ثم أجّل قراره إلى الربيع. ';

const ENGLISH: readonly Told[] = [
  {
    headline: 'Ferry line between the islands opens again',
    link: 'https://harbour.example/ferry',
    image: 'https://img.harbour.example/ferry.jpg',
    publishers: ['Harbour Post', 'Island Radio'],
    by: 'model',
    short: 'The ferry runs again from Monday. Two of its three boats were repaired over the winter.',
    full: 'The ferry runs again from Monday. Two of its three boats were repaired over the winter. The third waits for a new engine until May. A ticket costs 4.50, as it did last year.',
  },
  {
    headline: 'Storm closes the harbour of Port Ellis',
    link: 'https://harbour.example/storm?day=2&from=wire',
    image: 'https://img.harbour.example/storm.jpg',
    publishers: ['Harbour Post'],
    update: ['Two cranes fell into the water in the night.'],
    short: 'The harbour closed on Monday. Two cranes fell into the water in the night. 400 passengers waited.',
  },
  {
    headline: 'Snow comes early to the passes',
    link: 'https://bergblatt.example/schnee',
    publishers: ['Bergblatt'],
    language: 'de',
    by: 'translated',
    short: 'Three passes were closed on Friday, two weeks earlier than usual.',
  },
  {
    headline: 'Nordwerft تطلق قارب نجاة جديدًا بعد 3 أعوام',
    link: 'https://sahil.example/qarib',
    publishers: ['صوت الساحل', 'Coast Courier'],
    language: 'ar',
    isForeign: true,
    short: 'أطلقت شركة Nordwerft قارب النجاة يوم الجمعة. يتّسع القارب لـ 24 شخصًا.',
  },
  {
    headline: 'Council puts off its decision on the old mill',
    link: 'https://town_hall.example/mill',
    publishers: ['Mill News', 'Harbour Post', 'Island Radio'],
    short: LONG_EN.repeat(2).trim(),
    full: LONG_EN.repeat(60).trim(),
  },
  {
    headline: 'Fire in the old brewery',
    link: 'https://harbour.example/fire',
    publishers: ['Harbour Post'],
    amends: { kind: 'correction', by: 'Harbour Post' },
    update: ['Nobody was hurt; an earlier report said two people were.'],
    short: 'The old brewery burnt out on Sunday. The fire began in a store room.',
  },
  {
    headline: 'Mayor to resign in spring',
    link: 'https://island.example/mayor',
    publishers: ['Island Radio'],
    amends: { kind: 'withdrawal', by: 'Island Radio' },
    update: [],
    short: '',
    by: null,
  },
  {
    headline: 'Lighthouse lamp lit again after a century',
    link: null,
    publishers: ['Coast Courier'],
    by: null,
    short: '',
  },
];

const ARABIC: readonly Told[] = [
  {
    headline: 'عودة العبّارة بين الجزيرتين بعد 3 أشهر',
    link: 'https://sahil.example/abbara',
    image: 'https://img.sahil.example/abbara.jpg',
    publishers: ['صوت الميناء', 'Island Radio'],
    language: 'ar',
    by: 'model',
    short: 'تعود العبّارة يوم الاثنين بعد إصلاح قاربين من ثلاثة.',
    full: 'تعود العبّارة يوم الاثنين بعد إصلاح قاربين من ثلاثة. وينتظر القارب الثالث محرّكًا جديدًا حتى مايو. ثمن التذكرة 4.50 كما في العام الماضي.',
  },
  {
    headline: 'عاصفة تغلق ميناء Port Ellis (تحديث)',
    link: 'https://sahil.example/asifa?day=2&from=wire',
    image: 'https://img.sahil.example/asifa.jpg',
    publishers: ['صوت الميناء'],
    language: 'ar',
    update: ['سقطت رافعتان في الماء ليلًا.'],
    short: 'أُغلق الميناء يوم الاثنين. سقطت رافعتان في الماء ليلًا. انتظر 400 مسافر.',
  },
  {
    headline: 'ثلوج مبكرة على الممرات الجبلية',
    link: 'https://bergblatt.example/schnee',
    publishers: ['Bergblatt'],
    language: 'de',
    by: 'translated',
    short: 'أُغلقت ثلاثة ممرات يوم الجمعة، قبل الموعد المعتاد بأسبوعين.',
  },
  {
    headline: 'Nordwerft launches a lifeboat after 3 years',
    link: 'https://harbour.example/lifeboat',
    publishers: ['Coast Courier', 'صوت الساحل'],
    language: 'en',
    isForeign: true,
    short: 'Nordwerft launched the boat on Friday. It holds 24 people.',
  },
  {
    headline: 'Nordwerft تطلق قارب نجاة جديدًا',
    link: 'https://town_hall.example/qarib',
    publishers: ['אור החוף', 'صوت الساحل'],
    language: 'ar',
    short: LONG_AR.repeat(2).trim(),
    full: LONG_AR.repeat(70).trim(),
  },
  {
    headline: 'حريق في مصنع الجعة القديم',
    link: 'https://sahil.example/hariq',
    publishers: ['صوت الميناء'],
    language: 'ar',
    amends: { kind: 'correction', by: 'صوت الميناء' },
    update: ['لم يُصب أحد؛ قال تقرير سابق إن شخصين أُصيبا.'],
    short: 'احترق المصنع القديم يوم الأحد. بدأ الحريق في المخزن.',
  },
  {
    headline: 'המגדלור דולק שוב אחרי 100 שנה',
    link: null,
    publishers: ['אור החוף'],
    language: 'he',
    by: null,
    short: '',
  },
];

/** One digest with all that may stand in one: an update, a correction, a withdrawal, a translation, an excerpt in another language, pictures, a long story, one without text; and it comes late. */
export function mixedDigest(style: Style, direction: Direction): Digest {
  const isLeft = direction === 'left-to-right';
  const items = (isLeft ? ENGLISH : ARABIC).map((told, i) => itemOf(told, i + 1, style));
  return newDigest(items, {
    language: isLeft ? 'en' : 'ar',
    zone: isLeft ? 'Europe/Berlin' : 'Asia/Riyadh',
    topics: isLeft ? ['Technology', 'climate AND (law OR court)'] : ['بيئة', 'climate'],
    coverage: { articles: 120, sources: 30, stories: items.length, silent: 2 },
    dueAt: new Date('2026-11-22T06:00:00Z'),
    shows: { images: true, previews: false },
  });
}

/** The line of a day without news. */
export function quietDigest(direction: Direction): Digest {
  return { ...mixedDigest('short', direction), items: [], topics: [] };
}

function itemOf({ short, full = short, ...told }: Told, number: number, style: Style): Item {
  const item = newItem({ story: number as StoryId, ...told, summary: style === 'full' ? full : short });
  return style === 'headline' ? { ...item, summary: null, by: item.by === 'translated' ? item.by : null } : item;
}

/** Text that tries to command: mentions, mark-up of both platforms, links, scripts, a turn of direction. */
export const HOSTILE_DIGEST: Digest = newDigest(
  [
    newItem({
      headline:
        '@everyone # [Win](https://evil.example) <@123> **now** ||secret|| </a><a href="https://evil.example">x</a> <tg-spoiler>y</tg-spoiler> &lt;b&gt;',
      link: 'https://coast.example/?q="><script>&x=1',
      summary:
        '- one\n> two <t:0> `code` <b>bold</b> \u202egnp.exe\n# three discord.gg/abc @here _x_ ~~y~~ /stop@some_bot #now $WIN win@evil.example evil.example/bare <script>alert(1)</script> <img src=x onerror=alert(2)>',
      publishers: ['*Star* Herald', '<#99> Daily', '<style>*{}</style> @herald'],
    }),
  ],
  { topics: ['@everyone', '<b>law</b> OR [court](https://evil.example)'] },
);
