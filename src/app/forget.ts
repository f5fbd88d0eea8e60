import type { ChangeStore } from '../domain/change.ts';
import type { Platform } from '../domain/channel.ts';
import { CHANGES_KEPT_DAYS, DEPARTED_KEPT_DAYS, type Departure, type ForgettingStore } from '../domain/forgetting.ts';
import type { Report } from '../domain/happening.ts';
import type { Messenger } from '../domain/messenger.ts';
import type { NoteStore } from '../domain/notes.ts';
import type { UntoldStore } from '../domain/source.ts';

/** What forgetting rests on. */
interface ForgetRoom {
  readonly changes: ChangeStore;
  readonly untold: UntoldStore;
  readonly forgetting: ForgettingStore;
  readonly messengers: ReadonlyMap<Platform, Messenger>;
  readonly report: Report;
  readonly notes: NoteStore;
  readonly clock: () => Date;
}

/** Forgets what is kept about people and communities for so long and no longer. */
export interface Forgetter {
  /** Once an hour. */
  forgetDue(): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
/** How a source fared longer ago than this is no news. */
const UNTOLD_KEPT_DAYS = 30;
const FORGET_EVERY_MS = 3_600_000;
/** Lines of buttons and open questions; the buttons under digests need none. */
const NOTES_KEPT_DAYS = 90;

export function createForgetter(room: ForgetRoom): Forgetter {
  let restUntil: Date | null = null;
  return {
    async forgetDue() {
      const now = room.clock();
      if (restUntil !== null && now < restUntil) return;
      restUntil = new Date(now.getTime() + FORGET_EVERY_MS);
      await room.changes.forgetBefore(daysBefore(now, CHANGES_KEPT_DAYS));
      await room.untold.forgetBefore(daysBefore(now, UNTOLD_KEPT_DAYS));
      const departed = await room.forgetting.departedBefore(daysBefore(now, DEPARTED_KEPT_DAYS));
      for (const each of departed) await forgetDeparted(room, each);
      await room.forgetting.dropUnusedSources();
      await room.notes.prune(daysBefore(now, NOTES_KEPT_DAYS));
    },
  };
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

/** Where the bot may post again it was let in meanwhile. A platform that can't be asked now is asked again in an hour. */
async function forgetDeparted(room: ForgetRoom, { community, places }: Departure): Promise<void> {
  const { forgetting, messengers, report } = room;
  try {
    for (const place of places) {
      const may = await messengers.get(place.platform)?.mayPost(place);
      if (may === undefined) return;
      if (may.kind === 'yes') return await forgetting.returned(community);
    }
    await forgetting.forget(community);
    report({ event: 'forgotten', community });
  } catch (error) {
    report({ event: 'walk-failed', walk: `forgetting ${community}`, error });
  }
}
