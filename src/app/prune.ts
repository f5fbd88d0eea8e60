import { setImmediate as breathe } from 'node:timers/promises';
import { type Dropped, type Mark, type RetentionStore, START } from '../domain/retention.ts';

/** Forgets what is old, a little at a time. */
export interface Pruner {
  /** Does a part of the work, and nothing until the next hour once all is done. */
  prune(): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
const PRUNE_EVERY_MS = 3_600_000;
/** Batches of one run, so that the program can stop between two runs. */
const MOST_BATCHES = 100;
/** What is sent is drawn anew when somebody asks for it again. */
const PARTS_KEPT_MS = 7 * DAY_MS;
/** A model's text is asked for as long as its story may be told: a week, and as long again where it grows. */
const SUMMARIES_KEPT_MS = 30 * DAY_MS;
/** A story is told until a week after it was last seen; so long it must outlive the oldest digest for its sources to be shown. */
const STORIES_LONGER_MS = 8 * DAY_MS;
/** A story that was seen within this may still be told as an update: what channels were told of it is not forgotten. */
const ALIVE_MS = 30 * DAY_MS;
/** Sources are read far more often; what they list is noted once a week. */
const LISTED_MS = 30 * DAY_MS;

type Step = (store: RetentionStore, from: Mark, ago: (ms: number) => Date, keptMs: number) => Promise<Dropped>;

/** In this order, for what goes first refers to what goes later. */
const STEPS: readonly Step[] = [
  (store, from, ago) => store.dropParts(ago(PARTS_KEPT_MS), from),
  (store, from, ago, kept) => store.dropDigests(ago(kept), ago(ALIVE_MS), from),
  (store, from, ago, kept) => store.dropEditions(ago(kept), from),
  (store, from, ago, kept) => store.dropTellings(ago(kept + DAY_MS), from),
  (store, from, ago, kept) => store.dropStories(ago(kept + STORIES_LONGER_MS), ago(LISTED_MS), from),
  (store, from, ago) => store.dropSummaries(ago(SUMMARIES_KEPT_MS), from),
];

/** `keepDays` is how long digests, and the articles behind them, are kept. */
export function createPruner(store: RetentionStore, keepDays: number, clock: () => Date): Pruner {
  let [step, restsUntil] = [0, 0];
  let from = START;
  return {
    async prune() {
      const now = clock().getTime();
      if (now < restsUntil) return;
      const ago = (ms: number): Date => new Date(now - ms);
      for (let batch = 0; batch < MOST_BATCHES; batch++) {
        const work = STEPS[step];
        if (work === undefined) {
          [step, restsUntil] = [0, now + PRUNE_EVERY_MS];
          return;
        }
        const { next } = await work(store, from, ago, keepDays * DAY_MS);
        if (next === null) step++;
        from = next ?? START;
        await breathe();
      }
    },
  };
}
