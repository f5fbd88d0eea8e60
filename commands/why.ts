import type { PastView } from '../src/domain/archive-desk.ts';
import type { Platform } from '../src/domain/channel.ts';
import { command } from '../src/domain/command.ts';
import type { Why } from '../src/domain/desk.ts';
import { readReference } from '../src/domain/reference.ts';
import type { Rich } from '../src/domain/rich.ts';
import { listInWords, timeInWords } from '../src/phrases/dates.ts';
import { lines, say } from '../src/phrases/say.ts';
import { topicInWords } from '../src/phrases/sections.ts';
import { oneLine } from '../src/text/one-line.ts';
import { addSource } from './add-source.ts';
import { mutes } from './mutes.ts';
import { offerStories } from './offers.ts';
import { askWhichStory, noSuchDigest, noSuchStory } from './past-words.ts';
import { testTopic } from './test-topic.ts';
import { asCode } from './words.ts';

/** Says why a story of the last digest stands there, or why an article did not come. */
export const why = command({
  discord: { group: 'why', verb: null },
  telegram: ['why'],
  about: 'about.why',
  who: 'everyone',
  options: { what: { kind: 'text', required: false, about: 'option.why', example: '3', offer: offerStories } },
  async answer({ place, language, given, under }, desk) {
    const found = await desk.why(place, { what: given.what, message: under ?? null });
    if (found.kind === 'past') return askWhichStory(found, 'why', language);
    return { text: answerFor(found, place.platform, language), isBeside: !isOfStory(given.what) };
  },
});

/** Said by the button of one story, whose message is no digest. */
function isOfStory(what: string | null): boolean {
  return readReference(what ?? '')?.number != null;
}

function answerFor(found: Exclude<Why, PastView>, platform: Platform, language: string): Rich {
  switch (found.kind) {
    case 'unreadable':
      return say(language, 'why.unreadable', { given: found.given });
    case 'no-such-story':
      return noSuchStory(found, language);
    case 'no-such-digest':
      return noSuchDigest(language);
    case 'left-out':
      return say(language, 'why.left-out', { headline: oneLine(found.headline), count: found.place });
    case 'told':
      return aboutStory(found, language);
    case 'unseen':
      return aboutUnseen(found, platform, language);
    case 'seen':
      return lines(...aboutArticle(found, language), aboutStage(found.stage, platform, language));
  }
}

function aboutStory(told: Why & { kind: 'told' }, language: string): Rich {
  const { number, headline, publishers, reasons } = told;
  const words = reasons?.words ?? [];
  return lines(
    say(language, 'why.story', { number, headline }),
    say(language, 'why.publishers', { count: publishers.length, publishers: listInWords(publishers, language) }),
    ...aboutWanted(words, language),
    ...(reasons === null ? [] : [aboutRank(reasons.rank, language)]),
    aboutSummary(told, language),
  );
}

/** A section stands among the words that matched as a query names it. */
function aboutWanted(found: readonly string[], language: string): readonly Rich[] {
  if (found.length === 0) return [say(language, 'why.no-words')];
  const isSection = (word: string): boolean => word.startsWith(SECTION);
  const sections = found.filter(isSection).map((word) => topicInWords(word.slice(SECTION.length), language));
  const words = found.filter((word) => !isSection(word));
  return [
    ...(sections.length === 0 ? [] : [say(language, 'why.sections', { sections: listInWords(sections, language) })]),
    ...(words.length === 0 ? [] : [say(language, 'why.words', { words: listInWords(words, language) })]),
  ];
}

const SECTION = 'section:';

function aboutRank(rank: NonNullable<(Why & { kind: 'told' })['reasons']>['rank'], language: string): Rich {
  const percent = Object.entries(rank).map(([part, share]) => [part, Math.round(share * 100)] as const);
  return say(language, 'why.rank', Object.fromEntries(percent));
}

function aboutSummary({ by, why: reason }: Why & { kind: 'told' }, language: string): Rich {
  switch (by) {
    case 'model':
      return say(language, 'why.by-model');
    case 'translated':
      return say(language, 'why.by-translation');
    case 'extractive':
      return reason === null ? say(language, 'why.by-excerpt') : say(language, 'why.by-excerpt-since', { why: reason });
    case null:
      return say(language, 'why.no-summary');
  }
}

function aboutUnseen({ host, sources, failure }: Why & { kind: 'unseen' }, platform: Platform, language: string): Rich {
  if (failure !== null)
    return say(language, 'why.unseen-failed', {
      title: failure.title,
      at: timeInWords(failure.at, 'UTC', language),
      error: failure.detail,
    });
  return sources === 0
    ? say(language, 'why.unseen-no-source', { host, add: asCode(addSource, platform) })
    : say(language, 'why.unseen', { host });
}

function aboutArticle(
  { headline, publisher, seenAt, toldAgain, reprintOf, story }: Why & { kind: 'seen' },
  language: string,
): readonly Rich[] {
  const seen = say(language, 'why.seen', { headline, publisher, at: timeInWords(seenAt, 'UTC', language) });
  const again = toldAgain === null ? [] : [say(language, 'why.again', { at: timeInWords(toldAgain, 'UTC', language) })];
  const reprint = reprintOf === null ? [] : [say(language, 'why.reprint', { publisher: reprintOf })];
  const joined =
    story === null || story.publishers < 2
      ? []
      : [
          say(language, story.headline === headline ? 'why.leads' : 'why.joined', {
            headline: story.headline,
            count: story.publishers,
          }),
        ];
  return [seen, ...again, ...reprint, ...joined];
}

function aboutStage(stage: (Why & { kind: 'seen' })['stage'], platform: Platform, language: string): Rich {
  const at = 'at' in stage ? timeInWords(stage.at, 'UTC', language) : '';
  switch (stage.kind) {
    case 'told':
      return stage.number === null
        ? say(language, 'why.told', { at })
        : say(language, 'why.told-as', { at, number: stage.number });
    case 'cut':
      return say(language, 'why.cut', { at, count: stage.place });
    case 'known':
      return say(language, 'why.known', { at });
    case 'withdrawn':
      return say(language, 'why.withdrawn', { at });
    case 'muted':
      return say(language, 'why.muted', { at, by: stage.by, mutes: asCode(mutes, platform) });
    case 'not-read':
      return say(language, 'why.not-read', { add: asCode(addSource, platform) });
    case 'too-old':
      return say(language, 'why.too-old');
    case 'not-wanted':
      return say(language, 'why.not-wanted', { at, test: asCode(testTopic, platform) });
    case 'waiting':
      return say(language, 'why.waiting');
    case 'forgotten':
      return say(language, 'why.forgotten', { days: stage.days });
  }
}
