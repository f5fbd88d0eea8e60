import type { Article, ArticleStore } from '../domain/article.ts';
import type { StoryId } from '../domain/ids.ts';
import type { Story } from '../domain/story.ts';
import { type Query, queryKey } from '../topic/query.ts';
import { matches, type Prepared, prepareText } from '../topic/query-match.ts';
import { createBreath } from './breath.ts';

/** What queries found among stories: the words of each that met the query, as it writes them. */
export type Hits = (query: Query) => ReadonlyMap<StoryId, readonly string[]>;

/** Matches stories with queries, and remembers what came of it: each story is read once for each query, however many channels and digests share it. */
export interface Matcher {
  /** Looks at those of the stories that one of the queries was not matched with yet. They are to be all that is news at the time. */
  match(articles: ArticleStore, stories: readonly Story[], queries: readonly (Query | null)[]): Promise<Hits>;
}

/** Stories whose articles are held in memory together. */
const CHUNK = 25;
/** Of a story's text so much is searched: what it is about stands at the head of its articles, and memory stays bounded. */
const SEARCHED_CHARACTERS = 6_000;
/** Queries whose findings are remembered, those asked for last: some 30 KB each. */
const MOST_QUERIES = 500;

/** How stories looked when last seen. What is new or changed since gets a higher number than all before. */
interface Sightings {
  latest: number;
  readonly byStory: Map<StoryId, { readonly look: string; readonly number: number }>;
}

/** What a query found among the stories up to a number. */
interface Finding {
  readonly query: Query;
  upTo: number;
  readonly hits: Map<StoryId, readonly string[]>;
}

export function createMatcher(): Matcher {
  const sightings: Sightings = { latest: 0, byStory: new Map() };
  const findings = new Map<string, Finding>();
  let turn: Promise<unknown> = Promise.resolve();
  return {
    async match(articles, stories, queries) {
      const asked = new Map(queries.flatMap((query) => (query === null ? [] : [[queryKey(query), query] as const])));
      const look = async (): Promise<Hits> => {
        see(sightings, findings, stories);
        const upTo = sightings.latest;
        const wanted = [...asked].map(([key, query]) => recall(findings, key, query));
        await lookAt(articles, stories, sightings, wanted);
        for (const finding of wanted) finding.upTo = upTo;
        const found = new Map([...asked.keys()].map((key, i) => [key, wanted[i]?.hits]));
        return (query) => found.get(queryKey(query)) ?? new Map();
      };
      // One at a time: what one reads the next need not.
      const mine = turn.then(look, look);
      turn = mine.catch(() => undefined);
      return await mine;
    },
  };
}

/** Notes how the stories look now, and forgets those that are no news any more. */
function see(sightings: Sightings, findings: ReadonlyMap<string, Finding>, stories: readonly Story[]): void {
  const { byStory } = sightings;
  for (const story of stories) {
    const look = lookOf(story);
    if (byStory.get(story.id)?.look === look) continue;
    sightings.latest += 1;
    byStory.set(story.id, { look, number: sightings.latest });
  }
  if (byStory.size === stories.length) return;
  const there = new Set(stories.map(({ id }) => id));
  for (const id of byStory.keys()) {
    if (there.has(id)) continue;
    byStory.delete(id);
    for (const { hits } of findings.values()) hits.delete(id);
  }
}

/** Whatever an article changes in what is searched, it changes one of these too. */
function lookOf({ version, lastSeen, amendedAt, headline, publishers, sections }: Story): string {
  return [version, lastSeen.getTime(), amendedAt?.getTime(), publishers.length, sections, headline].join(' ');
}

function recall(findings: Map<string, Finding>, key: string, query: Query): Finding {
  const finding = findings.get(key) ?? { query, upTo: 0, hits: new Map() };
  findings.delete(key);
  findings.set(key, finding);
  const [oldest] = findings.size > MOST_QUERIES ? findings.keys() : [];
  if (oldest !== undefined) findings.delete(oldest);
  return finding;
}

async function lookAt(
  articles: ArticleStore,
  stories: readonly Story[],
  { byStory: sightings }: Sightings,
  findings: readonly Finding[],
): Promise<void> {
  const numberOf = ({ id }: Story): number => sightings.get(id)?.number ?? 0;
  const from = Math.min(...findings.map(({ upTo }) => upTo));
  const unseen = stories.filter((story) => numberOf(story) > from);
  const breath = createBreath();
  for (let start = 0; start < unseen.length; start += CHUNK) {
    const chunk = unseen.slice(start, start + CHUNK);
    const told = groupByStory(await articles.ofStories(chunk.map(({ id }) => id)));
    for (const story of chunk) {
      const prepared = prepareStory(story, told.get(story.id) ?? []);
      for (const finding of findings) {
        if (finding.upTo < numberOf(story)) note(finding, story, prepared);
        await breath();
      }
    }
  }
}

function note({ query, hits }: Finding, { id }: Story, prepared: Prepared): void {
  const { matched, words } = matches(query, prepared);
  if (matched) hits.set(id, words);
  else hits.delete(id);
}

export function groupByStory(articles: readonly Article[]): ReadonlyMap<StoryId, readonly Article[]> {
  const groups = new Map<StoryId, Article[]>();
  for (const article of articles) {
    if (article.storyId === null) continue;
    const group = groups.get(article.storyId);
    if (group === undefined) groups.set(article.storyId, [article]);
    else group.push(article);
  }
  return groups;
}

function prepareStory(story: Story, articles: readonly Article[]): Prepared {
  const originals = articles.filter((article) => article.reprintOf === null);
  const text = originals.map((article) => `${article.headline}\n${article.text}`).join('\n');
  const { headline, publishers, sections, language } = story;
  return prepareText({
    title: headline,
    text: text.slice(0, SEARCHED_CHARACTERS),
    source: publishers,
    sections,
    language,
  });
}
