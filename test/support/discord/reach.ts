import { hasPermissions, type Permission, permissionBits } from './permissions.ts';
import { type Answer, type Call, refuse } from './route.ts';
import type { Channel, World } from './world.ts';

type Run = (channel: Channel, call: Call) => Answer | Promise<Answer>;

/** What answers a request to a channel that is there, where the bot may see it and has the permissions that are needed. */
export type InChannel = (needs: readonly Permission[], run: Run) => (call: Call) => Answer | Promise<Answer>;

type Door = { readonly world: World; readonly asked: Map<string, number> };

export function createDoor(world: World): InChannel {
  const door: Door = { world, asked: new Map() };
  return (needs, run) => (call) => reach(door, call, needs, run);
}

/** How many requests to a channel that is gone look like a bot that never learns. */
const PATIENCE_WITH_UNKNOWN = 3;

function reach({ world, asked }: Door, call: Call, needs: readonly Permission[], run: Run): Answer | Promise<Answer> {
  const id = call.params['channel'] ?? '';
  const channel = world.channels.get(id);
  if (channel === undefined) {
    const times = (asked.get(id) ?? 0) + 1;
    asked.set(id, times);
    if (times > PATIENCE_WITH_UNKNOWN) world.ledger.violation('repeat-to-unknown-channel', id);
    return refuse(404, 10003, 'Unknown Channel');
  }
  const held = world.botPermissions(channel);
  if (!hasPermissions(held, permissionBits(['VIEW_CHANNEL'])))
    return forbidden(world, channel, 50001, 'Missing Access');
  return hasPermissions(held, permissionBits(needs)) ? run(channel, call) : missing(world, channel);
}

/** The bot lacks a permission there. */
export function missing(world: World, channel: Channel): Answer {
  return forbidden(world, channel, 50013, 'Missing Permissions');
}

function forbidden(world: World, channel: Channel, code: number, message: string): Answer {
  world.ledger.note('403', `${channel.name}: ${message}`);
  return refuse(403, code, message);
}
