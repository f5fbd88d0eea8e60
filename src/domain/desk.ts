import type { AdminDesk } from './admin-desk.ts';
import type { ArchiveDesk, NoSuchDigest, NoSuchStory, PastView } from './archive-desk.ts';
import type { Managing } from './behalf.ts';
import type { ChangeNote } from './change.ts';
import type { Community, Place } from './channel.ts';
import type { Finding, Part, Reasons } from './digest.ts';
import type { DoorEvent } from './door.ts';
import type { Holdings } from './forgetting.ts';
import type { SubscriptionId } from './ids.ts';
import type { Mute } from './mute.ts';
import type { Notes } from './notes.ts';
import type { OrderDesk, Unfound, Which } from './order-desk.ts';
import type { SetupDesk } from './setup-desk.ts';
import type { SourceDesk } from './source-desk.ts';
import type { Doubts, Waiting } from './standing.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';
import type { Asking, Turn, TurnedAway } from './turn.ts';
import type { WrongTopic } from './wrong-topic.ts';

/** All that a command or the page may ask of the bot. */
export interface NewsDesk extends SourceDesk, AdminDesk, ArchiveDesk, SetupDesk, OrderDesk {
  readonly notes: Notes;
  /** How many days digests and the articles behind them are kept. */
  readonly keepDays: number;
  /** The language a community chose for the bot's words, BCP 47; null when it chose none. */
  languageOf(community: Community): Promise<string | null>;
  /** Null leaves it to the language of each asker again. False for a language the bot does not speak. */
  setLanguage(community: Community, language: string | null): Promise<boolean>;
  /** Whether this is one of the people who run the bot; `person` is `discord:ID` or `telegram:ID`. */
  isOwner(person: string): boolean;
  /** Somebody says a command: what paused there because the bot was shut out goes on, if it may post again. Answers by whom and for where it counts. */
  heardFrom(said: Asking): Promise<Turn<NewsDesk> | TurnedAway>;
  /** From now on what the asker says in their private conversation goes for this channel; with null, for the conversation again. */
  manage(typed: string | null): Promise<Managing>;
  /** A platform tells of a door that opened or closed: what is ordered there pauses, goes on or follows at once. */
  notice(event: DoorEvent): Promise<void>;
  subscribe(order: Order): Promise<Subscribed>;
  /** Of one community, in the order they were made; people call them by their place in it, from 1. */
  subscriptions(community: Community): Promise<readonly Subscription[]>;
  /** The digest a subscription would get now, drawn for its platform; writes nothing. Without one, of everything. */
  preview(place: Place & { readonly community: Community }, which: Which, language: string): Promise<Previewed>;
  /** Owes a subscription's digest at once. */
  tellNow(community: Community, which: Which): Promise<Told>;
  saveTopic(community: Community, name: string, query: string): Promise<TopicSaved>;
  /** Those the community named, by name. */
  topics(community: Community): Promise<readonly Topic[]>;
  /** Answers whether there was one of that name. */
  removeTopic(community: Community, name: string): Promise<boolean>;
  /** What a topic, a section or a query would have found in the last day; writes nothing. */
  testTopic(community: Community, typed: string): Promise<TopicTested>;
  /** Leaves a story (of the last digest by its number, of another by its reference), a source or a word out of the community's digests for some days. */
  mute(place: Place & { readonly community: Community }, what: string, days: string | null): Promise<MuteSaved>;
  /** What is muted now. People call a mute by its id. */
  mutes(community: Community): Promise<readonly Mute[]>;
  unmute(community: Community, number: number): Promise<Mute | null>;
  /** What of a digest's story may be muted. */
  mutable(
    place: Place & { readonly community: Community },
    what: string,
  ): Promise<Mutable | NoSuchStory | NoSuchDigest>;
  /** Why a story of a digest stands there, or what became of an address. */
  why(place: Place & { readonly community: Community }, asked: WhyAsked): Promise<Why>;
  status(community: Community): Promise<Status>;
  /** How much is kept of a community. */
  holdings(community: Community): Promise<Holdings>;
  /** Forgets all that is kept of a community; answers what there was. */
  forget(community: Community): Promise<Holdings>;
  /** Zones that begin with, or contain, what was typed; at most 25. */
  suggestZones(typed: string): readonly string[];
  /** Sections that fit what was typed last; at most 25. */
  suggestTopics(typed: string): readonly string[];
}

/** What somebody orders, as typed. */
export interface Order {
  readonly place: Place & { readonly community: Community; readonly name: string | null };
  readonly by: string;
  readonly language: string;
  readonly topics: string | null;
  readonly times: string | null;
  readonly days: string | null;
  readonly zone: string | null;
}

