/** The permissions our bot and its people need, as Discord's bit numbers: https://docs.discord.com/developers/topics/permissions */
const BITS = {
  ADMINISTRATOR: 3n,
  MANAGE_CHANNELS: 4n,
  MANAGE_GUILD: 5n,
  ADD_REACTIONS: 6n,
  VIEW_CHANNEL: 10n,
  SEND_MESSAGES: 11n,
  MANAGE_MESSAGES: 13n,
  EMBED_LINKS: 14n,
  ATTACH_FILES: 15n,
  READ_MESSAGE_HISTORY: 16n,
  MENTION_EVERYONE: 17n,
  USE_APPLICATION_COMMANDS: 31n,
  MANAGE_THREADS: 34n,
  CREATE_PUBLIC_THREADS: 35n,
  SEND_MESSAGES_IN_THREADS: 38n,
} as const;

export type Permission = keyof typeof BITS;

/** The permissions as one number. */
export function permissionBits(names: readonly Permission[]): bigint {
  return names.reduce((all, name) => all | (1n << BITS[name]), 0n);
}

/** What everybody may do in a new guild. */
export const EVERYONE = permissionBits([
  'ADD_REACTIONS',
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'READ_MESSAGE_HISTORY',
  'USE_APPLICATION_COMMANDS',
  'CREATE_PUBLIC_THREADS',
  'SEND_MESSAGES_IN_THREADS',
]);

/** What a guild's owner may do. */
export const OWNER = Object.values(BITS).reduce((all, bit) => all | (1n << bit), 0n);

/** Whether `held` has every permission of `needed`; administrators have all. */
export function hasPermissions(held: bigint, needed: bigint): boolean {
  return (held & permissionBits(['ADMINISTRATOR'])) !== 0n || (held & needed) === needed;
}
