import type { Heard } from './heard.ts';

/** Keeps one person from filling a chat's pace with commands sent all at once. */
export interface Doorkeeper {
  admit(heard: Heard): Admission;
}

/** Whoever is let in leaves when answered; who is turned away hears why the first time. */
export type Admission =
  | { readonly kind: 'in'; readonly leave: () => void }
  | { readonly kind: 'away'; readonly isTold: boolean };

/** Commands of one person in one chat that wait for their answers at once: as many as go out without a pause. */
const MOST_WAITING = 3;
/** Who was asked for patience is not asked again for so long. */
const REMEMBERED_MS = 60_000;

export function createDoorkeeper(): Doorkeeper {
  const waiting = new Map<string, number>();
  const told = new Set<string>();
  return {
    admit({ chat, asker }) {
      const who = `${chat.id} ${asker.id}`;
      const before = waiting.get(who) ?? 0;
      if (before < MOST_WAITING) {
        waiting.set(who, before + 1);
        return { kind: 'in', leave: () => leave(waiting, who) };
      }
      const isTold = told.has(who);
      told.add(who);
      if (!isTold) setTimeout(() => told.delete(who), REMEMBERED_MS).unref();
      return { kind: 'away', isTold };
    },
  };
}

function leave(waiting: Map<string, number>, who: string): void {
  const left = (waiting.get(who) ?? 0) - 1;
  if (left > 0) waiting.set(who, left);
  else waiting.delete(who);
}
