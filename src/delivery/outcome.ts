import type { Arrival, Delivery, Refusal, SendOutcome } from '../domain/delivery.ts';

/** What to do after one try to send a part. */
export type NextStep =
  | { readonly kind: 'keep'; readonly arrival: Arrival }
  | { readonly kind: 'retry'; readonly at: Date; readonly why: string; readonly holdWhole: boolean }
  | { readonly kind: 'look-again'; readonly at: Date; readonly cause: string }
  | { readonly kind: 'give-up'; readonly reason: Refusal; readonly detail: string; readonly pause: boolean }
  | { readonly kind: 'follow'; readonly to: (SendOutcome & { readonly kind: 'moved' })['to'] };

/** What to do with a part whose fate is not known: send it again, at the risk of a second copy, or leave it, at the risk of none. */
export type OnUncertain = 'resend' | 'skip';

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 15 * 60_000;
/** News that could not be brought within two days is no news. */
const GIVE_UP_AFTER_MS = 48 * 3_600_000;
/** A platform may forget a channel for a moment (Discord after an outage): it counts as gone at the third answer that says so. */
const TRIES_BEFORE_PAUSE = 3;
/** What says nothing against the channel. */
const ENDS_ALONE: ReadonlySet<Refusal> = new Set(['malformed', 'removed']);

export function decideNext(outcome: SendOutcome, delivery: Delivery, now: Date, onUncertain: OnUncertain): NextStep {
  switch (outcome.kind) {
    case 'sent': {
      const { kind, ...arrival } = outcome;
      return { kind: 'keep', arrival };
    }
    case 'moved':
      return { kind: 'follow', to: outcome.to };
    case 'later':
      return tryLater(outcome, delivery, now);
    case 'refused':
      return refuse(outcome, delivery, now);
    case 'uncertain':
      return lookAgain(outcome, delivery, now, onUncertain);
  }
}

function lookAgain(
  { cause }: SendOutcome & { kind: 'uncertain' },
  delivery: Delivery,
  now: Date,
  onUncertain: OnUncertain,
): NextStep {
  if (onUncertain === 'skip' || isStale(delivery, now))
    return { kind: 'give-up', reason: 'unsure', detail: `left, it may have arrived: ${cause}`, pause: false };
  return { kind: 'look-again', at: waitFrom(now, delivery, null), cause };
}

function isStale({ owedAt }: Delivery, now: Date): boolean {
  return now.getTime() - owedAt.getTime() > GIVE_UP_AFTER_MS;
}

function tryLater(outcome: SendOutcome & { kind: 'later' }, delivery: Delivery, now: Date): NextStep {
  if (isStale(delivery, now)) {
    return { kind: 'give-up', reason: 'unanswered', detail: `no answer for two days: ${outcome.why}`, pause: true };
  }
  return { kind: 'retry', at: waitFrom(now, delivery, outcome.afterMs), why: outcome.why, holdWhole: outcome.whole };
}

function refuse(outcome: SendOutcome & { kind: 'refused' }, delivery: Delivery, now: Date): NextStep {
  if (outcome.reason !== 'malformed' && delivery.attempts + 1 < TRIES_BEFORE_PAUSE) {
    return { kind: 'retry', at: waitFrom(now, delivery, null), why: outcome.detail, holdWhole: false };
  }
  return { kind: 'give-up', reason: outcome.reason, detail: outcome.detail, pause: !ENDS_ALONE.has(outcome.reason) };
}

/** The platform's own word counts to the letter; without one the wait doubles from 2 s to 15 minutes, spread by up to a quarter by the delivery. */
function waitFrom(now: Date, delivery: Delivery, afterMs: number | null): Date {
  if (afterMs !== null) return new Date(now.getTime() + afterMs);
  const doubled = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** delivery.attempts);
  const spread = ((delivery.id * 2_654_435_761) % 1000) / 4000;
  return new Date(now.getTime() + doubled * (1 + spread));
}
