import { expect, test } from 'vitest';
import { drawParts } from '../src/digest/parts.ts';
import { discordRenderer } from '../src/discord/render.ts';
import type { Digest, Part } from '../src/domain/digest.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { telegramRenderer } from '../src/telegram/render.ts';
import { newDigest, newItem, newItems } from './digest-samples.ts';
import { lostStories } from './support/well-formed.ts';
import { discordFaults } from './support/well-formed-discord.ts';
import { telegramFaults } from './support/well-formed-telegram.ts';

const PICTURE = 'https://img.harbour.example/ferry.jpg';
/** Twelve stories: two messages on Discord, and on Telegram, whose are long. */
const DIGEST: Digest = newDigest(
  newItems(12, { summary: 'The ferry runs again from Monday. '.repeat(12).trim(), image: PICTURE }),
  { shows: { images: true, previews: false } },
);
const [ON_DISCORD, ON_TELEGRAM] = [drawParts(DIGEST, discordRenderer), drawParts(DIGEST, telegramRenderer)];

/** The first part with something of its message put in place of something else. */
function broken(parts: readonly Part[], from: string | RegExp, to: string): readonly Part[] {
  return parts.map((part, i) => (i === 0 ? { ...part, body: part.body.replace(from, to) } : part));
}

test('messages as they are drawn have no fault, and there are several on each platform', () => {
  expect(discordFaults(DIGEST, ON_DISCORD)).toEqual([]);
  expect(telegramFaults(DIGEST, ON_TELEGRAM)).toEqual([]);
  expect(Math.min(ON_DISCORD.length, ON_TELEGRAM.length)).toBeGreaterThan(1);
});

const SUMMARY = 'The ferry runs again';

