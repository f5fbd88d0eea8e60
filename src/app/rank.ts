import type { Teller } from '../domain/article.ts';
import type { SourceId, StoryId } from '../domain/ids.ts';
import type { Section } from '../domain/section.ts';
import type { Story } from '../domain/story.ts';
import { WEIGHTS } from '../domain/weight.ts';
import { type Ranked, rankStories } from '../story/rank.ts';
import type { Query } from '../topic/query.ts';
import type { SourceWeights } from './circle.ts';

/** A story in the wanted section before all others, one that has it among others, and one that was asked for by its words. */
const FITS_FIRST = 1;
const FITS_TOO = 0.7;
/** What was told before counts less, for each channel by itself: see digest/compose.ts. */
const ALL_NEW = 1;

/** The stories of one query, the best first, as a community weighs their sources. */
export function rankNews(
  stories: readonly Story[],
  tellers: ReadonlyMap<StoryId, readonly Teller[]>,
  query: Query | null,
  weights: SourceWeights,
  now: Date,
): readonly Ranked<Story>[] {
  const wanted = new Set(query === null ? [] : sectionsIn(query));
  const inputs = stories.map((story) => {
    const { id, publishers, lastSeen, sections } = story;
    const unknown = { source: null, at: lastSeen, isReprint: false };
    const known = tellers.get(id) ?? publishers.map((publisher) => ({ ...unknown, publisher }));
    return {
      story,
      tellings: known.map(({ source, ...teller }) => ({ ...teller, weight: weightIn(weights, source) })),
      sectionFit: fitOf(sections, wanted),
      novelty: ALL_NEW,
    };
  });
  return rankStories(inputs, now);
}

function weightIn(weights: SourceWeights, source: SourceId | null): number {
  return (source === null ? undefined : weights.of.get(source)) ?? WEIGHTS.usual;
}

/** The sections a query asks for; those it refuses are not among them. */
function sectionsIn(query: Query): readonly Section[] {
  switch (query.kind) {
    case 'section':
      return [query.section];
    case 'all':
    case 'any':
      return query.parts.flatMap(sectionsIn);
    case 'not':
    case 'words':
    case 'language':
      return [];
  }
}

function fitOf(sections: readonly Section[], wanted: ReadonlySet<Section>): number {
  const place = sections.findIndex((section) => wanted.has(section));
  return place > 0 ? FITS_TOO : FITS_FIRST;
}
