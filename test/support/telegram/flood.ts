import type { Ledger } from '../ledger.ts';
import { tooMany } from './refusal.ts';
import type { Chat } from './state.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: about one a second in a chat (short bursts pass), 20 a minute in a group, about 30 a second over all. */
const CHAT_BURST = 5;
const GROUP_PER_MINUTE = 20;
const ALL_PER_SECOND = 30;
const BURST_WAIT_S = 2;
/** A timer may fire this much early, which is nobody's fault. */
const CLOCK_SLACK_MS = 30;

/** Counts what is sent and refuses what comes too fast, as Telegram does. */
export class Flood {
  readonly #ledger: Ledger;
  readonly #waits = new Map<string, number>();
  #sends: { readonly at: number; readonly chat: number }[] = [];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** From now on sends to this chat ('*': to any) are refused for so many seconds. */
  mustWait(chat: string, seconds: number): void {
    this.#waits.set(chat, Date.now() + seconds * SECOND_MS - CLOCK_SLACK_MS);
  }

  /** Counts one message; throws a 429 when it is too many. */
  admit(chat: Chat): void {
    const now = Date.now();
    this.#refuseHasty(chat, now);
    this.#sends = this.#sends.filter(({ at }) => now - at < MINUTE_MS);
    const here = this.#sends.filter((send) => send.chat === chat.id);
    const inSecond = ({ at }: { readonly at: number }): boolean => now - at < SECOND_MS;
    if (here.some(inSecond)) this.#ledger.note('more-than-1-per-second', String(chat.id));
    if (here.filter(inSecond).length >= CHAT_BURST) this.#hit(chat, BURST_WAIT_S);
    const isFull = chat.type !== 'private' && here.length >= GROUP_PER_MINUTE;
    if (isFull) this.#hit(chat, Math.ceil((MINUTE_MS - (now - (here[0]?.at ?? now))) / SECOND_MS));
    if (this.#sends.filter(inSecond).length >= ALL_PER_SECOND) this.#hit(chat, 1);
    this.#sends.push({ at: now, chat: chat.id });
  }

  #refuseHasty(chat: Chat, now: number): void {
    const until = Math.max(this.#waits.get(String(chat.id)) ?? 0, this.#waits.get('*') ?? 0);
    if (now >= until) return;
    this.#ledger.violation('send-before-retry-after', String(chat.id));
    throw tooMany(Math.max(1, Math.ceil((until - now) / SECOND_MS)));
  }

  #hit(chat: Chat, seconds: number): never {
    this.#ledger.violation('hit-429', String(chat.id));
    this.mustWait(String(chat.id), seconds);
    throw tooMany(seconds);
  }
}
