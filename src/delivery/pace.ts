import PQueue from 'p-queue';
import type { PaceRule } from '../domain/messenger.ts';

/** Sends in turn: one strict queue for the bot, one for each address, so that a slow channel delays no other. */
export interface Pacer {
  run<T>(address: string, work: () => Promise<T>): Promise<T>;
  /** Holds every channel of this platform back. */
  holdUntil(at: Date): void;
  heldUntil(): Date | null;
}

const SECOND_MS = 1000;
/** A second's messages are spread over it: sent all at once, some arrive late and fall into the platform's next second, with that one's. */
const SLICE_MS = 40;

export function createPacer({ perSecond, gapMs }: PaceRule): Pacer {
  const inSlice = Math.max(1, Math.floor((perSecond * SLICE_MS) / SECOND_MS));
  const overall = new PQueue({ interval: (inSlice * SECOND_MS) / perSecond, intervalCap: inSlice, strict: true });
  const lineOf = createLines();
  let held: Date | null = null;
  return {
    run(address, work) {
      const line = lineOf(address);
      line.waiting += 1;
      const turn = line.last.then(() => takeTurn(line, gapMs(address), overall, work));
      line.last = turn.catch(() => undefined);
      return turn.finally(() => {
        line.waiting -= 1;
      });
    },
    holdUntil(at) {
      if (held === null || at > held) held = at;
    },
    heldUntil: () => held,
  };
}

/** What waits for one address. Instants in milliseconds of a clock that never goes back. */
interface Line {
  waiting: number;
  freeAt: number;
  last: Promise<unknown>;
}

/** Lines kept at most while idle. */
const MOST_IDLE = 2_000;

/** The line of each address. They are looked through for idle ones each time they have doubled, so that many busy ones cost no search a message. */
function createLines(): (address: string) => Line {
  const lines = new Map<string, Line>();
  let most = MOST_IDLE;
  return (address) => {
    if (lines.size > most) {
      const now = performance.now();
      for (const [id, { waiting, freeAt }] of lines) if (waiting === 0 && freeAt <= now) lines.delete(id);
      most = Math.max(MOST_IDLE, lines.size * 2);
    }
    const line = lines.get(address) ?? { waiting: 0, freeAt: 0, last: Promise.resolve() };
    lines.set(address, line);
    return line;
  };
}

/** The gap counts from when the message before set out; the bot's own turn is waited for last. */
async function takeTurn<T>(line: Line, gapMs: number, overall: PQueue, work: () => Promise<T>): Promise<T> {
  const waitMs = line.freeAt - performance.now();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  return await overall.add(async () => {
    line.freeAt = performance.now() + gapMs;
    return await work();
  });
}
