import { randomBytes } from 'node:crypto';
import type { Payload } from '../payload.ts';
import type { Message, World } from './world.ts';

/** How long a bot may take to acknowledge, and how long it may go on answering: https://docs.discord.com/developers/interactions/receiving-and-responding */
export const ACK_MS = 3000;
export const TOKEN_MS = 900_000;

export type AskKind = 'command' | 'autocomplete' | 'component' | 'modal';

/** One thing a person did and all that the bot made of it. Types are Discord's: `ackType` of the answer, null until there is one. */
export type Exchange = {
  readonly id: string;
  readonly token: string;
  readonly kind: AskKind;
  readonly channelId: string;
  readonly pressedId: string | null;
  readonly askedAt: number;
  readonly ackMs: number | null;
  readonly ackType: number | null;
  readonly originalId: string | null;
  readonly followupIds: readonly string[];
  readonly edits: number;
  readonly isDeleted: boolean;
  readonly choices: readonly unknown[];
  readonly modal: Payload | null;
};

/** What a test sees of an exchange. */
export type Reaction = {
  readonly acked: boolean;
  readonly ackMs: number | null;
  readonly ackType: number | null;
  readonly ephemeral: boolean;
  readonly message: Message | null;
  readonly followups: readonly Message[];
  readonly edits: number;
  readonly deleted: boolean;
  readonly choices: readonly unknown[];
  readonly modal: Payload | null;
};

/** Callback types of Discord: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
export const CALLBACK = { message: 4, deferred: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

/** The exchanges between people and the bot, by id and by token. */
export class Exchanges {
  readonly #byId = new Map<string, Exchange>();
  /** How long a bot may take to acknowledge, in milliseconds. */
  readonly ackMs: number;
  readonly #world: World;

  constructor(world: World, ackMs: number) {
    this.#world = world;
    this.ackMs = ackMs;
  }

  open(kind: AskKind, channelId: string, pressedId: string | null): Exchange {
    const exchange: Exchange = {
      id: this.#world.snowflake(),
      token: randomBytes(60).toString('base64url'),
      kind,
      channelId,
      pressedId,
      askedAt: Date.now(),
      ackMs: null,
      ackType: null,
      originalId: null,
      followupIds: [],
      edits: 0,
      isDeleted: false,
      choices: [],
      modal: null,
    };
    this.#byId.set(exchange.id, exchange);
    return exchange;
  }

  byId(id: string): Exchange | undefined {
    return this.#byId.get(id);
  }

  byToken(token: string): Exchange | undefined {
    return [...this.#byId.values()].find((exchange) => exchange.token === token);
  }

  change(id: string, change: Partial<Exchange>): Exchange {
    const exchange = this.#byId.get(id);
    if (exchange === undefined) throw new Error(`there is no interaction ${id}`);
    const changed = { ...exchange, ...change };
    this.#byId.set(id, changed);
    this.#world.change.notify();
    return changed;
  }

  /** Whether the bot has said something to see (or nothing is left to wait for). */
  isSettled(id: string): boolean {
    const exchange = this.#byId.get(id);
    if (exchange === undefined || exchange.ackMs === null) return false;
    const isThinking = exchange.ackType === CALLBACK.deferred || exchange.ackType === CALLBACK.deferredUpdate;
    return !isThinking || exchange.edits > 0 || exchange.followupIds.length > 0 || exchange.isDeleted;
  }

  reaction(id: string): Reaction {
    const exchange = this.#byId.get(id);
    if (exchange === undefined) throw new Error(`there is no interaction ${id}`);
    const { ackMs, ackType, edits, choices, modal } = exchange;
    const { messages } = this.#world;
    const message = messages.get(exchange.originalId ?? '') ?? null;
    const followups = exchange.followupIds.flatMap((followup) => messages.get(followup) ?? []);
    const seen = { message, followups, edits, choices, modal, deleted: exchange.isDeleted };
    return { acked: ackMs !== null, ackMs, ackType, ephemeral: ((message?.flags ?? 0) & 64) !== 0, ...seen };
  }
}
