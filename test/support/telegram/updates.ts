import type { ServerResponse } from 'node:http';
import type { Change } from '../change.ts';
import type { Ledger } from '../ledger.ts';
import { list, number, type Payload } from '../payload.ts';
import { type Refusal, usualRefusal } from './refusal.ts';

/** Kinds a bot gets only when it asks for them: https://core.telegram.org/bots/api#getupdates */
const ONLY_IF_ASKED = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
const MOST_UPDATES = 100;
const LONGEST_POLL_S = 50;

type Waiting = { readonly kind: string; readonly update: Payload & { readonly update_id: number } };
type Poll = { readonly look: () => void; readonly end: (refusal: Refusal | null) => void };

/** The queue of updates and the one long poll that may wait for it. */
export class Updates {
  readonly #ledger: Ledger;
  readonly #change: Change;
  #queue: readonly Waiting[] = [];
  #poll: Poll | null = null;
  #lastId = 100_000;
  #allowed: readonly unknown[] = [];
  #polls = 0;

  constructor(ledger: Ledger, change: Change) {
    this.#ledger = ledger;
    this.#change = change;
  }

  /** Queues an update; who waits gets it at once. */
  push(kind: string, content: Payload): void {
    this.#lastId += 1;
    this.#queue = [...this.#queue, { kind, update: { update_id: this.#lastId, [kind]: content } }];
    this.#poll?.look();
  }

  /** How many updates wait, whether a poll does, and how many polls there have been. */
  status(): { readonly pending: number; readonly isPolling: boolean; readonly polls: number } {
    return { pending: this.#queue.length, isPolling: this.#poll !== null, polls: this.#polls };
  }

  /** Another poller takes over: the waiting poll ends with 409, as when a second bot starts. */
  conflict(): void {
    this.#poll?.end(usualRefusal(409));
  }

  /** Ends the waiting poll, if any. */
  stop(): void {
    this.#poll?.end(null);
  }

  /** Answers getUpdates: confirms by the offset, then waits up to the timeout (seconds). */
  async get(params: Payload, response: ServerResponse): Promise<readonly Payload[]> {
    if (this.#poll !== null) {
      this.#ledger.violation('concurrent-getUpdates');
      this.conflict();
    }
    this.#polls += 1;
    this.#change.notify();
    if (params['allowed_updates'] !== undefined) this.#allowed = list(params['allowed_updates']);
    this.#confirm(number(params['offset']));
    const most = Math.min(MOST_UPDATES, number(params['limit']) || MOST_UPDATES);
    const seconds = Math.min(LONGEST_POLL_S, number(params['timeout']));
    if (this.#queue.length === 0 && seconds > 0) await this.#wait(seconds, response);
    return this.#queue.slice(0, most).map(({ update }) => update);
  }

  #confirm(offset: number): void {
    this.#forgetUnwanted();
    if (offset < 0) this.#queue = this.#queue.slice(offset);
    else this.#queue = this.#queue.filter(({ update }) => update.update_id >= offset);
  }

  #forgetUnwanted(): void {
    this.#queue = this.#queue.filter(({ kind }) =>
      this.#allowed.length > 0 ? this.#allowed.includes(kind) : !ONLY_IF_ASKED.has(kind),
    );
  }

  #wait(seconds: number, response: ServerResponse): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        response.off('close', leave);
        if (this.#poll === poll) this.#poll = null;
        this.#change.notify();
        settle();
      };
      const look = (): void => {
        this.#forgetUnwanted();
        if (this.#queue.length > 0) finish(resolve);
      };
      const end = (refusal: Refusal | null): void => finish(() => (refusal === null ? resolve() : reject(refusal)));
      const leave = (): void => end(null);
      const timer = setTimeout(leave, seconds * 1000);
      const poll: Poll = { look, end };
      response.on('close', leave);
      this.#poll = poll;
      this.#change.notify();
    });
  }
}
