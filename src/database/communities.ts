import type { Kysely } from 'kysely';
import type { Community } from '../domain/channel.ts';
import type { CommunityStore } from '../domain/community.ts';
import type { Tables } from './rows.ts';

export class Communities implements CommunityStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async language(community: Community): Promise<string | null> {
    const row = await this.#db
      .selectFrom('communities')
      .select('language')
      .where('community', '=', community)
      .executeTakeFirst();
    return row?.language ?? null;
  }

  async setLanguage(community: Community, language: string | null): Promise<void> {
    await this.#db
      .insertInto('communities')
      .values({ community, language })
      .onConflict((known) => known.column('community').doUpdateSet({ language }))
      .execute();
  }
}
