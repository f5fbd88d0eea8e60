import type { Kysely } from 'kysely';
import type { Channel, Place } from '../domain/channel.ts';
import type { ChannelPast, DigestStore, Finding, OwedDigest, Passed, Verdict } from '../domain/digest.ts';
import type { DigestId, StoryId, SubscriptionId } from '../domain/ids.ts';
import type { SlotName } from '../domain/subscription.ts';
import { inChunks } from './chunks.ts';
import { writeOwed } from './owing.ts';
import { Pasts } from './pasts.ts';
import { fromJson, type Tables, toDate } from './rows.ts';
import { Tellings } from './tellings.ts';
import type { Together } from './together.ts';

/** Digests of one transaction, so that the driver, which holds up the process while it works, is done within some milliseconds. */
const OWED_TOGETHER = 100;

export class Digests implements DigestStore {
  readonly #db: Kysely<Tables>;
  readonly #together: Together;
  readonly #tellings: Tellings;
  readonly #pasts: Pasts;

  constructor(db: Kysely<Tables>, together: Together) {
    this.#db = db;
    this.#together = together;
    this.#tellings = new Tellings(db);
    this.#pasts = new Pasts(db);
  }

  async owe(digest: OwedDigest): Promise<DigestId | null> {
    const [id = null] = await this.oweAll([digest]);
    return id;
  }

  async oweAll(digests: readonly OwedDigest[]): Promise<readonly (DigestId | null)[]> {
    const faults: unknown[] = [];
    const ids: (DigestId | null)[] = [];
    for (let start = 0; start < digests.length; start += OWED_TOGETHER)
      ids.push(...(await this.#oweSome(digests.slice(start, start + OWED_TOGETHER), faults)));
    if (faults.length > 0) throw faults[0];
    return ids;
  }

  /** How stories are told is kept ahead of the digests that tell it: a telling without a digest harms nobody. */
  async #oweSome(some: readonly OwedDigest[], faults: unknown[]): Promise<readonly (DigestId | null)[]> {
    try {
      const [first] = some;
      const items = new Set(some.flatMap(({ edition }) => edition.items.flatMap(({ item }) => item ?? [])));
      const tellings = first === undefined ? new Map() : await this.#tellings.keep([...items], first.at);
      return await this.#together.run((tx) => writeOwed(tx, some, tellings));
    } catch (error) {
      if (some.length > 1) return (await Promise.all(some.map((one) => this.#oweSome([one], faults)))).flat();
      faults.push(error);
      return [null];
    }
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

  pastsOf(
    channels: readonly Channel['id'][],
    stories: readonly StoryId[],
  ): Promise<ReadonlyMap<Channel['id'], ChannelPast>> {
    return this.#pasts.of(channels, stories);
  }

  async verdicts(place: Place, story: StoryId, since: Date): Promise<readonly Verdict[]> {
    const rows = await this.#db
      .selectFrom('digests as digest')
      .innerJoin('channels as channel', 'channel.id', 'digest.channel_id')
      .innerJoin('editions as edition', 'edition.id', 'digest.edition_id')
      .leftJoin('told', (told) => told.onRef('told.digest_id', '=', 'digest.id').on('told.story_id', '=', story))
      .select(['digest.at', 'edition.passed', 'told.story_id as told', 'told.number'])
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

  async toldSlots(
    subscriptions: readonly SubscriptionId[],
    since: string,
  ): Promise<ReadonlyMap<SubscriptionId, readonly SlotName[]>> {
    const rows = await inChunks(subscriptions, (some) =>
      this.#db
        .selectFrom('digests')
        .select(['subscription_id', 'slot_date', 'slot_time'])
        .where('subscription_id', 'in', some)
        .where('slot_date', '>=', since)
        .execute(),
    );
    const told = new Map<SubscriptionId, SlotName[]>();
    for (const { subscription_id: id, slot_date: date, slot_time: time } of rows) {
      if (id === null || date === null || time === null) continue;
      told.set(id, [...(told.get(id) ?? []), { date, time }]);
    }
    return told;
  }

  async lastWritten(): Promise<Date | null> {
    const last = await this.#db.selectFrom('digests').select('at').orderBy('id', 'desc').limit(1).executeTakeFirst();
    return toDate(last?.at ?? null);
  }
}

function findingOn(story: StoryId, { cut, known, muted, withdrawn }: Passed): Finding | null {
  const mute = muted.find((each) => each.story === story);
  if (mute !== undefined) return { kind: 'muted', by: mute.by };
  if (known.includes(story)) return { kind: 'known' };
  if (withdrawn?.includes(story) === true) return { kind: 'withdrawn' };
  const place = cut.indexOf(story);
  return place < 0 ? null : { kind: 'cut', place: place + 1 };
}
