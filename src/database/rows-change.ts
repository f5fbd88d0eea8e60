import type { Generated } from 'kysely';
import type { Change, ChangeCode } from '../domain/change.ts';
import type { Community } from '../domain/channel.ts';
import type { Json } from './json.ts';

/** Who changed what of a community. */
export interface ChangeRow {
  id: Generated<number>;
  community: Community;
  at: number;
  by_id: string;
  by_name: string;
  code: ChangeCode;
  details: Json<Change['values']>;
}
