import type { Reply } from '../src/domain/command.ts';
import type { Rich } from '../src/domain/rich.ts';
import { type Source, titleOf } from '../src/domain/source.ts';
import type { NoSuchSource, OfferedFeed, SourceChoice, SourceFault } from '../src/domain/source-desk.ts';
import { countInWords } from '../src/phrases/counts.ts';
import { distanceInWords } from '../src/phrases/dates.ts';
import { lines, say } from '../src/phrases/say.ts';

/** How a source fares: when it was read and is read next, or what is wrong with it. */
export function healthInWords({ health, state, nextPollAt }: Source, at: Date, language: string): Rich {
  const { lastOk, lastError } = health;
  const error = lastError ?? '';
  const next = distanceInWords(nextPollAt > at ? nextPollAt : at, at, language);
  if (state === 'barred') return say(language, 'health.barred');
  if (state === 'gone') return say(language, 'health.gone');
  if (state === 'disabled') return say(language, 'health.disabled', { error });
  if (lastOk === null) return say(language, lastError === null ? 'health.new' : 'health.never', { next, error });
  const last = distanceInWords(lastOk, at, language);
  return say(language, lastError === null ? 'health.well' : 'health.failing', { last, next, error });
}

/** The feeds of a site, each with a button that adds it. */
export function choiceReply({ feeds, at }: SourceChoice, language: string): Reply {
  return {
    text: lines(say(language, 'source.choice'), ...feeds.map((feed, i) => choiceRow(feed, i + 1, at, language))),
    buttons: feeds.map((feed, i) => ({
      label: `${i + 1}. ${titleOf(feed)}`,
      says: `addsource #${feed.key}`,
    })),
  };
}

function choiceRow(feed: OfferedFeed, number: number, at: Date, language: string): Rich {
  const { address, entries, newest } = feed;
  const articles = countInWords(entries, 'articles', language);
  const values = { number, title: titleOf(feed), articles, address };
  return newest === null
    ? say(language, 'source.choice-row-undated', values)
    : say(language, 'source.choice-row', { ...values, newest: distanceInWords(newest, at, language) });
}

/** Why nothing could be read there, and how it fares where it is one of the list. */
export function faultReply({ address, sentence, source, at }: SourceFault, language: string): Reply {
  const fault = say(language, 'source.cannot-read', { address, sentence });
  if (source === null) return { text: fault };
  return { text: lines(fault, say(language, 'source.listed', { health: healthInWords(source, at, language) })) };
}

/** That the list has no such source; `add` is the command that adds one. */
export function noSuchReply({ count }: NoSuchSource, add: Rich, language: string): Reply {
  return { text: count > 0 ? say(language, 'source.no-such', { count }) : say(language, 'source.none', { add }) };
}
