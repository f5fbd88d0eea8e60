import type { Teller } from '../domain/article.ts';
import type { SourceId, StoryId } from '../domain/ids.ts';
import type { Mute } from '../domain/mute.ts';
import type { Story } from '../domain/story.ts';
import type { Query } from '../topic/query.ts';
import { parseQuery } from '../topic/query-parse.ts';
import type { Circle } from './circle.ts';
import type { Hits } from './match.ts';

/** What a muted word looks for: the word or phrase anywhere in a story. Null for a mute of another kind, and for one that has no words. */
export function muteQuery({ kind, value }: Pick<Mute, 'kind' | 'value'>): Query | null {
  if (kind !== 'word') return null;
  const parsed = parseQuery(`"${value.replace(/["“”„«»]/gu, ' ').trim()}"`);
  return parsed.kind === 'query' ? parsed.query : null;
}

/** By what a community muted a story, as people call it; null when it did not. Matched once for each of its mutes. */
export function mutedBy(
  { mutes, reading }: Circle,
  news: readonly Story[],
  hits: Hits,
): (story: StoryId, tellers: readonly Teller[]) => string | null {
  const labels = new Map<StoryId, string>();
  for (const mute of mutes) {
    const query = muteQuery(mute);
    const found = query === null ? new Map() : hits(query);
    for (const { id } of news) if (found.has(id)) labels.set(id, mute.label);
    if (mute.kind === 'story') labels.set(Number(mute.value) as StoryId, mute.label);
  }
  const silenced = new Map(
    mutes.filter(({ kind }) => kind === 'source').map(({ value, label }) => [Number(value) as SourceId, label]),
  );
  return (story, tellers) => labels.get(story) ?? silencedBy(silenced, reading.sources, tellers);
}

/** A story that another source tells as well is still told. */
function silencedBy(
  silenced: ReadonlyMap<SourceId, string>,
  sources: ReadonlySet<SourceId>,
  tellers: readonly Teller[],
): string | null {
  if (silenced.size === 0) return null;
  const read = tellers.filter(({ source }) => sources.has(source));
  return read.every(({ source }) => silenced.has(source))
    ? (silenced.get(read[0]?.source ?? (0 as SourceId)) ?? null)
    : null;
}