export type Subscribed =
  | {
      readonly kind: 'subscribed';
      readonly subscription: Subscription;
      readonly number: number;
      readonly warning: TopicWarning | null;
    }
  | { readonly kind: 'wrong-time'; readonly given: string }
  | { readonly kind: 'wrong-days'; readonly given: string }
  | { readonly kind: 'wrong-zone'; readonly given: string; readonly nearest: readonly string[] }
  | WrongTopic
  | { readonly kind: 'may-not-post'; readonly missing: readonly string[] }
  | { readonly kind: 'too-many'; readonly most: number };

/** A topic that is nearly a section's name. */
export interface TopicWarning {
  readonly given: string;
  readonly nearest: string;
}

export type Previewed =
  | { readonly kind: 'preview'; readonly parts: readonly Part[]; readonly stories: number }
  | { readonly kind: 'nothing-new'; readonly sources: number; readonly articles: number }
  | Unfound;

export type Told =
  | { readonly kind: 'owed'; readonly stories: number; readonly subscription: SubscriptionId }
  | { readonly kind: 'nothing-new'; readonly sources: number; readonly articles: number }
  | Unfound;

export type TopicSaved =
  | { readonly kind: 'saved'; readonly name: string; readonly query: string; readonly isNew: boolean }
  | { readonly kind: 'wrong-name'; readonly given: string }
  | WrongTopic
  | { readonly kind: 'too-many'; readonly most: number };

export type TopicTested =
  | {
      readonly kind: 'tested';
      readonly found: number;
      /** Stories there were in the last day. */
      readonly of: number;
      readonly shown: readonly { readonly headline: string; readonly words: readonly string[] }[];
    }
  | WrongTopic;

/** A story, and the sources of it that are read here. */
export interface Mutable {
  readonly kind: 'mutable';
  readonly headline: string;
  readonly sources: readonly { readonly title: string; readonly address: string }[];
}

export type MuteSaved =
  | { readonly kind: 'muted'; readonly mute: Mute }
  | NoSuchStory
  | NoSuchDigest
  | { readonly kind: 'wrong-span'; readonly given: string; readonly most: number }
  | { readonly kind: 'wrong-word'; readonly given: string }
  | { readonly kind: 'too-many'; readonly most: number };

/** What somebody asks the reason of. */
export interface WhyAsked {
  /** A story's number, a digest's reference with one or without, or an address; null for a digest as such. */
  readonly what: string | null;
  /** The message of ours it was asked under, by the platform's id; null when under none. */
  readonly message: string | null;
}

/** Why something came, or did not. */
export type Why =
  | PastView
  | NoSuchDigest
  | NoSuchStory
  | { readonly kind: 'unreadable'; readonly given: string }
  | {
      readonly kind: 'told';
      readonly number: number;
      readonly headline: string;
      readonly publishers: readonly string[];
      /** Null for what was told by the first versions, which noted none. */
      readonly reasons: Reasons | null;
      readonly by: Reasons['by'];
      /** What kept a model's text out, a stable code; null when there is nothing to say. */
      readonly why: string | null;
    }
  | {
      readonly kind: 'left-out';
      readonly number: number;
      readonly headline: string;
      /** From 1, behind the last story told. */
      readonly place: number;
    }
  | {
      readonly kind: 'unseen';
      readonly host: string;
      /** Sources of that site that are read here. */
      readonly sources: number;
      readonly failure: { readonly title: string; readonly detail: string; readonly at: Date } | null;
    }
  | {
      readonly kind: 'seen';
      readonly headline: string;
      readonly publisher: string;
      readonly seenAt: Date;
      /** When its source told it once more, under this address or in other words: that is no new article. Null when it did not. */
      readonly toldAgain: Date | null;
      /** The publisher whose text it repeats. */
      readonly reprintOf: string | null;
      readonly story: { readonly headline: string; readonly publishers: number } | null;
      readonly stage: Stage;
    };

/** Where an article stands on its way to a place: what the last digest that looked at it made of it, or why none did. */
type Stage =
  | (Finding & { readonly at: Date })
  | { readonly kind: 'not-read' }
  | { readonly kind: 'too-old' }
  /** A digest went out since, and nothing it is about met the story. */
  | { readonly kind: 'not-wanted'; readonly at: Date }
  | { readonly kind: 'waiting' }
  /** It came longer ago than what becomes of things is remembered. */
  | { readonly kind: 'forgotten'; readonly days: number };

/** How the bot stands, as one community sees it. */
export interface Status {
  readonly sources: number;
  readonly failing: number;
  readonly failingNames: readonly string[];
  /** Read in the last day. */
  readonly articles: number;
  readonly lastDigest: Date | null;
  readonly next: { readonly at: Date; readonly zone: string } | null;
  readonly waiting: Waiting;
  /** Of the last day. */
  readonly doubts: Doubts;
  /** With the tokens it used today (UTC), of so many; null when summaries are excerpts. */
  readonly model: { readonly name: string; readonly used: number; readonly cap: number } | null;
  /** Who changed what of the community last; null when nothing was changed for long. */
  readonly lastChange: ChangeNote | null;
}
