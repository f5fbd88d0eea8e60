import type { BlockStore } from '../domain/admin-desk.ts';
import type { ChangeStore } from '../domain/change.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { ForgettingStore } from '../domain/forgetting.ts';
import type { Rich } from '../domain/rich.ts';
import type { UntoldStore } from '../domain/source.ts';
import type { Asking, Spot, Turn, TurnedAway } from '../domain/turn.ts';
import { type BehalfRoom, manage, spokenFor } from './behalf.ts';
import { noteChanges } from './note-changes.ts';
import { type PauseRoom, takeUntold, type Waker } from './pause.ts';
import { takeNotices } from './source-notice.ts';

/** What taking people's turns rests on. */
export interface TurnRoom extends PauseRoom, BehalfRoom {
  readonly changes: ChangeStore;
  readonly forgetting: ForgettingStore;
  readonly blocks: BlockStore;
  readonly untold: UntoldStore;
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
  const notices = [...(await takeOwn(room, said)), ...(await takePauses(room, said, place))];
  return { kind: 'welcome', place, asker: said.asker, desk: deskFor(room, desk, said, place), notices, behalf };
}

/** What is for the asker alone is told where nobody else reads it. */
async function takeOwn({ messengers, untold }: TurnRoom, { place, asker, language }: Asking): Promise<readonly Rich[]> {
  const isAlone = place.community === asker.id || messengers.get(place.platform)?.whispers === true;
  return isAlone ? await takeNotices(untold, asker.id, language) : [];
}

async function takePauses(room: TurnRoom, { asker, language }: Asking, place: Spot): Promise<readonly Rich[]> {
  return asker.isManager ? await takeUntold(room, place.community, language) : [];
}

function deskFor(room: TurnRoom, desk: NewsDesk, { place: home, asker }: Asking, place: Spot): NewsDesk {
  const { id, name } = asker;
  const noting = noteChanges(desk, (change) =>
    room.changes.note({ ...change, community: place.community, by: { id, name }, at: room.clock() }),
  );
  return { ...noting, manage: (typed) => manage(room, home, asker, typed) };
}
