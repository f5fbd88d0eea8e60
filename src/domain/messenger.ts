import type { Directory } from './behalf.ts';
import type { Place, Platform } from './channel.ts';
import type { Command } from './command.ts';
import type { Delivery, SendOutcome } from './delivery.ts';
import type { NewsDesk } from './desk.ts';
import type { Digest, Item } from './digest.ts';
import type { StoryId } from './ids.ts';
import type { Rich } from './rich.ts';
import type { Spot } from './turn.ts';

/** How much of each thing that a platform counts, by its name: characters, embeds, entities; what is left out is none. */
export type Measure = Readonly<Record<string, number>>;

/** A piece of a digest drawn for a platform, that stays in one message. */
export interface Block {
  /** The platform's own form of it. */
  readonly content: unknown;
  /** Joins add nothing that is not counted here. */
  readonly size: Measure;
  readonly story: StoryId | null;
}

/** How a platform draws a digest: pure data, no library of the platform. Everything that came from outside is escaped here, once. */
export interface Renderer {
  readonly platform: Platform;
  /** The most that one message may hold, its part's number apart; what is left out has no bound. */
  readonly limits: Measure;
  head(digest: Digest): Block;
  /** Never larger than one message has room for beside its head and foot: the summary gives way, never the headline or the link. */
  story(item: Item, number: number, digest: Digest): Block;
  foot(digest: Digest): Block | null;
  /** The message that holds these blocks, as the JSON its messenger sends. `part` counts from 1. */
  join(blocks: readonly Block[], part: number, of: number, digest: Digest): string;
}

/** How fast a platform lets one bot send. */
export interface PaceRule {
  /** Messages a second over all channels. */
  readonly perSecond: number;
  /** Milliseconds between two messages to one address. */
  readonly gapMs: (address: string) => number;
}

/** Whether the bot may write in a place, or what it lacks there, in the platform's own words (Send Messages, Embed Links). */
type MayPost = { readonly kind: 'yes' } | { readonly kind: 'no'; readonly missing: readonly string[] };

/** Sends parts to one platform. */
export interface Messenger {
  readonly platform: Platform;
  readonly pace: PaceRule;
  /**
   * Whether `send` first looks for a part that may have arrived among the channel's own messages, so that trying again makes no second copy. Telegram
   * lets no bot read what was written.
   */
  readonly canLook: boolean;
  /** The answer to a command is seen by its asker alone, in whatever place it was said. */
  readonly whispers?: true;
  mayPost(place: Place): Promise<MayPost>;
  /** Where people speak for channels from their private conversation; left out where the platform has another way. */
  readonly directory?: Directory;
  /** The channel of this address, where the platform lets the bot look it up; null when there is none. */
  spot(address: string): Promise<Spot | null>;
  /** Where the bot talks with somebody in private; null when it has no way there. `person` is `discord:ID` or `telegram:ID`. */
  privately(person: string): Promise<Spot | null>;
  /** Tries once; never throws for what a platform may answer. */
  send(delivery: Delivery, signal: AbortSignal): Promise<SendOutcome>;
  /**
   * Says something to one person in private, once; `person` is `discord:ID` or `telegram:ID`. Answers whether it reached them: who shut the door on
   * private messages, or is a stranger to the bot, is not reached. Never throws for what a platform may answer.
   */
  tell(person: string, text: Rich): Promise<boolean>;
}

/** A platform with its token: what sends, and what answers people. */
export interface Connection {
  readonly messenger: Messenger;
  /**
   * Logs in, registers the commands where they changed, and answers people from then on; stays connected by itself. Settles when the first log-in
   * has succeeded or failed for good (a wrong token); what happened is reported, nothing is thrown.
   */
  start(commands: readonly Command[], desk: NewsDesk): Promise<void>;
  /** Answers nobody any more and breaks the connection off. */
  stop(): Promise<void>;
}
