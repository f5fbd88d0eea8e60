import type { Community } from './channel.ts';
import type { Asker } from './turn.ts';

/** What a command changed; the catalogue has a sentence for each. */
export type ChangeCode =
  | 'subscribed'
  | 'unsubscribed'
  | 'set'
  | 'rescheduled'
  | 'edited'
  | 'paused'
  | 'resumed'
  | 'taken-back'
  | 'source-added'
  | 'source-removed'
  | 'source-weighed'
  | 'sources-imported'
  | 'starter-on'
  | 'starter-off'
  | 'topic-saved'
  | 'topic-removed'
  | 'muted'
  | 'unmuted'
  | 'spoken';

/** One thing that was changed, with what its sentence needs; a list is of topics. */
export interface Change {
  readonly code: ChangeCode;
  readonly values: Readonly<Record<string, string | number | readonly string[]>>;
}

/** Who changed what of a community, and when. */
export interface ChangeNote extends Change {
  readonly community: Community;
  readonly by: Pick<Asker, 'id' | 'name'>;
  readonly at: Date;
}

export interface ChangeStore {
  note(change: ChangeNote): Promise<void>;
  /** The latest changes of a community, the last first. */
  latest(community: Community, limit: number): Promise<readonly ChangeNote[]>;
  forgetBefore(instant: Date): Promise<void>;
}
