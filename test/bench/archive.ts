// The archive at size: how fast words are indexed, what the index weighs, how long a search takes, and how long pruning holds the process up.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { indexArticles } from '../../src/app/index-articles.ts';
import { createPruner } from '../../src/app/prune.ts';
import { searchArchive } from '../../src/app/search.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import type { ArticleDraft } from '../../src/domain/article.ts';
import type { SourceId } from '../../src/domain/ids.ts';
import { articleDraft, NEW_STORY, place } from '../store-samples.ts';
import { chances, inventEvent } from '../support/invented-events.ts';

const { values } = parseArgs({ options: { articles: { type: 'string', default: '100000' } } });
const ARTICLES = Number(values.articles);
const DAY_MS = 24 * 3_600_000;
const NOW = new Date('2031-06-01T00:00:00Z');
/** So many days of articles, some of them beyond what is kept. */
const DAYS = 200;
const KEEP_DAYS = 90;
const BATCH = 200;
/** Events told in each text, so that one is as long as an article. */
const EVENTS = 10;
const QUERIES = [
  'climate court',
  'ferry',
  '"patients with"',
  'crown* -ferry',
  'captain OR manager OR mayor',
  'source:harbour lang:de',
];

/** The longest batch of each kind, in milliseconds of the processor. */
const longest = new Map<string, number>();

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-archive-'));
const file = join(folder, 'news.db');
try {
  await measure(await openDatabase(`file:${file}`));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(db: Database): Promise<void> {
  const write = await timed(() => fill(db));
  const before = megabytes();
  console.log(`${ARTICLES} articles written and gathered: ${rate(write.ms)} a second, ${before} MB`);
  const index = await timed(() => indexAll(db));
  console.log(`words indexed: ${rate(index.ms)} a second, ${megabytes() - before} MB, lag ${index.lag} ms at worst`);
  for (const query of QUERIES) {
    const { ms } = await timed(() => searchArchive(db, place('1'), query, 1));
    console.log(`search ${query}: ${ms.toFixed(0)} ms`);
  }
  const prune = await timed(() => pruneAll(db));
  const left = await db.articles.count();
  const { ms, lag, p99 } = prune;
  console.log(
    `${ARTICLES - left} articles forgotten in ${(ms / 1000).toFixed(1)} s, lag p99 ${p99} ms, ${lag} ms at worst`,
  );
  for (const [batch, most] of longest) console.log(`longest ${batch}: ${most.toFixed(0)} ms`);
  await db.close();
}

async function fill(db: Database): Promise<void> {
  const draft = { address: 'https://harbour.example/feed', title: null, section: null };
  const { source } = await db.sources.use(draft, 'starter', null, NOW);
  await db.sources.save({ ...source, cadence: { ...source.cadence, lastNewAt: NOW } });
  const chance = chances(5);
  for (let start = 0; start < ARTICLES; start += BATCH) {
    const drafts = Array.from({ length: BATCH }, (_, i) => invent(source.id, start + i, chance));
    for (const { id, headline, seenAt } of await db.articles.add(drafts)) {
      const story = { ...NEW_STORY, headline, firstSeen: seenAt, lastSeen: seenAt };
      await db.stories.gather({ article: id, reprintOf: null, story });
    }
  }
}

function invent(source: SourceId, n: number, chance: ReturnType<typeof chances>): ArticleDraft {
  const told = Array.from({ length: EVENTS }, (_, i) => inventEvent(n * EVENTS + i, chance).tell(0, 0));
  const seenAt = new Date(NOW.getTime() - DAYS * DAY_MS * (1 - n / ARTICLES));
  const text = told.map(({ text: words }) => words).join('\n');
  return articleDraft(source, `n${n}`, { headline: told[0]?.title ?? '', text, publishedAt: seenAt, seenAt });
}

async function indexAll(db: Database): Promise<void> {
  while ((await db.search.unindexed(1)).length > 0) await indexArticles(db.search);
}

function watched(store: Database['retention']): Database['retention'] {
  return new Proxy(store, {
    get(_, verb: keyof Database['retention']) {
      return async (...asked: readonly unknown[]) => {
        const start = process.cpuUsage();
        const done = await (store[verb] as (...all: readonly unknown[]) => Promise<unknown>).call(store, ...asked);
        const { user, system } = process.cpuUsage(start);
        longest.set(verb, Math.max(longest.get(verb) ?? 0, (user + system) / 1000));
        return done;
      };
    },
  });
}

async function pruneAll(db: Database): Promise<void> {
  const pruner = createPruner(watched(db.retention), KEEP_DAYS, () => NOW);
  for (let left = Number.POSITIVE_INFINITY; ; ) {
    await pruner.prune();
    const now = await db.articles.count();
    if (now === left) return;
    left = now;
  }
}

/** In milliseconds of the processor, so that other work of the machine does not count; and the event loop's delay, in which it does. */
async function timed(work: () => Promise<unknown>) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  delay.disable();
  return { ms: (user + system) / 1000, lag: Math.round(delay.max / 1e6), p99: Math.round(delay.percentile(99) / 1e6) };
}

function rate(ms: number): number {
  return Math.round((ARTICLES / ms) * 1000);
}

function megabytes(): number {
  return Math.round(['', '-wal'].reduce((sum, end) => sum + statSync(file + end).size, 0) / 1e6);
}
