import type { BlockStore } from '../domain/admin-desk.ts';
import type { ChangeStore } from '../domain/change.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { ForgettingStore } from '../domain/forgetting.ts';
import type { Asking, Spot, Turn, TurnedAway } from '../domain/turn.ts';
import { type BehalfRoom, manage, spokenFor } from './behalf.ts';
import { noteChanges } from './note-changes.ts';
import { type PauseRoom, takeUntold, type Waker } from './pause.ts';

/** What taking people's turns rests on. */
export interface TurnRoom extends PauseRoom, BehalfRoom {
  readonly changes: ChangeStore;
  readonly forgetting: ForgettingStore;
  readonly blocks: BlockStore;
  readonly waker: Waker;
}

/** Where somebody's command counts, and the desk that notes what they change there. */
export async function takeTurn(room: TurnRoom, desk: NewsDesk, said: Asking): Promise<Turn<NewsDesk> | TurnedAway> {
  if (await room.blocks.isBlocked([said.place.community, said.asker.id]))
    return { kind: 'turned-away', why: 'blocked' };
  const spoken = await spokenFor(room, said);
  if (spoken.kind === 'not-theirs') return { kind: 'turned-away', why: 'not-theirs', name: spoken.name };
  const behalf = spoken.kind === 'there' ? spoken.spot : null;
  const place = behalf ?? said.place;
  if (behalf !== null && (await room.blocks.isBlocked([behalf.community])))
    return { kind: 'turned-away', why: 'blocked' };
  await room.forgetting.returned(place.community);
  await room.waker.wakeIn(place.community);
  const notices = said.asker.isManager ? await takeUntold(room, place.community, said.language) : [];
  return { kind: 'welcome', place, asker: said.asker, desk: deskFor(room, desk, said, place), notices, behalf };
}

function deskFor(room: TurnRoom, desk: NewsDesk, { place: home, asker }: Asking, place: Spot): NewsDesk {
  const { id, name } = asker;
  const noting = noteChanges(desk, (change) =>
    room.changes.note({ ...change, community: place.community, by: { id, name }, at: room.clock() }),
  );
  return { ...noting, manage: (typed) => manage(room, home, asker, typed) };
}
