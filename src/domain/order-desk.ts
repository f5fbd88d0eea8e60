import type { Community } from './channel.ts';
import type { Slot, Subscription } from './subscription.ts';
import type { WrongTopic } from './wrong-topic.ts';

/** Which subscription somebody means: its number as typed, or the key that a menu of it carries; null where the only one is meant. */
export type Which = string | null;

/** Why none is meant. */
export type Unfound =
  | { readonly kind: 'which'; readonly subscriptions: readonly Subscription[] }
  | { readonly kind: 'no-such-subscription'; readonly count: number }
  /** It ended while a menu of it stood open. */
  | { readonly kind: 'ended' };

/** How a subscription is after somebody changed it, or looked at it. */
interface Standing {
  readonly subscription: Subscription;
  readonly number: number;
  /** False when it was only looked at, or was so already. */
  readonly isChanged: boolean;
  /** Nothing was changed, since somebody else changed it after the asker's menu was drawn: this is what it became. */
  readonly isOvertaken: boolean;
}

/** What a command asks about the orders of a community. */
export interface OrderDesk {
  /** Ends one; for a minute that can be taken back. */
  unsubscribe(community: Community, which: Which): Promise<Ended>;
  /** Takes back the end of one, or of the last that ended: all is as it was. */
  takeBack(community: Community, which: Which): Promise<TakenBack>;
  /** How it is set, after what was asked to be changed is changed. */
  settings(community: Community, asked: SettingsAsked): Promise<Settled>;
  /** When it comes, after what was asked to be changed is changed. */
  reschedule(community: Community, asked: ScheduleAsked): Promise<Scheduled>;
  /** What it is about, after what was asked to be changed is changed. */
  edit(community: Community, which: Which, topics: string | null): Promise<Edited>;
  /** Until somebody resumes it, or until a date or for some days, as typed. */
  pause(community: Community, which: Which, until: string | null): Promise<Rested>;
  resume(community: Community, which: Which): Promise<Resumed>;
}

export type Found = { readonly kind: 'found'; readonly subscription: Subscription; readonly number: number } | Unfound;

export type Ended =
  | { readonly kind: 'unsubscribed'; readonly subscription: Subscription; readonly number: number }
  | Unfound;

export type TakenBack =
  | { readonly kind: 'taken-back'; readonly subscription: Subscription; readonly number: number }
  | { readonly kind: 'too-late' };

/** What somebody asks to be changed, as typed; null is left as it is. */
export interface SettingsAsked {
  readonly which: Which;
  /** Who asks, as `discord:ID` or `telegram:ID`. */
  readonly by: string;
  readonly style: string | null;
  readonly stories: string | null;
  readonly language: string | null;
  readonly quiet: string | null;
  /** Switches to turn on, and to turn off, by their names; or all that are on, the others being off. */
  readonly on: string | null;
  readonly off: string | null;
  readonly switches: string | null;
  readonly notices: string | null;
  /** A role's id, or off. */
  readonly role: string | null;
}

/** What is on or off of a subscription, by the names people call them. */
export const SWITCHES = ['images', 'previews', 'ai', 'thread', 'crosspost'] as const;
export type Switch = (typeof SWITCHES)[number];

/** Who is told in private when a subscription stops working: who asks, who ordered it, or nobody. */
export const NOTICES = ['me', 'orderer', 'nobody'] as const;

export type Settled =
  | (Standing & {
      readonly kind: 'settled';
      /** Without a model nothing is translated or written by AI. */
      readonly hasModel: boolean;
    })
  | Unfound
  | {
      readonly kind: 'wrong-style' | 'wrong-language' | 'wrong-quiet' | 'wrong-switch' | 'wrong-notices';
      readonly given: string;
    }
  | { readonly kind: 'wrong-stories'; readonly given: string; readonly most: number };

/** What somebody asks to be changed, as typed; null is left as it is. */
export interface ScheduleAsked {
  readonly which: Which;
  readonly times: string | null;
  readonly days: string | null;
  readonly zone: string | null;
  /** As in 22:00-07:00, or off. */
  readonly quietHours: string | null;
}

export type Scheduled =
  | (Standing & { readonly kind: 'scheduled'; readonly next: readonly Slot[] })
  | Unfound
  | WrongSchedule;

export type WrongSchedule =
  | { readonly kind: 'wrong-time' | 'wrong-days' | 'wrong-hours'; readonly given: string }
  | { readonly kind: 'wrong-zone'; readonly given: string; readonly nearest: readonly string[] };

export type Edited = (Standing & { readonly kind: 'edited' }) | Unfound | WrongTopic;

export type Rested =
  | { readonly kind: 'paused'; readonly subscription: Subscription; readonly number: number }
  | { readonly kind: 'wrong-until'; readonly given: string }
  | Unfound;

export type Resumed =
  | {
      readonly kind: 'resumed';
      readonly subscription: Subscription;
      readonly number: number;
      /** It was not paused. */
      readonly wasActive: boolean;
    }
  | { readonly kind: 'may-not-post'; readonly missing: readonly string[] }
  | Unfound;

/** What a menu calls a subscription by, as the asker saw it: whoever presses it later means this one, and none that took its number. */
export function keyOf({ id, revision }: Pick<Subscription, 'id' | 'revision'>): string {
  return `id${id}.${revision}`;
}

export const KEY = /^id(?<id>\d{1,15})\.(?<revision>\d{1,9})$/u;
