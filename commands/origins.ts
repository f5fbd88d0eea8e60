import type { Origin, Origins } from '../src/domain/archive-desk.ts';
import { command, type Reply } from '../src/domain/command.ts';
import type { NewsDesk } from '../src/domain/desk.ts';
import type { DigestId } from '../src/domain/ids.ts';
import { readReference } from '../src/domain/reference.ts';
import type { Rich } from '../src/domain/rich.ts';
import { instantInWords } from '../src/phrases/dates.ts';
import { lines, say } from '../src/phrases/say.ts';
import { oneLine } from '../src/text/one-line.ts';
import { askWhichStory, linked, noSuchDigest, noSuchStory } from './past-words.ts';

/** Shows who told a story of a digest, each with its own article; said by the button under it. */
export const origins = command({
  discord: null,
  telegram: ['origins'],
  isUnlisted: true,
  about: 'about.origins',
  who: 'everyone',
  options: {
    digest: { kind: 'word', required: true, about: 'option.digest' },
    number: { kind: 'number', required: false, about: 'option.number' },
  },
  async answer({ place, language, given }, desk) {
    const reference = readReference(given.digest);
    if (reference === null) return { text: noSuchDigest(language), isBeside: true };
    const number = given.number === null ? null : Number.parseInt(given.number.replace('#', ''), 10);
    if (number === null) return await answerForAll(place, reference.digest, language, desk);
    return await answerFor(place, reference.digest, number, language, desk);
  },
});

type Here = Parameters<NewsDesk['origins']>[0];

/** A digest of one story needs no question. */
async function answerForAll(place: Here, digest: DigestId, language: string, desk: NewsDesk): Promise<Reply> {
  const past = await desk.pastDigest(place, digest);
  if (past.kind === 'no-such-digest') return { text: noSuchDigest(language), isBeside: true };
  const [only, ...others] = past.stories;
  if (only === undefined || others.length > 0) return askWhichStory(past, 'origins', language);
  return { ...(await answerFor(place, digest, only.number, language, desk)), isBeside: true };
}

async function answerFor(
  place: Here,
  digest: DigestId,
  number: number,
  language: string,
  desk: NewsDesk,
): Promise<Reply> {
  const found = await desk.origins(place, digest, number);
  switch (found.kind) {
    case 'no-such-digest':
      return { text: noSuchDigest(language) };
    case 'no-such-story':
      return { text: noSuchStory(found, language) };
    case 'origins':
      return { text: drawOrigins(found, language) };
  }
}

/** As many as are one message on each platform. */
const MOST_SHOWN = 8;

function drawOrigins({ number, headline, articles, later, zone }: Origins, language: string): Rich {
  const left = articles.length - MOST_SHOWN;
  return lines(
    say(language, 'why.story', { number, headline: oneLine(headline) }),
    ...articles.slice(0, MOST_SHOWN).map((each) => row(each, zone, language)),
    ...(articles.length === 0 ? [say(language, 'origins.none')] : []),
    ...(left > 0 ? [say(language, 'origins.left', { count: left })] : []),
    ...(later > 0 ? [say(language, 'origins.later', { count: later })] : []),
  );
}

function row({ publisher, headline, link, at, reprintOf }: Origin, zone: string, language: string): Rich {
  const told = {
    publisher: oneLine(publisher),
    headline: linked(headline, link),
    at: instantInWords(at, zone, language),
  };
  return reprintOf === null
    ? say(language, 'origins.row', told)
    : say(language, 'origins.reprint', { ...told, original: oneLine(reprintOf) });
}
