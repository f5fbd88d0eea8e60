import type { Digest, Item } from '../domain/digest.ts';
import type { Rich } from '../domain/rich.ts';
import { clip } from '../text/clip.ts';
import { isolate, lineMark } from '../text/isolate.ts';
import { oneLine } from '../text/one-line.ts';
import { countInWords } from './counts.ts';
import { dateInWords, timeInWords } from './dates.ts';
import { originInWords } from './origin.ts';
import { say, sayPlain } from './say.ts';
import { topicInWords } from './sections.ts';

/** A head with more of a long query in it would hide the news; with it, it stays far below what any message holds. */
const TOPICS = 200;
/** Names of publishers beyond this say nothing more. */
const PUBLISHERS = 300;

/** A digest's first line: its date, and what it is about where that was chosen. */
export function headInWords({ at, zone, language, topics }: Digest): Rich {
  const date = dateInWords(at, zone, language);
  const about = isolate(clip(oneLine(topics.map((topic) => topicInWords(topic, language)).join(', ')), TOPICS));
  return say(language, topics.length === 0 ? 'digest.head' : 'digest.head-topics', { date, topics: about });
}

/** The two characters of an isolate. */
const ISOLATE = 2;

/** The same as a name of at most `most` characters: topics are left out before the date is. */
export function titleInWords({ at, zone, language, topics }: Digest, most: number): string {
  const date = dateInWords(at, zone, language);
  const room = most - sayPlain(language, 'digest.head-topics', { date, topics: '' }).length - ISOLATE;
  const about = isolate(
    clip(oneLine(topics.map((topic) => topicInWords(topic, language)).join(', ')), Math.max(0, room)),
  );
  return clip(sayPlain(language, about === '' ? 'digest.head' : 'digest.head-topics', { date, topics: about }), most);
}

/** The line below a story: who tells it, and where its summary comes from. Empty when there is nothing to say. */
export function creditInWords(item: Item, language: string): string {
  const names = clip(item.publishers.map((name) => isolate(oneLine(name))).join(', '), PUBLISHERS);
  const credit = [names, originInWords(item, language)].filter((text) => text !== '').join(' · ');
  return lineMark(credit) + credit;
}

/** A digest's last line: how much was read for it, or that there is nothing new; how many sources did not answer; and that it comes late. */
export function footInWords(digest: Digest): Rich {
  const { coverage, language, dueAt, zone } = digest;
  const { silent } = coverage;
  const told = coverageInWords(digest);
  const unheard = silent === 0 ? [] : say(language, 'digest.silent', { count: silent });
  const late = dueAt === undefined ? [] : say(language, 'digest.late', { due: timeInWords(dueAt, zone, language) });
  const [first = [], ...others] = [told, unheard, late].filter((sentence) => sentence.length > 0);
  return [...first, ...others.flatMap((sentence): Rich => [{ form: 'plain', text: ' ' }, ...sentence])];
}

/** A digest of nothing but updates rests on no new article: then there is nothing to count. */
function coverageInWords({ items, coverage: { articles, sources, stories }, language }: Digest): Rich {
  if (articles === 0) return say(language, items.length > 0 ? 'digest.coverage-none' : 'digest.quiet-unread');
  return say(language, items.length > 0 ? 'digest.coverage' : 'digest.quiet', {
    articles: countInWords(articles, 'articles', language),
    sources: countInWords(sources, 'sources', language),
    stories: countInWords(stories, 'stories', language),
  });
}
