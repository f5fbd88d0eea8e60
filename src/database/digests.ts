import type { Kysely } from 'kysely';
import type { Channel, Place } from '../domain/channel.ts';
import type { DigestStore, Finding, Item, OwedDigest, Passed, ToldItem, Verdict } from '../domain/digest.ts';
import type { DigestId, StoryId, SubscriptionId } from '../domain/ids.ts';
import type { Slot } from '../domain/subscription.ts';
import { inChunks } from './chunks.ts';
import { fromJson, type Tables, toDate, toJson } from './rows.ts';
import { slotColumns } from './subscriptions.ts';
import { type TellingId, Tellings } from './tellings.ts';
import type { Together } from './together.ts';

export class Digests implements DigestStore {
  readonly #db: Kysely<Tables>;
  readonly #together: Together;
  readonly #tellings: Tellings;

  constructor(db: Kysely<Tables>, together: Together) {
    this.#db = db;
    this.#together = together;
    this.#tellings = new Tellings(db);
  }

  /** Nothing is written for a subscription that was removed meanwhile; that too is answered with null. */
  async owe(digest: OwedDigest): Promise<DigestId | null> {
    const items = digest.items.flatMap(({ item }) => item ?? []);
    const tellings = await this.#tellings.keep(items, digest.at);
    return await this.#together.run(async (tx) => {
      if (digest.subscription !== null && !(await advance(tx, digest.subscription, digest.nextSlot))) return null;
      const id = await addDigest(tx, digest);
      if (id === null) return null;
      await addDeliveries(tx, id, digest);
      await reserve(tx, id, digest, tellings);
      await keepPassed(tx, id, digest);
      return id;
    });
  }

  async toldVersions(channel: Channel['id'], stories: readonly StoryId[]): Promise<ReadonlyMap<StoryId, number>> {
    const rows = await inChunks(stories, (some) =>
      this.#db
        .selectFrom('told')
        .select((row) => ['story_id', row.fn.max('version').as('version')])
        .where('channel_id', '=', channel)
        .where('story_id', 'in', some)
        .groupBy('story_id')
        .execute(),
    );
    return new Map(rows.map((row) => [row.story_id, row.version]));
  }

  async lastTold(
    channel: Channel['id'],
    stories: readonly StoryId[],
  ): Promise<ReadonlyMap<StoryId, { readonly version: number; readonly at: Date; readonly times: number }>> {
    const wanted = new Set(stories);
    if (wanted.size === 0) return new Map();
    // A channel was told few of the stories between the first and the last: fewer than there are to name one by one.
    const rows = await this.#db
      .selectFrom('told')
      .innerJoin('digests as digest', 'digest.id', 'told.digest_id')
      .select((row) => ['told.story_id', row.fn.max('told.version').as('version')])
      .select((row) => [row.fn.max('digest.at').as('at'), row.fn.countAll<number>().as('times')])
      .where('told.channel_id', '=', channel)
      .where('told.story_id', '>=', Math.min(...wanted) as StoryId)
      .where('told.story_id', '<=', Math.max(...wanted) as StoryId)
      .groupBy('told.story_id')
      .execute();
    const told = rows.filter(({ story_id }) => wanted.has(story_id));
    return new Map(told.map(({ story_id, version, at, times }) => [story_id, { version, at: new Date(at), times }]));
  }

  async latestItems(place: Place): Promise<readonly ToldItem[]> {
    const latest = await this.#db
      .selectFrom('digests as digest')
      .innerJoin('channels as channel', 'channel.id', 'digest.channel_id')
      .innerJoin('told', 'told.digest_id', 'digest.id')
      .select(['digest.id', 'digest.at'])
      .where('channel.platform', '=', place.platform)
      .where('channel.address', '=', place.address)
      .orderBy('digest.at', 'desc')
      .orderBy('digest.id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (latest === undefined) return [];
    const at = new Date(latest.at);
    const rows = await this.#db
      .selectFrom('told')
      .selectAll()
      .where('digest_id', '=', latest.id)
      .orderBy('number')
      .execute();
    return rows.map(({ story_id: story, version, number, reasons }) => ({
      story,
      version,
      number,
      reasons: reasons === null ? null : fromJson(reasons),
      at,
    }));
  }

  async verdicts(place: Place, story: StoryId, since: Date): Promise<readonly Verdict[]> {
    const rows = await this.#db
      .selectFrom('digests as digest')
      .innerJoin('channels as channel', 'channel.id', 'digest.channel_id')
      .leftJoin('choices as choice', 'choice.digest_id', 'digest.id')
      .leftJoin('told', (told) => told.onRef('told.digest_id', '=', 'digest.id').on('told.story_id', '=', story))
      .select(['digest.at', 'choice.passed', 'told.story_id as told', 'told.number'])
      .where('channel.platform', '=', place.platform)
      .where('channel.address', '=', place.address)
      .where('digest.at', '>=', since.getTime())
      .orderBy('digest.at', 'desc')
      .execute();
    return rows.flatMap(({ at, passed, told, number }): readonly Verdict[] => {
      if (told !== null) return [{ at: new Date(at), finding: { kind: 'told', number } }];
      const finding = passed === null ? null : findingOn(story, fromJson(passed));
      return finding === null ? [] : [{ at: new Date(at), finding }];
    });
  }

  async latestHere({ platform, address }: Place): Promise<Date | null> {
    const row = await this.#db
      .selectFrom('digests as digest')
      .innerJoin('channels as channel', 'channel.id', 'digest.channel_id')
      .select((each) => each.fn.max('digest.at').as('at'))
      .where('channel.platform', '=', platform)
      .where('channel.address', '=', address)
      .executeTakeFirst();
    return toDate(row?.at ?? null);
  }

  async latest(channel: Channel['id']): Promise<Date | null> {
    const row = await this.#db
      .selectFrom('digests')
      .select('at')
      .where('channel_id', '=', channel)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return toDate(row?.at ?? null);
  }
}

