import type { Community } from '../domain/channel.ts';
import type { TopicSaved, TopicTested } from '../domain/desk.ts';
import type { Story } from '../domain/story.ts';
import type { TopicStore } from '../domain/topic.ts';
import { sectionNamed } from '../phrases/sections.ts';
import { readCircles } from './circle.ts';
import type { Newsroom } from './digest.ts';
import { createMatcher } from './match.ts';
import { queryOf, readTopic, readTopics } from './topics.ts';

/** Topics one community may name. */
const MOST_TOPICS = 50;
const LONGEST_NAME = 40;
/** A name is one word or a few; a comma parts topics, and quotes, brackets and colons are the query language's. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} &'+./_-]*$/u;
const TESTED_MS = 24 * 3_600_000;
/** Stories that are looked at for it at most, the latest. */
const MOST_TESTED = 5_000;
const SHOWN = 10;

/** Names a query for a community; its subscriptions that use the name follow it from now on. */
export async function saveTopic(
  store: TopicStore,
  community: Community,
  typedName: string,
  query: string,
): Promise<TopicSaved> {
  const name = typedName.trim().replace(/\s+/gu, ' ');
  if (!NAME.test(name) || name.length > LONGEST_NAME || sectionNamed(name) !== null)
    return { kind: 'wrong-name', given: typedName };
  const read = readTopic(query.trim());
  if ('column' in read) return { kind: 'wrong-topic', given: query, column: read.column, expected: read.expected };
  const saved = await store.save({ community, name, query: query.trim() }, MOST_TOPICS);
  if (saved === null) return { kind: 'too-many', most: MOST_TOPICS };
  return { kind: 'saved', name, query: query.trim(), isNew: saved.isNew };
}

/** What a topic or query would have found in the last day among what a community reads, and by which words. */
export async function testTopic(room: Newsroom, community: Community, typed: string, now: Date): Promise<TopicTested> {
  const read = readTopics(typed);
  if (read.kind === 'fault') return { ...read, kind: 'wrong-topic' };
  const circle = (await readCircles(room, [community], now)).get(community);
  const query = queryOf(read.topics, circle?.named);
  const news = await room.stories.newsSince(new Date(now.getTime() - TESTED_MS), MOST_TESTED);
  const tellers = await room.articles.tellersOf(news.map(({ id }) => id));
  const hits = query === null ? null : (await createMatcher().match(room.articles, news, [query]))(query);
  const isRead = ({ id }: Story): boolean =>
    tellers.get(id)?.some(({ source }) => circle?.reading.sources.has(source)) === true;
  const readHere = news.filter(isRead);
  const stories = readHere.filter(({ id }) => hits?.has(id) ?? true);
  const shown = stories.slice(0, SHOWN).map(({ id, headline }) => ({ headline, words: hits?.get(id) ?? [] }));
  return { kind: 'tested', found: stories.length, of: readHere.length, shown };
}
