/** Keeps one person from filling a chat's pace with commands sent all at once. */
export interface Doorkeeper {
  /** @param who one person in one chat */
  admit(who: string, now: number): Admission;
}

/** Whoever is let in leaves when answered; who is turned away hears why the first time. */
export type Admission =
  | { readonly kind: 'in'; readonly leave: () => void }
  | { readonly kind: 'away'; readonly isTold: boolean };

/** Commands of one person in one chat that wait for their answers at once: as many as Telegram lets out without a pause. */
const MOST_WAITING = 3;
/** Presses of somebody who chooses a whole menu one by one stay far below. */
const MOST_A_MINUTE = 60;
const MINUTE_MS = 60_000;
/** People remembered at most while they wait for nothing. */
const MOST_IDLE = 1_000;

interface Visits {
  waiting: number;
  /** Milliseconds of the clock that `admit` is told. */
  came: readonly number[];
  toldAt: number | null;
}

export function createDoorkeeper(): Doorkeeper {
  const all = new Map<string, Visits>();
  return {
    admit(who, now) {
      if (all.size > MOST_IDLE) for (const [each, visits] of all) if (isIdle(visits, now)) all.delete(each);
      const visits = all.get(who) ?? { waiting: 0, came: [], toldAt: null };
      all.set(who, visits);
      visits.came = visits.came.filter((at) => at > now - MINUTE_MS);
      return visits.waiting < MOST_WAITING && visits.came.length < MOST_A_MINUTE
        ? letIn(visits, now)
        : turnAway(visits, now);
    },
  };
}

function isIdle({ waiting, came }: Visits, now: number): boolean {
  return waiting === 0 && (came.at(-1) ?? 0) <= now - MINUTE_MS;
}

function letIn(visits: Visits, now: number): Admission {
  visits.waiting += 1;
  visits.came = [...visits.came, now];
  const leave = (): void => {
    visits.waiting -= 1;
  };
  return { kind: 'in', leave };
}

function turnAway(visits: Visits, now: number): Admission {
  const isTold = visits.toldAt !== null && visits.toldAt > now - MINUTE_MS;
  if (!isTold) visits.toldAt = now;
  return { kind: 'away', isTold };
}
