import type { ChangeStore } from '../domain/change.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { ForgettingStore } from '../domain/forgetting.ts';
import type { Asking, Turn } from '../domain/turn.ts';
import { noteChanges } from './note-changes.ts';
import { type PauseRoom, takeUntold, type Waker } from './pause.ts';

/** What taking people's turns rests on. */
export interface TurnRoom extends PauseRoom {
  readonly changes: ChangeStore;
  readonly forgetting: ForgettingStore;
  readonly waker: Waker;
}

/** Where somebody's command counts, and the desk that notes what they change there. */
export async function takeTurn(
  room: TurnRoom,
  desk: NewsDesk,
  { place, asker, language }: Asking,
): Promise<Turn<NewsDesk>> {
  const { changes, forgetting, waker, clock } = room;
  await forgetting.returned(place.community);
  await waker.wakeIn(place.community);
  const notices = asker.isManager ? await takeUntold(room, place.community, language) : [];
  const { id, name } = asker;
  const noting = noteChanges(desk, (change) =>
    changes.note({ ...change, community: place.community, by: { id, name }, at: clock() }),
  );
  return { place, asker, desk: noting, notices, behalf: null };
}
