// How long gathering takes to remember the window after a restart: npm run bench restart [100000]
//
// Made-up articles of the last 30 days are filed in a database, each a story of its own or with the one it copies. Then a gatherer is made as after a crash, and its
// first look at what is new is timed: how long it takes, how long it works at a stretch, and what the process holds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createGatherer } from '../../src/app/gather.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import type { ArticleDraft } from '../../src/domain/article.ts';
import type { ArticleId, SourceId, StoryId } from '../../src/domain/ids.ts';
import { ArticleMaker, type Made } from './made-articles.ts';
import { workedMs } from './worked.ts';

const ARTICLES = Number(process.argv.slice(2).find((each) => /^\d+$/u.test(each)) ?? 100_000);
const MONTH_MS = 30 * 24 * 3_600_000;
const BATCH = 200;
const SOURCES = 1000;
const LONGEST_STOP_MS = 100;
const MIB = 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-restart-'));
const url = `file:${join(folder, 'bench.db')}`;
const now = new Date(MONTH_MS);
try {
  const filled = await openDatabase(url);
  await fill(filled);
  await filled.close();
  await restart(await openDatabase(url));
} finally {
  rmSync(folder, { recursive: true });
}

async function fill(db: Database): Promise<void> {
  const maker = new ArticleMaker(MONTH_MS / (ARTICLES + 1), 20_000);
  const sources = await addSources(db);
  const stories = new Map<number, StoryId>();
  while (maker.made < ARTICLES) {
    const batch = Array.from({ length: Math.min(BATCH, ARTICLES - maker.made) }, () => maker.make());
    const added = await db.articles.add(batch.map((each) => draftOf(each, sources)));
    for (const [i, { id }] of added.entries()) {
      const copyOf = batch[i]?.copyOf ?? null;
      stories.set(id, await file(db, id, copyOf, copyOf === null ? null : (stories.get(copyOf) ?? null), batch[i]));
    }
  }
}

async function addSources(db: Database): Promise<readonly SourceId[]> {
  const ids: SourceId[] = [];
  for (let i = 0; i < SOURCES; i++) {
    const draft = { address: `https://s${i}.example/feed`, title: null, section: null };
    ids.push((await db.sources.use(draft, 'starter', null, now)).source.id);
  }
  return ids;
}

function draftOf({ telling }: Made, sources: readonly SourceId[]): ArticleDraft {
  const { headline, text, address, at } = telling;
  return {
    ...{
      sourceId: sources[Number(telling.source)] ?? (1 as SourceId),
      entryKey: String(telling.id),
      address,
      link: address,
    },
    ...{ headline, text, byline: [], credit: null, publisher: `Outlet ${telling.source}`, publishedAt: at, seenAt: at },
    ...{ language: 'en', sections: [], tags: [], image: null, isNews: true },
  };
}

async function file(
  db: Database,
  article: ArticleId,
  copyOf: number | null,
  id: StoryId | null,
  made: Made | undefined,
): Promise<StoryId> {
  const at = made?.telling.at ?? now;
  const headline = made?.telling.headline ?? '';
  const story = { id, headline, link: null, language: 'en', publishers: ['Outlet'], sections: [], image: null };
  return await db.stories.gather({
    article,
    reprintOf: copyOf as ArticleId | null,
    story: { ...story, firstSeen: at, lastSeen: at, version: 1, isNews: true },
  });
}

async function restart(db: Database): Promise<void> {
  const gatherer = createGatherer({ ...db, report: () => undefined, clock: () => now });
  const watch = watchWork();
  const [start, worked] = [performance.now(), workedMs()];
  await gatherer.gatherNew();
  const [seconds, work] = [(performance.now() - start) / 1000, (workedMs() - worked) / 1000];
  const longest = watch.stop();
  await db.close();
  const { arrayBuffers, rss } = process.memoryUsage();
  console.log(
    `${ARTICLES} articles remembered in ${seconds.toFixed(1)} s, of which ${work.toFixed(1)} s of processor time: ${Math.round(ARTICLES / work)} a second; at most ${longest.toFixed(0)} ms of work at a stretch; ${Math.round(arrayBuffers / MIB)} MiB in columns (process ${Math.round(rss / MIB)} MiB)`,
  );
  process.exitCode = longest <= LONGEST_STOP_MS ? 0 : 1;
}

/** The longest the process worked before others had a turn, in processor time: what other programs take does not count. */
function watchWork(): { stop(): number } {
  let longest = 0;
  let isOver = false;
  let last = workedMs();
  const look = (): void => {
    const now = workedMs();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  return {
    stop: () => {
      isOver = true;
      return longest;
    },
  };
}
