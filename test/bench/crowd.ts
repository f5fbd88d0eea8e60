import { DatabaseSync } from 'node:sqlite';
import type { Database } from '../../src/database/open.ts';
import type { ArticleDraft } from '../../src/domain/article.ts';
import type { SourceId } from '../../src/domain/ids.ts';
import type { Section } from '../../src/domain/section.ts';

/** The minute most digests are due at. */
export const BUSIEST = new Date('2026-11-22T08:00:00Z');
const MINUTE_MS = 60_000;

const SUBJECTS = ['ferry', 'bridge', 'harvest', 'tariff', 'vaccine', 'satellite', 'library', 'glacier', 'tram', 'mill'];
const SECTIONS: readonly Section[] = ['World', 'Business', 'Science', 'Culture', 'Health'];

/** Files so many stories of one article each, all of the last hours, as one source's news. */
export async function fileStories(db: Database, count: number): Promise<void> {
  const from = new Date(BUSIEST.getTime() - 60 * MINUTE_MS);
  const { source } = await db.sources.use(
    { address: 'https://harbour.example/feed', title: 'Harbour Post', section: null },
    'starter',
    null,
    from,
  );
  const drafts = Array.from({ length: count }, (_, i) => newsOf(source.id, i));
  for (const article of await db.articles.add(drafts)) {
    const { headline, link, language, publisher, sections, publishedAt: firstSeen } = article;
    const story = { id: null, headline, link, language, publishers: [publisher], sections, image: null };
    await db.stories.gather({
      article: article.id,
      reprintOf: null,
      story: { ...story, firstSeen, lastSeen: firstSeen, version: 1, isNews: true },
    });
  }
}

function newsOf(sourceId: SourceId, i: number): ArticleDraft {
  const subject = SUBJECTS[i % SUBJECTS.length] ?? 'news';
  const at = new Date(BUSIEST.getTime() - ((i % 600) + 5) * MINUTE_MS);
  return {
    ...{ sourceId, entryKey: String(i), address: `https://harbour.example/${i}`, link: `https://harbour.example/${i}` },
    headline: `The ${subject} of district ${i} is to be rebuilt after the storm`,
    ...{ byline: [], credit: null, publisher: 'Harbour Post', publishedAt: at, seenAt: at, language: 'en' },
    text: [
      `The council of district ${i} voted on Tuesday to rebuild the ${subject} that the storm of last week destroyed.`,
      `The work will cost ${(i % 90) + 3} million euros and take ${(i % 17) + 2} months, said the mayor, Ada Quill.`,
      `Some ${100 + i} people signed a petition that asks for a smaller ${subject} and a wider road beside it.`,
    ].join('\n'),
    ...{ sections: [SECTIONS[i % SECTIONS.length] ?? 'World'], tags: [], image: null, isNews: true },
  };
}

/** What a crowd's subscriptions want: their first topic, and the slot of one of `minutes`, so that one of them is the busiest. */
interface Crowd {
  readonly count: number;
  /** How many of them are due at the busiest minute; the others follow by and by over the day behind it. */
  readonly due: number;
  readonly platforms: readonly ('discord' | 'telegram')[];
}

/** Fills the tables of a database file that is closed with channels, each with one subscription; the stores would take hours for a million. */
export function addCrowd(path: string, { count, due, platforms }: Crowd): void {
  const file = new DatabaseSync(path);
  file.exec('PRAGMA synchronous = OFF; BEGIN');
  const names = platforms.map((platform) => `'${platform}'`).join(',');
  file.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO channels (id, platform, address, community, name)
    SELECT i, p.value, CAST(1000000 + i AS TEXT), p.value || ':' || (1000000 + i), 'Channel ' || i
    FROM n JOIN json_each('${JSON.stringify(platforms)}') p ON p.key = i % ${platforms.length} WHERE p.value IN (${names})`);
  const topics = JSON.stringify(SUBJECTS.map((subject) => JSON.stringify([subject])));
  const [at, day] = [BUSIEST.getTime(), 1439];
  file.exec(`
    INSERT INTO subscriptions
      (channel_id, topics, timetable, language, size, created_by, created_at, next_slot_at, next_slot_date, next_slot_time, state)
    SELECT id, (SELECT value FROM json_each('${topics}') WHERE key = id % ${SUBJECTS.length}),
      '{"times":["08:00"],"days":[1,2,3,4,5,6,7],"zone":"UTC"}', 'en', 10, 'telegram:1', ${at},
      CASE WHEN id <= ${due} THEN ${at} ELSE ${at} + ${MINUTE_MS} * (1 + id % ${day}) END, '2026-11-22', '08:00', 'active'
    FROM channels`);
  file.exec('COMMIT');
  file.close();
}

/** Gives the first so many subscriptions another slot on the same day, at a full hour. */
export function setNextSlot(path: string, count: number, at: Date): void {
  change(
    path,
    `UPDATE subscriptions SET next_slot_at = ${at.getTime()}, next_slot_date = '2026-11-22',
    next_slot_time = '${at.toISOString().slice(11, 16)}' WHERE id <= ${count}`,
  );
}

/** Lets all subscriptions want the same. */
export function askTheSame(path: string, topic: string): void {
  change(path, `UPDATE subscriptions SET topics = '${JSON.stringify([topic])}'`);
}

function change(path: string, sql: string): void {
  const file = new DatabaseSync(path);
  file.exec(sql);
  file.close();
}
