import type { DoorEvent } from '../domain/door.ts';
import type { ForgettingStore } from '../domain/forgetting.ts';
import { type PauseRoom, pauseChannel, pauseCommunity, type Waker } from './pause.ts';

/** What heeding the platforms' doors rests on. */
interface DoorRoom extends PauseRoom {
  readonly forgetting: ForgettingStore;
  readonly waker: Waker;
}

/** Heeds what a platform tells of where the bot may be, at once: a message that is tried in vain comes too late to tell anybody why. */
export async function noticeDoor(room: DoorRoom, event: DoorEvent): Promise<void> {
  switch (event.kind) {
    case 'put-out':
      room.report({ event: 'left', community: event.community });
      await room.forgetting.departed(event.community, room.clock());
      return await pauseCommunity(room, event.community);
    case 'let-in':
      await room.forgetting.returned(event.community);
      return await room.waker.wakeIn(event.community);
    case 'all-doors':
      for (const missed of await missedEvents(room.forgetting, event)) await noticeDoor(room, missed);
      return;
    case 'channel-removed':
      return await pauseChannel(room, event.place);
    case 'moved':
      return await room.subscriptions.move(event.from, event.to);
  }
}

/** What the platform told nobody while the bot was away. */
async function missedEvents(
  forgetting: ForgettingStore,
  { platform, communities }: Extract<DoorEvent, { readonly kind: 'all-doors' }>,
): Promise<readonly DoorEvent[]> {
  const isIn = new Set(communities);
  const known = await forgetting.known(platform);
  return known
    .filter(({ community, isDeparted }) => isDeparted === isIn.has(community))
    .map(({ community, isDeparted }) => ({ kind: isDeparted ? 'let-in' : 'put-out', community }));
}
