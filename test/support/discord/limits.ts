import type { Ledger } from '../ledger.ts';
import type { Answer } from './route.ts';

/** How many requests in how many milliseconds. Discord gives its real figures only in headers; these are the ones seen most. */
const WINDOWS = {
  message: [5, 5000],
  edit: [5, 5000],
  commands: [5, 20_000],
  crosspost: [10, 3_600_000],
} as const;

export type LimitKind = keyof typeof WINDOWS;

/** https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const GLOBAL_PER_SECOND = 50;
const SECOND_MS = 1000;

type Bucket = { used: number; readonly endsAt: number };

/** Counts requests as Discord does, and notices who goes on sending after being told to wait. */
export class Limits {
  readonly #buckets = new Map<string, Bucket>();
  readonly #waits = new Map<string, number>();
  readonly #ledger: Ledger;
  readonly #lifted = new Set<LimitKind>();
  #recent: number[] = [];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Runs a request within its bucket, or answers 429 when the bucket is used up. */
  async within(kind: LimitKind, owner: string, run: () => Answer | Promise<Answer>): Promise<Answer> {
    if (this.#lifted.has(kind)) return await run();
    const now = Date.now();
    const [most, lastsMs] = WINDOWS[kind];
    const bucket = this.#bucket(`${kind} ${owner}`, now, lastsMs);
    const headers = bucketHeaders(kind, most, bucket, now);
    if (bucket.used > most) {
      this.#ledger.violation('hit-429-route', `${kind} ${owner}`);
      return tooMany((bucket.endsAt - now) / SECOND_MS, false, headers);
    }
    const answer = await run();
    return { ...answer, headers: { ...headers, ...answer.headers } };
  }

  /** From now on there is none of this kind. */
  lift(kind: LimitKind): void {
    this.#lifted.add(kind);
  }

  #bucket(key: string, now: number, lastsMs: number): Bucket {
    const known = this.#buckets.get(key);
    const bucket = known === undefined || now >= known.endsAt ? { used: 0, endsAt: now + lastsMs } : known;
    bucket.used += 1;
    this.#buckets.set(key, bucket);
    return bucket;
  }

  /** A 429 when the whole bot sends too fast, else undefined. */
  global(): Answer | undefined {
    const now = Date.now();
    this.#recent = this.#recent.filter((at) => now - at < SECOND_MS);
    if (this.#recent.length >= GLOBAL_PER_SECOND) {
      this.#ledger.violation('hit-429-global');
      return tooMany(1, true);
    }
    this.#recent.push(now);
    return undefined;
  }

  /** Remembers that requests to this place ('*' for all) were told to wait. */
  mustWait(place: string, seconds: number): void {
    this.#waits.set(place, Date.now() + seconds * SECOND_MS - CLOCK_SLACK_MS);
  }

  /** Notes a request that comes although its place was told to wait. */
  check(place: string): void {
    const until = Math.max(this.#waits.get(place) ?? 0, this.#waits.get('*') ?? 0);
    if (Date.now() < until) this.#ledger.violation('request-before-retry-after', place);
  }
}

/** A timer may fire this much early, which is nobody's fault. */
const CLOCK_SLACK_MS = 30;

/** Discord's answer to a request that came too soon. */
export function tooMany(seconds: number, isGlobal: boolean, headers: Readonly<Record<string, string>> = {}): Answer {
  const scope = isGlobal
    ? { 'X-RateLimit-Global': 'true', 'X-RateLimit-Scope': 'global' }
    : { 'X-RateLimit-Scope': 'user' };
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal },
    headers: { 'Retry-After': String(Math.ceil(seconds)), ...scope, ...headers },
  };
}

function bucketHeaders(kind: string, most: number, bucket: Bucket, now: number): Readonly<Record<string, string>> {
  return {
    'X-RateLimit-Limit': String(most),
    'X-RateLimit-Remaining': String(Math.max(0, most - bucket.used)),
    'X-RateLimit-Reset': (bucket.endsAt / SECOND_MS).toFixed(3),
    'X-RateLimit-Reset-After': ((bucket.endsAt - now) / SECOND_MS).toFixed(3),
    'X-RateLimit-Bucket': `bucket-${kind}`,
  };
}