test.each([
  ['a text over 2000', '**News', `**${'a'.repeat(2000)}`, /content: Must be between/u],
  ['a title over 256', '1. Ferry', `1. ${'a'.repeat(256)}`, /title: Must be between/u],
  ['a text of a card over 4096', SUMMARY, 'a'.repeat(4097), /description: Must be between/u],
  ['a footer over 2048', 'Harbour Post', 'a'.repeat(2049), /footer\.text: Must be between/u],
  ['cards over 6000 together', SUMMARY, 'a'.repeat(3000), /exceeds maximum size of 6000/u],
  ['eleven cards', '"embeds":[', `"embeds":[${'{"description":"x"},'.repeat(8)}`, /10 or fewer/u],
  ['an empty card', '"embeds":[', '"embeds":[{},', /This field is required/u],
  ['an address twice', 'harbour.example/2"', 'harbour.example/1"', /twice/u],
  ['an address of no scheme', 'https://harbour.example/1', 'harbour.example/1', /Not a well formed URL/u],
  ['an address of another scheme', 'https://harbour.example/1', 'tg://harbour.example/1', /Scheme must be one of/u],
  ['a host with an underscore', 'https://harbour.example/1', 'https://har_bour.example/1', /Not a well formed URL/u],
  ['a link that leads elsewhere', 'https://harbour.example/1"', 'https://evil.example/1"', /discord: link/u],
  ['a story without its link', '"url":"https://harbour.example/1",', '', /discord: link/u],
  ['a mention', SUMMARY, '@everyone', /acts: @/u],
  ['a mention of a person', 'Ferry line', '<@123>', /acts: </u],
  ['a masked link', SUMMARY, '[a](https://evil.example)', /acts/u],
  ['an address that becomes a link', SUMMARY, 'https://evil.example', /acts/u],
  ['an invitation', SUMMARY, 'discord.gg/abc', /acts/u],
  ['a spoiler', SUMMARY, '||a||', /acts/u],
  ['a heading', SUMMARY, '# Head', /acts/u],
  ['a timestamp in a story', SUMMARY, '<t:0:R>', /acts/u],
  ['a headline that lost words', 'Ferry line between', 'Ferry between', /title/u],
  ['a headline of another number', '1. Ferry', '2. Ferry', /title/u],
  ['words nobody wrote', SUMMARY, 'The mill runs again', /text/u],
  ['another picture', 'img.harbour.example', 'img.evil.example', /pictures/u],
  ['no picture', /"(?:image|thumbnail)":\{"url":"[^"]*"\}/u, '"footer":{"text":"x"}', /pictures/u],
  ['another date than the other part', '22 November', '23 November', /heads/u],
  ['no number of its part', ' (1/2)', '', /heads/u],
  ['half a letter', SUMMARY, '\\ud83d', /broken characters/u],
  ['a control character', SUMMARY, '\\u001b', /broken characters/u],
  ['an override of direction', SUMMARY, '\u202e', /broken characters/u],
])('on Discord %s is found', (_, from, to, fault) => {
  expect(discordFaults(DIGEST, broken(ON_DISCORD, from, to)).join('\n')).toMatch(fault);
});

const FIRST_LINK = '<a href=\\"https://harbour.example/1\\">';

test.each([
  ['a text over 4096', SUMMARY, 'a'.repeat(4096), /units/u],
  ['over 100 entities', SUMMARY, '<b>a</b>'.repeat(101), /entities/u],
  [
    'too many bytes of addresses',
    SUMMARY,
    `<a href='https://a.example/${'a'.repeat(9500)}'>a</a>`,
    /bytes of entities/u,
  ],
  ['a tag that is not closed', SUMMARY, '<b>a', /Can't find end tag|Unmatched end tag/u],
  ['a tag Telegram does not know', SUMMARY, '<p>a</p>', /Unsupported start tag/u],
  ['form nobody gave it', SUMMARY, '<code>a</code>', /a code/u],
  ['a link that leads elsewhere', 'https://harbour.example/1', 'https://evil.example/1', /links/u],
  ['a link Telegram does not take for one', 'https://harbour.example/1', 'no address', /links/u],
  ['a story without its link', FIRST_LINK, '<a>', /links/u],
  ['a link on other words than the headline', /1\. (<a [^>]*>)/u, '$1 1. ', /a link on/u],
  ['a mention', SUMMARY, '@durov', /catches/u],
  ['a tag to search for', SUMMARY, '#now', /catches/u],
  ['a command', SUMMARY, '/stop', /catches|bot_command/u],
  ['a mail address', SUMMARY, 'a@b.example', /catches/u],
  ['an address without a scheme', SUMMARY, 'www.evil.com', /catches/u],
  ['an address with a scheme', SUMMARY, 'https://evil.example', /a url/u],
  ['a share’s name', SUMMARY, '$WIN', /catches/u],
  ['a headline that lost words', 'Ferry line between', 'Ferry between', /title/u],
  ['words nobody wrote', SUMMARY, 'The mill runs again', /text/u],
  ['another picture', 'img.harbour.example', 'img.evil.example', /preview/u],
  ['a preview nobody asked for', /"link_preview_options":\{[^}]*\}/u, '"link_preview_options":{}', /preview/u],
  ['another date than the other part', '22 November', '23 November', /heads/u],
  ['no number of its part', ' (1/2)', '', /heads/u],
  ['half a letter', SUMMARY, '\\ud83d', /broken characters/u],
  ['a control character', SUMMARY, '\\u001b', /broken characters/u],
])('on Telegram %s is found', (_, from, to, fault) => {
  expect(telegramFaults(DIGEST, broken(ON_TELEGRAM, from, to)).join('\n')).toMatch(fault);
});

test.each([
  ['within a letter of several signs', 'A family 👨‍👩‍👧 and more of it', 'A family 👨‍…', false],
  ['within a letter and its mark', 'The caf\u0065\u0301 opens', 'The cafe…', false],
  ['behind a letter', 'A family 👨‍👩‍👧 and more of it', 'A family 👨‍👩‍👧…', true],
])('a summary cut %s is found', (_, summary, told, isRight) => {
  const digest = newDigest([newItem({ summary })]);
  const cut = (parts: readonly Part[]): readonly Part[] => broken(parts, summary, told);
  const [discord, telegram] = [drawParts(digest, discordRenderer), drawParts(digest, telegramRenderer)];
  expect(discordFaults(digest, cut(discord)).length === 0).toBe(isRight);
  expect(telegramFaults(digest, cut(telegram)).length === 0).toBe(isRight);
});

test('a story that is told twice, lost or out of its order is found', () => {
  const [first, ...others] = ON_DISCORD;
  const [one, two, ...rest] = first?.stories ?? [];
  const told = (stories: readonly (StoryId | undefined)[]): readonly string[] =>
    lostStories(DIGEST, [{ body: '', stories: stories.flatMap((each) => each ?? []) }, ...others]);
  expect(told([one, two, ...rest])).toEqual([]);
  expect(told([one, one, two, ...rest])).toHaveLength(1);
  expect(told([one, ...rest])).toHaveLength(1);
  expect(told([two, one, ...rest])).toHaveLength(1);
});
