import type { Channel, Community, Home, Place, Platform } from './channel.ts';
import type { SubscriptionId } from './ids.ts';
import type { Manner } from './summary.ts';

/** A weekday, 1 Monday to 7 Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** When a channel wants its digest, on its own clock. */
export interface Timetable {
  /** Local times as HH:MM, ascending, each once. */
  readonly times: readonly string[];
  readonly days: readonly Weekday[];
  /** IANA, as in Europe/Berlin. */
  readonly zone: string;
}

/** Local times between which nothing is posted, the first counted in and the last not; they may reach over midnight. */
export interface QuietHours {
  /** HH:MM */
  readonly from: string;
  /** HH:MM */
  readonly to: string;
}

/** What a subscription's slots follow from. */
export type Schedule = Pick<SubscriptionDraft, 'timetable' | 'quietHours'>;

/** How the messages of a subscription's digests are posted; a platform that lacks one of these passes over it. */
export interface Posting {
  /** The lead image of each story is shown. */
  readonly images: boolean;
  /** The platform may show its own preview of the first link (Telegram). */
  readonly previews: boolean;
  /** The id of a role that is rung up by each digest (Discord); null for nobody. */
  readonly role: string | null;
  /** A thread is opened under each digest (Discord). */
  readonly thread: boolean;
  /** In an announcement channel each digest is published to the channels that follow it (Discord). */
  readonly crosspost: boolean;
}

export const USUAL_POSTING: Posting = { images: false, previews: false, role: null, thread: false, crosspost: false };

/** A channel's standing order. */
export interface Subscription extends SubscriptionDraft {
  readonly id: SubscriptionId;
  readonly channel: Channel;
  /** Grows with every change that people make: who saw another one saw it before somebody else changed it. */
  readonly revision: number;
}

export interface SubscriptionDraft {
  /** What it is about, each a topic's name, a section's name or a query; empty is everything. */
  readonly topics: readonly string[];
  readonly timetable: Timetable;
  /** BCP 47, of the bot's own words. */
  readonly language: string;
  /** What a digest without stories is: no message, or one line that says so. */
  readonly quiet: Quiet;
  /** Stories in one digest at most. */
  readonly size: number;
  readonly manner: Manner;
  readonly posting: Posting;
  /** Null when there are none. */
  readonly quietHours: QuietHours | null;
  /** Who made it, in the platform's own terms. */
  readonly createdBy: string;
  /** Who is told in private when it stops working; null for nobody. */
  readonly noticesTo: string | null;
  readonly createdAt: Date;
  /** The next instant a digest is owed, and the local date and time it stands for. */
  readonly nextSlot: Slot;
  readonly state: 'active' | 'paused';
  /** Why it is paused, a sentence for people; null when it is not, or when they paused it themselves. */
  readonly pausedWhy: string | null;
  /** When a pause ends by itself; null when it does not. */
  readonly pausedUntil: Date | null;
}

export type Quiet = 'skip' | 'line';

/** What people choose from. */
export const QUIETS: readonly Quiet[] = ['skip', 'line'];
export const STYLES: readonly Manner['style'][] = ['headline', 'short', 'full'];

/** What people may change of a subscription while it goes on. */
export type Settings = Pick<SubscriptionDraft, 'quiet' | 'size' | 'manner' | 'posting' | 'noticesTo'>;

/** What a change of a subscription sets; the rest stays. */
export type SubscriptionChange = Partial<Settings & Schedule & Pick<SubscriptionDraft, 'topics' | 'nextSlot'>>;

/** One time on one local date of a subscription: told once. */
export interface Slot {
  readonly at: Date;
  /** YYYY-MM-DD in the subscription's zone. */
  readonly date: string;
  /** HH:MM as ordered, also where the clock's change moves the instant. */
  readonly time: string;
}

/** A slot, wherever its instant lies. */
export type SlotName = Pick<Slot, 'date' | 'time'>;

export interface SlotMove {
  readonly id: SubscriptionId;
  readonly from: Slot;
  readonly to: Slot;
}

export interface SubscriptionStore {
  add(
    place: Place & { readonly community: Community; readonly name: string | null },
    draft: SubscriptionDraft,
  ): Promise<Subscription>;
  /** The subscriptions of a community, in the order they were made. */
  ofCommunity(community: Community): Promise<readonly Subscription[]>;
  find(id: SubscriptionId): Promise<Subscription | null>;
  /** Active ones of these platforms whose next slot has come, the longest overdue first; those that come after one of them, where it is given. */
  due(
    now: Date,
    limit: number,
    platforms: readonly Platform[],
    after?: Subscription | null,
  ): Promise<readonly Subscription[]>;
  /** Gives subscriptions another next slot, those that still have the one named. */
  moveSlots(moves: readonly SlotMove[]): Promise<void>;
  /** What holds for it from now on; answers false, and changes nothing, where it is not at this revision any more. */
  change(id: SubscriptionId, revision: number, change: SubscriptionChange): Promise<boolean>;
  /** With a reason, the channel can't be reached: what is still to be sent there is taken back, and somebody is to be told. Without one it may end by itself. */
  pause(id: SubscriptionId, why: string | null, until?: Date | null): Promise<void>;
  /** Those whose pause ends by itself and has. */
  rested(now: Date): Promise<readonly Subscription[]>;
  /** So many active ones behind this one, by id. */
  activeAfter(id: SubscriptionId, limit: number): Promise<readonly Subscription[]>;
  /** The zones' rules by which all next slots were reckoned last; null at first. */
  zoneData(): Promise<string | null>;
  keepZoneData(version: string): Promise<void>;
  /** Paused ones of these platforms, for one of these reasons. */
  paused(why: readonly string[], platforms: readonly Platform[]): Promise<readonly Subscription[]>;
  /** Somebody was told that these paused. */
  pauseTold(ids: readonly SubscriptionId[]): Promise<void>;
  /** Those of a community that paused by themselves, of which nobody was told. */
  untold(community: Community): Promise<readonly Subscription[]>;
  /** Takes up an active or paused one again with a new slot. */
  resume(id: SubscriptionId, nextSlot: Slot): Promise<void>;
  /** Nothing is told any more and nobody finds it, until it is taken back or forgotten. Answers whether it was there. */
  end(id: SubscriptionId, at: Date): Promise<boolean>;
  /** Takes back the end of one of a community that ended since then, without an id of the last that did: all is as it was. Null when there is none. */
  takeBack(community: Community, id: SubscriptionId | null, since: Date): Promise<Subscription | null>;
  /** Forgets those that ended before then; what was told to their channels is kept. */
  forgetEnded(before: Date): Promise<void>;
  /** Follows a channel that moved (a Telegram group that became a supergroup). */
  move(from: Home, to: Home): Promise<void>;
  count(): Promise<number>;
}
