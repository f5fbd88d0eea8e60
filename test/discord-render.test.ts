import { expect, test } from 'vitest';
import { discordRenderer } from '../src/discord/render.ts';
import { drawRich, escapeMarkdown, fitMarkdown, sizeOf } from '../src/discord/rich.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { clip } from '../src/text/clip.ts';
import { readLink } from '../src/text/web-link.ts';
import { newDigest, newItem, newItems } from './digest-samples.ts';
import { drawSent, type Sent } from './discord-samples.ts';
import { messageErrors, repeatedUrls } from './support/discord/validate.ts';

const LONG = 'The council heard nine hours of evidence on the old mill and put its decision off until spring. ';

test('ten stories fill a message’s cards, and the foot stands under the head', () => {
  const messages = drawSent(newDigest(newItems(10)));
  expectAccepted(messages);
  expect(messages.map(({ embeds }) => embeds.length)).toEqual([10]);
  expect(messages[0]?.content).toBe(
    '**News digest, Sunday, 22 November 2026**\n-# 120 articles from 30 sources became 10 stories.',
  );
});

function expectAccepted(messages: readonly Sent[]): void {
  for (const message of messages) {
    expect(messageErrors({ ...message })).toEqual([]);
    expect(repeatedUrls({ ...message })).toEqual([]);
  }
}

test('stories of any length go out in messages Discord takes, each told once and in order', () => {
  const items = newItems(25).map((item, i) => ({
    ...item,
    headline: '*Mill* '.repeat(1 + ((i * 17) % 90)),
    summary: LONG.repeat(1 + ((i * 13) % 70)),
    publishers: Array.from({ length: i }, (_, at) => `Paper ${at}`),
  }));
  const messages = drawSent(newDigest(items));
  expectAccepted(messages);
  const numbers = messages.flatMap(({ embeds }) =>
    embeds.flatMap(({ title }) => (title === undefined ? [] : [Number.parseInt(title, 10)])),
  );
  expect(numbers).toEqual(items.map((_, i) => i + 1));
  expect(messages.map(({ content }) => content.endsWith(')**'))).not.toContain(false);
});

test('a story too long for one message loses words of its summary, and keeps its headline and link', () => {
  const item = newItem({ headline: `${'a'.repeat(100)} end`, summary: LONG.repeat(200) });
  const [message, ...rest] = drawSent(newDigest([item]));
  expect(rest).toEqual([]);
  expect(message?.embeds[0]).toMatchObject({ title: `1. ${item.headline}`, url: item.link });
  expect(message?.embeds[0]?.description?.length).toBeLessThanOrEqual(4096);
  expect(message?.embeds[0]?.description?.endsWith('.')).toBe(true);
});

test('a headline over the limit of a title ends with a whole word', () => {
  const [message] = drawSent(newDigest([newItem({ headline: 'Ferry, boats & [mill] '.repeat(30) })]));
  const title = message?.embeds[0]?.title ?? '';
  expect(sizeOf(title)).toBeLessThanOrEqual(256);
  expect(title).toMatch(/(?:Ferry|boats|mill\\\])…$/u);
});

test('two stories with one address stay two', () => {
  const [message] = drawSent(newDigest([newItem(), newItem({ story: 2 as StoryId })]));
  expect(message?.embeds.map(({ url }) => url).slice(0, 2)).toEqual([
    'https://harbour.example/ferry',
    'https://harbour.example/ferry#2',
  ]);
});

test.each(['https://my_news.example/ferry', 'http://intranet/ferry', 'http://[::1]/ferry'])(
  'the headline leads to %s, which Discord takes for no address of a card',
  (link) => {
    const [message] = drawSent(newDigest([newItem({ link, headline: 'Ferry [back]' })]));
    expect(message?.embeds[0]?.url).toBeUndefined();
    expect(message?.embeds[0]?.description?.split('\n')[0]).toBe(`**[1. Ferry \\[back\\]](<${link}>)**`);
    expectAccepted([message ?? { content: '', embeds: [] }]);
  },
);

test('an address that is too long, or none of the web, is left out rather than cut', () => {
  expect(readLink(`https://harbour.example/${'a'.repeat(2100)}`)).toBeNull();
  expect(readLink('javascript:alert(1)')).toBeNull();
  expect(readLink('no address')).toBeNull();
  expect(readLink('https://harbour.example/ä b')).toBe('https://harbour.example/%C3%A4%20b');
});

test('a block says its size to the character', () => {
  const digest = newDigest([newItem({ headline: 'Zwölf 🦊 & *Stars*' })]);
  const { size, content } = discordRenderer.story(digest.items[0] ?? newItem(), 1, digest);
  const { title, description, footer } = content as { title: string; description: string; footer: { text: string } };
  expect(size).toEqual({ characters: title.length + description.length + footer.text.length, embeds: 1 });
});

test('text is escaped before it is measured, and no escape is cut in two', () => {
  for (let most = 1; most < 60; most += 1) {
    const drawn = fitMarkdown('*_~'.repeat(40), most, clip);
    expect(drawn.length).toBeLessThanOrEqual(most);
    expect(drawn.replace(/\\[*_~]/gu, '').replace('…', '')).toBe('');
  }
});

test.each([
  ['# head', '\\# head'],
  ['-# small', '\\-# small'],
  ['12. twelfth', '12\\. twelfth'],
  ['1.5 metres', '1.5 metres'],
  ['a\n- b', 'a\n\\- b'],
  ['a - b #c', 'a - b #c'],
  ['see https://x.example', 'see https\\://x.example'],
  ['@everyone', '\\@everyone'],
  ['<@1> <#2> <t:3> </help:4>', '\\<\\@1\\> \\<#2\\> \\<t:3\\> \\</help:4\\>'],
  ['>>> quote', '\\>\\>\\> quote'],
  ['back\\slash', 'back\\\\slash'],
])('%j is plain text as %j', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test('the bot’s own words keep their form, and what stands in them is escaped', () => {
  const rich = [
    { form: 'bold', text: '*Done.*' },
    { form: 'plain', text: ' about \u202eit\n' },
    { form: 'code', text: '/digest `list`' },
    { form: 'link', text: '[here]', href: 'https://harbour.example/(1)' },
    { form: 'link', text: 'there', href: 'file:///etc' },
  ] as const;
  expect(drawRich(rich)).toBe(
    '**\\*Done.\\*** about it\n`/digest ˋlistˋ`[\\[here\\]](<https://harbour.example/(1)>)there',
  );
});
