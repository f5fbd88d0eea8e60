import type { Community } from './channel.ts';
import type { MuteId } from './ids.ts';

/** What a community does not want to hear of for a while. */
export interface Mute extends MuteDraft {
  readonly id: MuteId;
}

export interface MuteDraft {
  readonly community: Community;
  readonly kind: 'word' | 'source' | 'story';
  /** A word or phrase; the id of a source or story. */
  readonly value: string;
  /** What people call it: the word, the source's title, the story's headline. */
  readonly label: string;
  readonly until: Date;
}

export interface MuteStore {
  /** Stores a mute, in the place of one of the same thing; null where so many others hold in the community at this instant. */
  add(draft: MuteDraft, now: Date, most: number): Promise<Mute | null>;
  /** Those that hold at this instant, in the order they were made. */
  ofCommunities(communities: readonly Community[], now: Date): Promise<readonly Mute[]>;
  /** Answers whether there was one. */
  remove(community: Community, id: MuteId): Promise<boolean>;
}
