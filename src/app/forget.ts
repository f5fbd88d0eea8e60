import type { ChangeStore } from '../domain/change.ts';

/** What forgetting rests on. */
interface ForgetRoom {
  readonly changes: ChangeStore;
  readonly clock: () => Date;
}

/** Forgets, once an hour, what is kept about people and communities for so long and no longer. */
export interface Forgetter {
  forgetDue(): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
const FORGET_EVERY_MS = 3_600_000;
/** Who changed what is asked while people still remember that it was another way. */
const CHANGES_KEPT_DAYS = 90;

export function createForgetter({ changes, clock }: ForgetRoom): Forgetter {
  let restUntil: Date | null = null;
  return {
    async forgetDue() {
      const now = clock();
      if (restUntil !== null && now < restUntil) return;
      restUntil = new Date(now.getTime() + FORGET_EVERY_MS);
      await changes.forgetBefore(new Date(now.getTime() - CHANGES_KEPT_DAYS * DAY_MS));
    },
  };
}
