import type { Community } from './channel.ts';
import type { SourceId } from './ids.ts';

/** How much a community makes of what a source tells. */
export type Importance = 'more' | 'usual' | 'less';

/** What a source counts in the rank of its stories: 1 is usual, 2 the most there is. */
export const WEIGHTS: Readonly<Record<Importance, number>> = { more: 2, usual: 1, less: 0.5 };

export interface SourceWeight {
  readonly community: Community;
  readonly source: SourceId;
  readonly importance: Importance;
}

export interface WeightStore {
  /** Notes what a community makes of a source, in the place of what it made of it before. */
  set(weight: SourceWeight): Promise<void>;
  /** Where it is not the usual. */
  ofCommunities(communities: readonly Community[]): Promise<readonly SourceWeight[]>;
}
