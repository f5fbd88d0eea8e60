import type { Kysely } from 'kysely';
import type { ArchiveStore, ListedDigest, PastDigest, PastStory, ToldIn } from '../domain/archive.ts';
import type { Community, Place } from '../domain/channel.ts';
import type { DigestId, StoryId } from '../domain/ids.ts';
import { inChunks } from './chunks.ts';
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
      cut: row.passed === null ? [] : await this.#asJoined(fromJson(row.passed).cut),
    };
  }

  /** Stories nobody was told of may have joined others since; those tell of them now. */
  async #asJoined(stories: readonly StoryId[]): Promise<readonly StoryId[]> {
    const rows = await inChunks(stories, (some) =>
      this.#db.selectFrom('joined').selectAll().where('from_id', 'in', some).execute(),
    );
    const into = new Map(rows.map(({ from_id: from, into_id: to }) => [from, to]));
    return stories.map((story) => into.get(story) ?? story);
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

  async list(
    community: Community,
    limit: number,
    offset: number,
  ): Promise<{ readonly digests: readonly ListedDigest[]; readonly all: number }> {
    const [rows, { all }] = await Promise.all([
      listed(this.#db, community)
        .select(['digest.id', 'digest.at', 'channel.name', 'edition.frame'])
        .orderBy('digest.at', 'desc')
        .orderBy('digest.id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute(),
      listed(this.#db, community)
        .select((row) => row.fn.countAll<number>().as('all'))
        .executeTakeFirstOrThrow(),
    ]);
    const openings = await this.#openings(rows.map(({ id }) => id));
    const digests = rows.map(({ id, at, name, frame }) => ({
      ...{ id, at: new Date(at), channel: name },
      zone: zoneIn(frame),
      stories: openings.get(id)?.stories ?? 0,
      first: openings.get(id)?.first ?? null,
    }));
    return { digests, all };
  }

  /** How many stories digests told, and the headline of the first: as it was told, in those of the first versions as it is now. */
  async #openings(
    digests: readonly DigestId[],
  ): Promise<ReadonlyMap<DigestId, { readonly stories: number; readonly first: string | null }>> {
    const rows = await this.#db
      .selectFrom('told')
      .leftJoin('tellings as telling', 'telling.id', 'told.telling_id')
      .leftJoin('stories as story', 'story.id', 'told.story_id')
      .select(['told.digest_id', 'telling.item', 'story.headline'])
      .where('told.digest_id', 'in', digests)
      .orderBy('told.number')
      .execute();
    const byDigest = Map.groupBy(rows, (row) => row.digest_id);
    return new Map(
      [...byDigest].map(([digest, told]) => {
        const { item = null, headline = null } = told[0] ?? {};
        return [digest, { stories: told.length, first: item === null ? headline : fromJson(item).headline }];
      }),
    );
  }

  async toldIn(community: Community, stories: readonly StoryId[]): Promise<ReadonlyMap<StoryId, ToldIn>> {
    const rows = await inChunks(stories, (some) =>
      this.#db
        .selectFrom('told')
        .innerJoin('digests as digest', 'digest.id', 'told.digest_id')
        .innerJoin('editions as edition', 'edition.id', 'digest.edition_id')
        .select(['told.story_id', 'told.digest_id', 'told.number', 'digest.at', 'edition.frame'])
        .where('told.channel_id', 'in', (row) =>
          row.selectFrom('channels').select('channels.id').where('channels.community', '=', community),
        )
        .where('told.story_id', 'in', some)
        .orderBy('told.digest_id')
        .execute(),
    );
    return new Map(
      rows.map(({ story_id: story, digest_id: digest, number, at, frame }) => {
        return [story, { digest, number, at: new Date(at), zone: zoneIn(frame) }];
      }),
    );
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

/** The digests of a community that told a story. */
function listed(db: Kysely<Tables>, community: Community) {
  return db
    .selectFrom('digests as digest')
    .innerJoin('channels as channel', 'channel.id', 'digest.channel_id')
    .innerJoin('editions as edition', 'edition.id', 'digest.edition_id')
    .where('channel.community', '=', community)
    .where((row) =>
      row.exists(row.selectFrom('told').select('told.story_id').whereRef('told.digest_id', '=', 'digest.id')),
    );
}

function zoneIn(frame: Tables['editions']['frame']): string {
  return frame === null ? 'UTC' : fromJson(frame).zone;
}
