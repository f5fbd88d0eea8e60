import type { Kysely } from 'kysely';
import type { ArchiveStore, PastDigest, PastStory } from '../domain/archive.ts';
import type { Community, Place } from '../domain/channel.ts';
import type { DigestId } from '../domain/ids.ts';
import { fromJson, type Tables } from './rows.ts';

export class Archive implements ArchiveStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async find(community: Community, id: DigestId): Promise<PastDigest | null> {
    const row = await this.#db
      .selectFrom('digests as digest')
      .innerJoin('channels as channel', 'channel.id', 'digest.channel_id')
      .innerJoin('editions as edition', 'edition.id', 'digest.edition_id')
      .select(['digest.id', 'digest.at', 'digest.channel_id', 'channel.name', 'edition.frame', 'edition.passed'])
      .where('digest.id', '=', id)
      .where('channel.community', '=', community)
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      id,
      at: new Date(row.at),
      channel: { id: row.channel_id, name: row.name },
      frame: row.frame === null ? null : fromJson(row.frame),
      stories: await this.#stories(id),
      cut: row.passed === null ? [] : fromJson(row.passed).cut,
    };
  }

  async #stories(digest: DigestId): Promise<readonly PastStory[]> {
    const rows = await this.#db
      .selectFrom('told')
      .innerJoin('digests as digest', 'digest.id', 'told.digest_id')
      .leftJoin('edition_items as item', (item) =>
        item.onRef('item.edition_id', '=', 'digest.edition_id').onRef('item.number', '=', 'told.number'),
      )
      .leftJoin('tellings as telling', 'telling.id', 'told.telling_id')
      .select(['told.story_id', 'told.version', 'told.number', 'item.reasons', 'telling.item'])
      .where('told.digest_id', '=', digest)
      .orderBy('told.number')
      .execute();
    return rows.map(({ story_id: story, version, number, reasons, item }) => ({
      story,
      version,
      number,
      reasons: reasons === null ? null : fromJson(reasons),
      item: item === null ? null : fromJson(item),
    }));
  }

  async latest({ platform, address }: Place): Promise<DigestId | null> {
    const row = await this.#db
      .selectFrom('digests as digest')
      .innerJoin('channels as channel', 'channel.id', 'digest.channel_id')
      .innerJoin('told', 'told.digest_id', 'digest.id')
      .select('digest.id')
      .where('channel.platform', '=', platform)
      .where('channel.address', '=', address)
      .orderBy('digest.at', 'desc')
      .orderBy('digest.id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.id ?? null;
  }

  async ofMessage({ platform, address }: Place, message: string): Promise<DigestId | null> {
    const row = await this.#db
      .selectFrom('deliveries as delivery')
      .innerJoin('channels as channel', 'channel.id', 'delivery.channel_id')
      .select('delivery.digest_id')
      .where('channel.platform', '=', platform)
      .where('channel.address', '=', address)
      .where('delivery.message', '=', message)
      .executeTakeFirst();
    return row?.digest_id ?? null;
  }
}
