import type { Generated } from 'kysely';
import type { Community, Platform } from '../domain/channel.ts';
import type { UntoldNotice } from '../domain/source.ts';
import type { Json } from './json.ts';

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

export interface UntoldRow {
  id: Generated<number>;
  person: string;
  at: number;
  notice: Json<UntoldNotice>;
}
