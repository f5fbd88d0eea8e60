import type { Community, Platform } from '../domain/channel.ts';

export interface BehalfRow {
  person: string;
  platform: Platform;
  address: string;
  community: Community;
  name: string | null;
  begun: number;
  /** 0 while the person speaks for another, or for nobody. */
  until: number;
}
