import type { ListedDigest } from '../src/domain/archive.ts';
import type { Found, FoundPage, HistoryPage } from '../src/domain/archive-desk.ts';
import { type Button, command, type Reply } from '../src/domain/command.ts';
import type { NewsDesk } from '../src/domain/desk.ts';
import { writeArgument } from '../src/domain/line.ts';
import { referenceTo } from '../src/domain/reference.ts';
import type { Rich } from '../src/domain/rich.ts';
import type { Spot } from '../src/domain/turn.ts';
import { countInWords } from '../src/phrases/counts.ts';
import { dateInWords, instantInWords } from '../src/phrases/dates.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { clip } from '../src/text/clip.ts';
import { oneLine } from '../src/text/one-line.ts';
import { linked, pageButtons, publishersInWords } from './past-words.ts';
import { wrongTopic } from './subscribe.ts';

/** Shows the digests there were, or looks for words in all that was read. */
export const history = command({
  discord: { group: 'digest', verb: 'history' },
  telegram: ['history'],
  about: 'about.history',
  who: 'everyone',
  options: { words: { kind: 'text', required: false, about: 'option.words', example: 'climate court' } },
  async answer({ place, language, given }, desk) {
    return await answerWith(place, given.words, 1, language, desk);
  },
});

/** A further page of either; said by the buttons of a page. */
export const archive = command({
  discord: null,
  telegram: ['archive'],
  isUnlisted: true,
  about: 'about.history',
  who: 'everyone',
  options: {
    page: { kind: 'number', required: true, about: 'option.page' },
    words: { kind: 'text', required: false, about: 'option.words' },
  },
  async answer({ place, language, given }, desk) {
    return await answerWith(place, given.words, Number.parseInt(given.page.replace('#', ''), 10) || 1, language, desk);
  },
});

async function answerWith(
  place: Spot,
  words: string | null,
  page: number,
  language: string,
  desk: NewsDesk,
): Promise<Reply> {
  if (words === null) return drawHistory(await desk.history(place, page), place.name, language);
  const found = await desk.search(place, words, page);
  return found.kind === 'found' ? drawFound(found, language) : { text: wrongTopic(found, language) };
}

function drawHistory(found: HistoryPage, here: string | null, language: string): Reply {
  const { digests, page, pages } = found;
  if (digests.length === 0) return { text: say(language, 'history.none') };
  const foot = pages === 1 ? [] : [say(language, 'sources.page', { page, pages })];
  return {
    text: lines(say(language, 'history.head'), ...digests.map((each) => digestRow(each, here, language)), ...foot),
    buttons: [
      ...digests.map((each) => openButton(each, language)),
      ...pageButtons(found, (to) => `archive ${to}`, language),
    ],
  };
}

const HEADLINE = 120;

/** Where it was asked for is not named. */
function digestRow({ at, zone, stories, first, channel }: ListedDigest, here: string | null, language: string): Rich {
  const told = {
    at: instantInWords(at, zone, language),
    stories: countInWords(stories, 'stories', language),
    channel: oneLine(channel ?? ''),
    first: clip(oneLine(first ?? ''), HEADLINE),
  };
  if (first === null) return say(language, 'history.row-bare', told);
  return say(language, channel === null || channel === here ? 'history.row' : 'history.row-channel', told);
}

function openButton({ id, at, zone }: ListedDigest, language: string): Button {
  return {
    label: sayPlain(language, 'history.open', { at: instantInWords(at, zone, language) }),
    says: `open ${referenceTo(id)}`,
  };
}

function drawFound(found: FoundPage, language: string): Reply {
  const { stories, page, hasMore } = found;
  const typed = oneLine(found.typed);
  if (stories.length === 0)
    return { text: say(language, page === 1 ? 'history.nothing-found' : 'history.no-more-found', { typed }) };
  return {
    text: lines(say(language, 'history.found', { typed }), ...stories.flatMap((each) => foundRow(each, language))),
    buttons: pageButtons(
      { page, pages: hasMore ? page + 1 : page },
      (to) => `archive ${to} ${writeArgument('words', found.typed)}`,
      language,
    ),
  };
}

function foundRow({ headline, link, at, publishers, told }: Found, language: string): readonly Rich[] {
  const zone = told?.zone ?? 'UTC';
  const row = say(language, 'history.found-row', {
    headline: linked(headline, link),
    date: dateInWords(at, zone, language),
    publishers: publishersInWords(publishers, language),
  });
  if (told === null) return [row];
  const where = { at: instantInWords(told.at, told.zone, language), number: told.number ?? 0 };
  return [row, say(language, told.number === null ? 'history.told' : 'history.told-as', where)];
}
