import type { Community, Home, Platform } from './channel.ts';

/** What a platform tells the bot, by itself, of where it may be. */
export type DoorEvent =
  /** It was put out of a community, or the community is gone. */
  | { readonly kind: 'put-out'; readonly community: Community }
  /** It was let in, perhaps again, or may do more there than before. */
  | { readonly kind: 'let-in'; readonly community: Community }
  /** All the communities of a platform it is in, told at every log-in: doors may have opened and closed while it was away. */
  | { readonly kind: 'all-doors'; readonly platform: Platform; readonly communities: readonly Community[] }
  | { readonly kind: 'channel-removed'; readonly place: Home }
  /** A chat goes on under another address, with all that belongs to it. */
  | { readonly kind: 'moved'; readonly from: Home; readonly to: Home };
