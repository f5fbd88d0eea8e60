import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Edition, Item } from '../domain/digest.ts';
import type { EditionId } from '../domain/ids.ts';
import { followJoins } from './joined.ts';
import { type Tables, toJson } from './rows.ts';
import type { TellingId } from './tellings.ts';

type TellingIds = ReadonlyMap<Item, TellingId>;

/** Keeps these editions where they are not kept yet, and answers their ids. */
export async function keepEditions(
  tx: Kysely<Tables>,
  editions: Iterable<Edition>,
  tellings: TellingIds,
  at: Date,
): Promise<ReadonlyMap<Edition, EditionId>> {
  const ids = new Map<Edition, EditionId>();
  const followed = await followJoins(tx, [...new Set(editions)]);
  for (const [edition, told] of followed) ids.set(edition, await keep(tx, told, tellings, at));
  return ids;
}

async function keep(tx: Kysely<Tables>, edition: Edition, tellings: TellingIds, at: Date): Promise<EditionId> {
  const hash = hashOf(edition);
  const known = await tx.selectFrom('editions').select('id').where('hash', '=', hash).executeTakeFirst();
  if (known !== undefined) return known.id;
  const { passed, frame } = edition;
  const isWhole = passed === undefined || Object.values(passed).every((stories) => stories.length === 0);
  const { id } = await tx
    .insertInto('editions')
    .values({
      ...{ hash, at: at.getTime(), passed: isWhole ? null : toJson(passed) },
      frame: frame === undefined ? null : toJson(frame),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addItems(tx, id, edition, tellings);
  await addParts(tx, id, edition);
  return id;
}

async function addItems(tx: Kysely<Tables>, id: EditionId, { items }: Edition, tellings: TellingIds): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ story, version, item, reasons }, index) => ({
    edition_id: id,
    number: index + 1,
    story_id: story,
    version,
    reasons: reasons === undefined ? null : toJson(reasons),
    telling_id: item === undefined ? null : (tellings.get(item) ?? null),
  }));
  await tx.insertInto('edition_items').values(rows).execute();
}

async function addParts(tx: Kysely<Tables>, id: EditionId, { parts }: Edition): Promise<void> {
  if (parts.length === 0) return;
  const rows = parts.map(({ body, stories }, index) => ({
    edition_id: id,
    number: index + 1,
    total: parts.length,
    stories: toJson(stories),
    body,
  }));
  await tx.insertInto('edition_parts').values(rows).execute();
}

const hashes = new WeakMap<Edition, string>();

function hashOf(edition: Edition): string {
  const known = hashes.get(edition);
  if (known !== undefined) return known;
  const { items, passed, parts, frame } = edition;
  const hash = createHash('sha256')
    .update(JSON.stringify([items, passed, parts, frame]))
    .digest('base64url');
  hashes.set(edition, hash);
  return hash;
}
