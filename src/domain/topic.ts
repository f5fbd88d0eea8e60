import type { Community } from './channel.ts';

/** What a community calls a query, so that its subscriptions can name it: `climate` for `climate AND (law OR court)`. */
export interface Topic {
  readonly community: Community;
  /** Unique in its community, whatever its case. */
  readonly name: string;
  /** In the query language; checked before it is stored. */
  readonly query: string;
}

export interface TopicStore {
  /**
   * Stores a topic, in the place of one of its name, and answers whether it is a new name. Null, and nothing is stored, where the community has so
   * many others already.
   */
  save(topic: Topic, most: number): Promise<{ readonly isNew: boolean } | null>;
  /** Answers whether there was one of that name. */
  remove(community: Community, name: string): Promise<boolean>;
  /** In the order of their names. */
  ofCommunities(communities: readonly Community[]): Promise<readonly Topic[]>;
}
