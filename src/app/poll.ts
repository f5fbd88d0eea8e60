import { setImmediate as breathe } from 'node:timers/promises';
import type { SourceId } from '../domain/ids.ts';
import type { Source } from '../domain/source.ts';
import { createLine } from './line.ts';
import { type PollRoom, pollSource, settleFault, type Turn } from './poll-source.ts';

export interface Poller {
  /** Lets every source that is due wait for its turn and starts as many as may be under way; the others follow as places come free. */
  pollDue(): Promise<void>;
  /** Waits until nobody waits and nothing is under way. */
  settled(): Promise<void>;
  /** Starts none any more, and notes nothing of those that are broken off: they stay due. */
  stop(): void;
}

/** Sources whose answers may be in memory together. */
const MOST_PLACES = 64;
/** One is read while the next is asked; a host is asked one thing at a time in any case. */
const MOST_OF_HOST = 2;
/** Sources whose feed is read and of whose articles the pages are still being fetched; beyond this they keep their place. */
const MOST_WITH_PAGES = 500;
const PAGE_OF_DUE = 500;
/** How often all that is due is looked through again, not only what became due meanwhile. */
const LOOK_AGAIN_MS = 60_000;

export function createPoller(room: PollRoom): Poller {
  const line = createLine(MOST_OF_HOST);
  const underWay = new Map<SourceId, Promise<void>>();
  const stopping = new AbortController();
  const readDue = dueReader(room);
  let places = MOST_PLACES;
  let rested: Promise<void> | null = null;

  const start = (id: SourceId): void => {
    places -= 1;
    let hasPlace = true;
    const freePlace = (): void => {
      if (!hasPlace) return;
      hasPlace = false;
      places += 1;
      startNext();
    };
    const onRead = (): void => {
      if (underWay.size + places - MOST_PLACES < MOST_WITH_PAGES) freePlace();
    };
    const poll = pollSafely(room, id, { onRead, stopping: stopping.signal }).finally(() => {
      underWay.delete(id);
      line.leave(id);
      freePlace();
      startNext();
    });
    underWay.set(id, poll);
  };

  const startNext = (): void => {
    while (places > 0 && !stopping.signal.aborted) {
      const id = line.next();
      if (id === null) return;
      start(id);
    }
  };

  return {
    async pollDue() {
      rested ??= restHosts(room);
      await rested;
      for await (const some of readDue(line.isEmpty())) {
        if (stopping.signal.aborted) return;
        for (const { id, address } of some) line.join(id, address);
        startNext();
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
    stop() {
      stopping.abort();
      line.clear();
    },
  };
}

/** What hosts asked for before a restart is kept to after it. */
async function restHosts({ sources, fetcher, clock }: PollRoom): Promise<void> {
  for (const { address, retryAfter } of await sources.resting(clock()))
    if (retryAfter !== null) fetcher.hold(address, retryAfter);
}

/** Reads what is due a page at a time: what became due since the last reading, and now and then, or when told to, all of it. */
function dueReader({ sources, clock }: PollRoom): (isAll: boolean) => AsyncGenerator<readonly Source[]> {
  let last: Source | undefined;
  let allReadAt = 0;
  return async function* (isAll) {
    const now = clock();
    if (isAll || Math.abs(now.getTime() - allReadAt) >= LOOK_AGAIN_MS) {
      last = undefined;
      allReadAt = now.getTime();
    }
    for (;;) {
      const some = await sources.due(now, PAGE_OF_DUE, last);
      last = some.at(-1) ?? last;
      yield some;
      if (some.length < PAGE_OF_DUE) return;
      await breathe();
    }
  };
}

/** A fault of ours in one source's poll is reported and harms no other. */
async function pollSafely(room: PollRoom, id: SourceId, turn: Turn): Promise<void> {
  try {
    const source = await room.sources.find(id);
    if (source === null || source.state !== 'active' || source.nextPollAt > room.clock()) return;
    await pollSource(room, source, turn).catch(async (error: unknown) => {
      room.report({ event: 'walk-failed', walk: `poll ${id}`, error });
      await settleFault(room, source);
    });
  } catch (error) {
    room.report({ event: 'walk-failed', walk: `poll ${id}`, error });
  }
}
