import { type Kysely, sql } from 'kysely';
import type { ChannelPast, TellingBefore } from '../domain/digest.ts';
import type { ChannelId, StoryId } from '../domain/ids.ts';
import { inChunks } from './chunks.ts';
import { type Tables, toDate } from './rows.ts';

type ToldBefore = ChannelPast['told'];

/** Of a list of stories so much is looked up by name, the oldest: one that has gone on for months would have all that was told in its time read as well. */
const NAMED_SHARE = 0.02;
/** Different pasts that are remembered, so that channels with the same past share it. */
const MOST_REMEMBERED = 5_000;

/** Reads what channels were told before, and when. All that one was told comes as one text, by which those that were told the same are known. */
export class Pasts {
  readonly #db: Kysely<Tables>;
  readonly #known = new Map<string, ToldBefore>();

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async of(channels: readonly ChannelId[], stories: readonly StoryId[]): Promise<ReadonlyMap<ChannelId, ChannelPast>> {
    const sorted = [...stories].sort((a, b) => a - b);
    const named = sorted.slice(0, Math.ceil(sorted.length * NAMED_SHARE));
    const rows = await inChunks(channels, (some) =>
      this.#db
        .selectFrom('channels as channel')
        .select((row) => [
          'channel.id',
          row
            .selectFrom('digests as digest')
            .select((digest) => digest.fn.max('digest.at').as('at'))
            .whereRef('digest.channel_id', '=', 'channel.id')
            .as('latest'),
          toldSince(sorted[named.length]).as('recent'),
          toldOf(named).as('older'),
        ])
        .where('channel.id', 'in', some)
        .execute(),
    );
    const pastOf = ({ latest, older, recent }: (typeof rows)[number]): ChannelPast => ({
      latest: toDate(latest),
      told: this.#read([older, recent].filter((text) => text !== null).join(',')),
    });
    return new Map(rows.map((row) => [row.id, pastOf(row)]));
  }

  #read(text: string): ToldBefore {
    const told = this.#known.get(text) ?? new Map(text === '' ? [] : text.split(',').map(toTelling));
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(text, told);
    return told;
  }
}

function toldSince(first: StoryId | undefined) {
  return first === undefined ? NOTHING : told(sql`told.story_id >= ${first}`);
}

function toldOf(stories: readonly StoryId[]) {
  return stories.length === 0 ? NOTHING : told(sql`told.story_id in (${sql.join(stories)})`);
}

const NOTHING = sql<string | null>`null`;

/** As `STORY VERSION AT TIMES,…`. */
function told(which: ReturnType<typeof sql>) {
  return sql<string | null>`(select string_agg(line, ',') from (
    select told.story_id || ' ' || max(told.version) || ' ' || max(digest.at) || ' ' || count(*) as line
    from told join digests as digest on digest.id = told.digest_id
    where told.channel_id = channel.id and ${which} group by told.story_id order by told.story_id) as lines)`;
}

function toTelling(line: string): readonly [StoryId, TellingBefore] {
  const [story, version = 0, at = 0, times = 0] = line.split(' ').map(Number);
  return [story as StoryId, { version, at: new Date(at), times }];
}
