import { setTimeout as rest } from 'node:timers/promises';
import { OutOfTurn, waitOf } from './outcome.ts';

/** Lets out what is said in each chat one message after another, answers and digests alike, no faster than Telegram takes them. */
export interface ChatPace {
  /**
   * Sends when it is the chat's turn. A wait that Telegram asks for holds the whole chat back. Rejects with OutOfTurn, and sends nothing, where the
   * turn would not come within `patienceMs` or the signal breaks the waiting off.
   */
  send<T>(chat: number, work: () => Promise<T>, signal: AbortSignal, patienceMs: number): Promise<T>;
}

/** https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: one message a second in a chat, short bursts aside; 20 a minute in a group. */
const GAP_MS = 1_000;
/** Telegram does not say how long a burst may be; five in a second were refused. */
const BURST = 3;
const MOST_A_MINUTE = 20;
const MINUTE_MS = 60_000;

/** What went to a chat so far; instants in milliseconds of a clock that never goes back. */
export interface Past {
  /** When the chat would have had its fill at one message a second. */
  readonly filledUntil: number;
  /** Until then Telegram asked to be left alone. */
  readonly heldUntil: number;
  /** When the newest messages went out, as many as count in a minute. */
  readonly sent: readonly number[];
}

export const NOTHING_SENT: Past = { filledUntil: 0, heldUntil: 0, sent: [] };

/** The earliest instant at which the next message may go; the ids of groups and channels are negative. */
export function nextTurn(chat: number, { filledUntil, heldUntil, sent }: Past, now: number): number {
  const oldest = chat < 0 ? sent.at(-MOST_A_MINUTE) : undefined;
  return Math.max(now, heldUntil, filledUntil - (BURST - 1) * GAP_MS, oldest === undefined ? 0 : oldest + MINUTE_MS);
}

/** The same chat after one more message. */
export function afterSending(past: Past, at: number): Past {
  const sent = [...past.sent, at].slice(-MOST_A_MINUTE);
  return { ...past, filledUntil: Math.max(past.filledUntil, at) + GAP_MS, sent };
}

/** What one chat waits for. */
interface Line {
  past: Past;
  waiting: number;
  last: Promise<unknown>;
}

/** @param clock milliseconds, never going back */
export function createChatPace(clock: () => number = () => performance.now()): ChatPace {
  const lineOf = createLines(clock);
  return {
    async send(chat, work, signal, patienceMs) {
      const line = lineOf(chat);
      const waitMs = turnAfterAll(chat, line, clock()) - clock();
      if (waitMs > patienceMs) throw new OutOfTurn(waitMs);
      line.waiting += 1;
      const turn = line.last.then(() => takeTurn(chat, line, work, signal, clock));
      line.last = turn.catch(() => undefined);
      return await turn.finally(() => {
        line.waiting -= 1;
      });
    },
  };
}

/** Chats kept at most while nothing waits for them and their minute is over. */
const MOST_IDLE = 1_000;

/** The line of each chat. They are looked through for idle ones each time they have doubled, so that many busy ones cost no search a message. */
function createLines(clock: () => number): (chat: number) => Line {
  const lines = new Map<number, Line>();
  let most = MOST_IDLE;
  return (chat) => {
    if (lines.size > most) {
      for (const [id, line] of lines) if (isIdle(line, clock())) lines.delete(id);
      most = Math.max(MOST_IDLE, lines.size * 2);
    }
    const line = lines.get(chat) ?? { past: NOTHING_SENT, waiting: 0, last: Promise.resolve() };
    lines.set(chat, line);
    return line;
  };
}

function isIdle({ past, waiting }: Line, now: number): boolean {
  return waiting === 0 && past.heldUntil <= now && (past.sent.at(-1) ?? 0) + MINUTE_MS <= now;
}

/** When a message could go that comes behind all that wait already. */
function turnAfterAll(chat: number, { past, waiting }: Line, now: number): number {
  let [ahead, at] = [past, nextTurn(chat, past, now)];
  for (let i = 0; i < waiting; i += 1) {
    ahead = afterSending(ahead, at);
    at = nextTurn(chat, ahead, at);
  }
  return at;
}

/** A message counts from when its answer came: Telegram had it before, so no two are closer there than here. */
async function takeTurn<T>(
  chat: number,
  line: Line,
  work: () => Promise<T>,
  signal: AbortSignal,
  clock: () => number,
): Promise<T> {
  const waitMs = nextTurn(chat, line.past, clock()) - clock();
  if (waitMs > 0) await rest(waitMs, undefined, { signal }).catch(() => undefined);
  if (signal.aborted) throw new OutOfTurn(null);
  try {
    return await work();
  } catch (error) {
    line.past = { ...line.past, heldUntil: clock() + (waitOf(error) ?? 0) };
    throw error;
  } finally {
    line.past = afterSending(line.past, clock());
  }
}
