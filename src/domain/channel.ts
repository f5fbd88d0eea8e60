import type { ChannelId } from './ids.ts';

/** Where messages go out. `terminal` is the preview. */
export type Platform = 'discord' | 'telegram' | 'terminal';

/** A place on a platform that messages go to. */
export interface Place {
  readonly platform: Platform;
  /** What the platform needs to send there: a Discord channel's id; a Telegram chat's id, with `:THREAD` behind it for a forum topic. Opaque outside its platform. */
  readonly address: string;
}

/** A place and whose it is. */
export type Home = Place & { readonly community: Community };

export interface Channel extends Place {
  readonly id: ChannelId;
  readonly community: Community;
  /** What people call it, as last heard. */
  readonly name: string | null;
}

/** Those who share sources and topics: a Discord server, a Telegram chat, or one person's private conversation; `discord:ID`, `telegram:ID`. */
export type Community = `${Platform}:${string}`;
