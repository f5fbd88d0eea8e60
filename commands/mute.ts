import type { Platform } from '../src/domain/channel.ts';
import { type Button, command, type Menu, type Reply } from '../src/domain/command.ts';
import type { MuteSaved, NewsDesk } from '../src/domain/desk.ts';
import type { DigestId } from '../src/domain/ids.ts';
import { writeArgument } from '../src/domain/line.ts';
import { readReference } from '../src/domain/reference.ts';
import type { Rich } from '../src/domain/rich.ts';
import { dateInWords } from '../src/phrases/dates.ts';
import { say, sayPlain } from '../src/phrases/say.ts';
import { clip } from '../src/text/clip.ts';
import { oneLine } from '../src/text/one-line.ts';
import { muteInWords, mutes } from './mutes.ts';
import { offerMutable } from './offers.ts';
import { askWhichStory, noSuchDigest, noSuchStory } from './past-words.ts';
import { asCode } from './words.ts';

/** Leaves a word, a source or a story of the last digest out for some days. */
export const mute = command({
  discord: { group: 'mute', verb: 'add' },
  telegram: ['mute'],
  about: 'about.mute',
  who: 'manager',
  options: {
    what: { kind: 'text', required: true, about: 'option.mute', example: '3', offer: offerMutable },
    days: { kind: 'span', required: false, about: 'option.mute-days', example: '7d' },
  },
  async answer({ place, language, given }, desk) {
    const reference = given.days === null ? readReference(given.what) : null;
    if (reference?.number === null) return await askForStory(place, reference.digest, language, desk);
    if (reference !== null) return await askForSpan(place, given.what, language, desk);
    return { text: answerFor(await desk.mute(place, given.what, given.days), place.platform, language) };
  },
});

function answerFor(saved: MuteSaved, platform: Platform, language: string): Rich {
  switch (saved.kind) {
    case 'muted':
      return say(language, 'mute.muted', {
        what: muteInWords(saved.mute, language),
        until: dateInWords(saved.mute.until, 'UTC', language),
        mutes: asCode(mutes, platform),
      });
    case 'no-such-story':
      return noSuchStory(saved, language);
    case 'no-such-digest':
      return noSuchDigest(language);
    case 'wrong-span':
      return say(language, 'mute.wrong-span', { given: saved.given, most: saved.most });
    case 'wrong-word':
      return say(language, 'mute.wrong-word', { given: saved.given });
    case 'too-many':
      return say(language, 'mute.too-many', { most: saved.most, mutes: asCode(mutes, platform) });
  }
}

type Here = Parameters<NewsDesk['mutable']>[0];

async function askForStory(place: Here, digest: DigestId, language: string, desk: NewsDesk): Promise<Reply> {
  const past = await desk.pastDigest(place, digest);
  if (past.kind === 'no-such-digest') return { text: noSuchDigest(language), isBeside: true };
  return askWhichStory(past, 'mute', language);
}

/** People mute for a day, a week or a month; other spans can be said. */
const SPANS = [1, 7, 30] as const;
/** More sources of one story make a menu nobody reads. */
const MOST_SOURCES = 5;

/** Asks what of a story is to be left out, and for how long. */
async function askForSpan(place: Here, story: string, language: string, desk: NewsDesk): Promise<Reply> {
  const found = await desk.mutable(place, story);
  if (found.kind === 'no-such-digest') return { text: noSuchDigest(language) };
  if (found.kind === 'no-such-story') return { text: noSuchStory(found, language) };
  const sources = found.sources.slice(0, MOST_SOURCES);
  return {
    text: say(language, 'mute.which', { headline: found.headline }),
    menus: [
      {
        asks: sayPlain(language, 'mute.choose'),
        says: 'mute {}',
        choices: [
          ...spans('mute.for-story', {}, story, language),
          ...sources.flatMap(({ title, address }) =>
            spans(
              'mute.for-source',
              { source: clip(oneLine(title), LONGEST_SOURCE) },
              writeArgument('what', address),
              language,
            ),
          ),
        ],
      },
    ],
    buttons: [wordButton(language)],
  };
}

const LONGEST_SOURCE = 40;

function spans(
  key: 'mute.for-story' | 'mute.for-source',
  values: Readonly<Record<string, string>>,
  what: string,
  language: string,
): Menu['choices'] {
  return SPANS.map((count) => ({
    label: sayPlain(language, key, { ...values, count }),
    value: `${what} ${count}d`,
  }));
}

function wordButton(language: string): Button {
  const label = sayPlain(language, 'mute.for-word');
  const fields = [
    { name: 'what', label: sayPlain(language, 'mute.word-field'), example: 'football' },
    { name: 'days', label: sayPlain(language, 'mute.days-field'), value: '7d' },
  ];
  return { label, says: 'mute', asks: { title: label, fields } };
}
