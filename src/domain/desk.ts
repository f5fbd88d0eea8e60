import type { Community, Place } from './channel.ts';
import type { Part } from './digest.ts';
import type { SubscriptionId } from './ids.ts';
import type { Source } from './source.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

/** All that a command or the page may ask of the bot. */
export interface NewsDesk {
  subscribe(order: Order): Promise<Subscribed>;
  /** Of one community, in the order they were made; people call them by their place in it, from 1. */
  subscriptions(community: Community): Promise<readonly Subscription[]>;
  unsubscribe(community: Community, number: number): Promise<Subscription | null>;
  /** The digest a subscription would get now, drawn for its platform; writes nothing. Without one, of everything. */
  preview(
    place: Place & { readonly community: Community },
    number: number | null,
    language: string,
  ): Promise<Previewed>;
  /** Owes a subscription's digest at once. */
  tellNow(community: Community, number: number | null): Promise<Told>;
  addSource(community: Community, address: string, by: string): Promise<Added>;
  /** Those the community reads: its own, and the starter set. */
  sources(community: Community): Promise<readonly SourceView[]>;
  removeSource(community: Community, which: string): Promise<Removed>;
  saveTopic(community: Community, name: string, query: string): Promise<TopicSaved>;
  /** Those the community named, by name. */
  topics(community: Community): Promise<readonly Topic[]>;
  /** Answers whether there was one of that name. */
  removeTopic(community: Community, name: string): Promise<boolean>;
  /** What a topic, a section or a query would have found in the last day; writes nothing. */
  testTopic(community: Community, typed: string): Promise<TopicTested>;
  status(community: Community): Promise<Status>;
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

/** What a query lacks at the column that is wrong; the catalogue has a phrase for each. */
export type ExpectedInQuery =
  | 'word'
  | 'quote'
  | 'close'
  | 'open'
  | 'shorter'
  | 'fewer'
  | 'shallower'
  | 'field'
  | 'section'
  | 'language'
  | 'operator'
  | 'wildcard';

/** A topic that is nearly a section's name. */
export interface TopicWarning {
  readonly given: string;
  readonly nearest: string;
}

export type Previewed =
  | { readonly kind: 'preview'; readonly parts: readonly Part[]; readonly stories: number }
  | { readonly kind: 'nothing-new'; readonly sources: number; readonly articles: number }
  | { readonly kind: 'no-such-subscription'; readonly count: number };

export type Told =
  | { readonly kind: 'owed'; readonly stories: number; readonly subscription: SubscriptionId }
  | { readonly kind: 'nothing-new'; readonly sources: number; readonly articles: number }
  | { readonly kind: 'no-such-subscription'; readonly count: number };

export type Added =
  | { readonly kind: 'added'; readonly source: SourceView; readonly entries: number; readonly newest: Date | null }
  | { readonly kind: 'known'; readonly source: SourceView }
  | { readonly kind: 'choice'; readonly feeds: readonly { readonly title: string | null; readonly address: string }[] }
  /** Why it can't be a source, a sentence with the next step. */
  | { readonly kind: 'fault'; readonly address: string; readonly sentence: string }
  | { readonly kind: 'too-many'; readonly most: number };

export type Removed =
  | { readonly kind: 'removed'; readonly source: SourceView }
  | { readonly kind: 'no-such-source'; readonly count: number };

export interface SourceView {
  readonly source: Source;
  /** Its place in the community's list, from 1. */
  readonly number: number;
  /** Of the starter set, which a community cannot remove. */
  readonly isStarter: boolean;
}

export type TopicSaved =
  | { readonly kind: 'saved'; readonly name: string; readonly query: string; readonly isNew: boolean }
  | { readonly kind: 'wrong-name'; readonly given: string }
  | WrongTopic
  | { readonly kind: 'too-many'; readonly most: number };

export interface WrongTopic {
  readonly kind: 'wrong-topic';
  readonly given: string;
  readonly column: number;
  readonly expected: ExpectedInQuery;
}

export type TopicTested =
  | {
      readonly kind: 'tested';
      readonly found: number;
      /** Stories there were in the last day. */
      readonly of: number;
      readonly shown: readonly { readonly headline: string; readonly words: readonly string[] }[];
    }
  | WrongTopic;

/** How the bot stands, as one community sees it. */
export interface Status {
  readonly sources: number;
  readonly failing: number;
  readonly failingNames: readonly string[];
  /** Read in the last day. */
  readonly articles: number;
  readonly lastDigest: Date | null;
  readonly next: { readonly at: Date; readonly zone: string } | null;
  /** Messages still to be sent, over the install. */
  readonly waiting: number;
  /** Messages that may have arrived twice or not at all. */
  readonly uncertain: number;
  readonly model: string | null;
}