/** Gives the subscription its next slot; false when there is no such subscription. */
async function advance(tx: Kysely<Tables>, id: SubscriptionId, nextSlot: Slot | null): Promise<boolean> {
  if (nextSlot !== null)
    await tx.updateTable('subscriptions').set(slotColumns(nextSlot)).where('id', '=', id).execute();
  return (await tx.selectFrom('subscriptions').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

async function addDigest(tx: Kysely<Tables>, digest: OwedDigest): Promise<DigestId | null> {
  const added = await tx
    .insertInto('digests')
    .values({
      subscription_id: digest.subscription,
      channel_id: digest.channel.id,
      kind: digest.kind,
      slot_date: digest.slot?.date ?? null,
      slot_time: digest.slot?.time ?? null,
      at: digest.at.getTime(),
      frame: digest.frame === undefined ? null : toJson(digest.frame),
    })
    .onConflict((slot) => slot.columns(['subscription_id', 'slot_date', 'slot_time']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id ?? null;
}

async function addDeliveries(tx: Kysely<Tables>, id: DigestId, digest: OwedDigest): Promise<void> {
  if (digest.parts.length === 0) return;
  const at = digest.at.getTime();
  const rows = digest.parts.map((part, index) => ({
    digest_id: id,
    channel_id: digest.channel.id,
    platform: digest.channel.platform,
    number: index + 1,
    total: digest.parts.length,
    body: part.body,
    stories: toJson(part.stories),
    state: 'owed' as const,
    owed_at: at,
    due_at: index === 0 ? at : null,
    attempts: 0,
    uncertain: 0,
  }));
  await tx.insertInto('deliveries').values(rows).execute();
}

async function reserve(
  tx: Kysely<Tables>,
  id: DigestId,
  digest: OwedDigest,
  tellings: ReadonlyMap<Item, TellingId>,
): Promise<void> {
  if (digest.items.length === 0) return;
  const rows = digest.items.map((item, index) => ({
    channel_id: digest.channel.id,
    story_id: item.story,
    digest_id: id,
    version: item.version,
    state: 'reserved' as const,
    number: index + 1,
    reasons: item.reasons === undefined ? null : toJson(item.reasons),
    telling_id: item.item === undefined ? null : (tellings.get(item.item) ?? null),
  }));
  await tx.insertInto('told').values(rows).execute();
}

async function keepPassed(tx: Kysely<Tables>, id: DigestId, { passed, at }: OwedDigest): Promise<void> {
  if (passed === undefined || passed.cut.length + passed.known.length + passed.muted.length === 0) return;
  await tx
    .insertInto('choices')
    .values({ digest_id: id, at: at.getTime(), passed: toJson(passed) })
    .execute();
}

function findingOn(story: StoryId, { cut, known, muted }: Passed): Finding | null {
  const mute = muted.find((each) => each.story === story);
  if (mute !== undefined) return { kind: 'muted', by: mute.by };
  if (known.includes(story)) return { kind: 'known' };
  const place = cut.indexOf(story);
  return place < 0 ? null : { kind: 'cut', place: place + 1 };
}
