import type { ChangeStore } from '../domain/change.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { ForgettingStore } from '../domain/forgetting.ts';
import type { Asking, Turn } from '../domain/turn.ts';
import { noteChanges } from './note-changes.ts';
import type { Waker } from './pause.ts';

/** What taking people's turns rests on. */
export interface TurnRoom {
  readonly changes: ChangeStore;
  readonly forgetting: ForgettingStore;
  readonly waker: Waker;
  readonly clock: () => Date;
}

/** Where somebody's command counts, and the desk that notes what they change there. */
export async function takeTurn(
  { changes, forgetting, waker, clock }: TurnRoom,
  desk: NewsDesk,
  { place, asker }: Asking,
): Promise<Turn<NewsDesk>> {
  await forgetting.returned(place.community);
  await waker.wakeIn(place.community);
  const { id, name } = asker;
  const noting = noteChanges(desk, (change) =>
    changes.note({ ...change, community: place.community, by: { id, name }, at: clock() }),
  );
  return { place, asker, desk: noting, behalf: null };
}
