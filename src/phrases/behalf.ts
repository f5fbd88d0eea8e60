import type { Reply } from '../domain/command.ts';
import { forChannel } from '../domain/line.ts';
import type { Spot } from '../domain/turn.ts';
import type { Missing } from './conduct.ts';
import { lines, say } from './say.ts';

/** An answer that says for which channel it speaks, and whose buttons and menus go for that channel whatever is spoken for when they are pressed. */
export function onBehalf(reply: Reply, channel: Spot | null, language: string): Reply {
  if (channel === null) return reply;
  const { address, name } = channel;
  const { text, buttons = [], menus = [] } = reply;
  return {
    ...reply,
    text: lines(say(language, 'behalf.head', { name: name ?? address }), text),
    buttons: buttons.map((button) => ({ ...button, says: forChannel(address, button.says) })),
    menus: menus.map((menu) => ({ ...menu, says: forChannel(address, menu.says) })),
  };
}

/** The same of what is asked for first. */
export function askOnBehalf(missing: Missing, channel: Spot | null, language: string): Missing {
  if (missing.kind === 'answer') return { ...missing, reply: onBehalf(missing.reply, channel, language) };
  return channel === null ? missing : { ...missing, says: forChannel(channel.address, missing.says) };
}
