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
  const byAddress = new Map<string, PQueue>();
  let held: Date | null = null;
  const queueFor = (address: string): PQueue => {
    const known = byAddress.get(address);
    if (known !== undefined) return known;
    const queue = new PQueue({ concurrency: 1, interval: gapMs(address), intervalCap: 1, strict: gapMs(address) > 0 });
    byAddress.set(address, queue);
    return queue;
  };
  return {
    async run(address, work) {
      forgetIdle(byAddress);
      return await queueFor(address).add(() => overall.add(work));
    },
    holdUntil(at) {
      if (held === null || at > held) held = at;
    },
    heldUntil: () => held,
  };
}

/** Queues kept at most while idle; an address heard of rarely needs no memory of its last message. */
const MOST_IDLE = 2_000;

function forgetIdle(queues: Map<string, PQueue>): void {
  if (queues.size < MOST_IDLE) return;
  for (const [address, queue] of queues) if (queue.size === 0 && queue.pending === 0) queues.delete(address);
}
