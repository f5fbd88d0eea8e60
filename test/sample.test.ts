import { expect, onTestFinished, test } from 'vitest';
import type { Entry, Feed } from '../src/domain/entry.ts';
import { SECTIONS } from '../src/domain/section.ts';
import { decodeBytes } from '../src/ingest/decode.ts';
import { parseFeed } from '../src/ingest/feed.ts';
import { FeedFault } from '../src/ingest/feed-fault.ts';
import { createFetcher, type Fetcher } from '../src/ingest/fetch.ts';
import { type Outline, readOpml } from '../src/ingest/opml.ts';
import { parsePage } from '../src/ingest/page.ts';
import { startSampleNewsroom } from '../src/preview/newsroom.ts';
import { printEdition } from '../src/preview/sample/edition.ts';
import { OUTLETS } from '../src/preview/sample/outlets.ts';
import { createStoryIndex } from '../src/story/gather.ts';
import { createReprintIndex } from '../src/story/reprints.ts';
import type { Telling } from '../src/story/telling.ts';
import { languageOf } from '../src/text/language.ts';
import { countWords } from '../src/text/words.ts';

const NOW = new Date('2026-05-06T09:30:00Z');
const HOUR_MS = 3_600_000;
const ARTICLES = OUTLETS.flatMap((outlet) =>
  printEdition(outlet, 'http://127.0.0.1:1', NOW).articles.map((article) => ({ ...article, outlet })),
);

interface Open {
  readonly outlines: readonly Outline[];
  readonly fetcher: Fetcher;
}

async function open(): Promise<Open> {
  const newsroom = await startSampleNewsroom(NOW);
  const fetcher = createFetcher({ userAgent: 'test', allow: newsroom.allow, hostGapMs: 0, concurrency: 4 });
  onTestFinished(async () => {
    await fetcher.close();
    await newsroom.close();
  });
  const list = readOpml(newsroom.opml);
  if (list.kind === 'fault') throw new Error(list.sentence);
  return { outlines: list.outlines, fetcher };
}

async function textAt(fetcher: Fetcher, url: string): Promise<string | null> {
  const outcome = await fetcher.fetch(url, { accept: 'feed' });
  return outcome.kind === 'fetched' ? decodeBytes(outcome.bytes, outcome.contentType) : null;
}

/** Every feed of the list, or in what way it is out of order. */
async function readFeeds({ outlines, fetcher }: Open): Promise<ReadonlyMap<string, Feed | 'no answer' | 'no feed'>> {
  const read = outlines.map(async ({ address, title }) => {
    const text = await textAt(fetcher, address);
    return [title ?? '', text === null ? ('no answer' as const) : await parse(text, address)] as const;
  });
  return new Map(await Promise.all(read));
}

async function parse(text: string, base: string): Promise<Feed | 'no feed'> {
  try {
    return await parseFeed(text, base);
  } catch (error) {
    if (error instanceof FeedFault) return 'no feed';
    throw error;
  }
}

function entriesOf(feeds: Awaited<ReturnType<typeof readFeeds>>): readonly Entry[] {
  return [...feeds.values()].flatMap((feed) => (typeof feed === 'string' ? [] : feed.entries));
}

test('two feeds are out of order, the others tell their outlets’ articles in five languages', async () => {
  const feeds = await readFeeds(await open());
  const told = [...feeds].map(([title, feed]) => [title, typeof feed === 'string' ? feed : feed.entries.length > 1]);
  expect(Object.fromEntries(told)).toEqual({
    'Harbour Courier: World': true,
    'Harbour Courier: Business': true,
    'Harbour Courier: Latest': true,
    'Meridian Post': true,
    'Bench & Field: Technology': true,
    'Bench & Field: Science': true,
    Nordwarte: true,
    'La Vigie du Rhône': true,
    'La Vigie du Rhône : Bourse': 'no answer',
    'La Vigie du Rhône : Loisirs': 'no feed',
    کارواں: true,
    Караван: true,
  });
  const languages = entriesOf(feeds).map(({ title, text }) => languageOf(`${title}\n${text}`));
  expect(new Set(languages)).toEqual(new Set(['en', 'de', 'fr', 'ur', 'ru']));
});

test('the folders of its list are sections', async () => {
  const { outlines } = await open();
  for (const { section } of outlines) expect([null, ...SECTIONS]).toContain(section);
});

test('forty articles and more lie within the last three days, most of them within one', () => {
  const ages = ARTICLES.map(({ published }) => (NOW.getTime() - published.getTime()) / HOUR_MS);
  expect(ages.length).toBeGreaterThanOrEqual(40);
  expect(Math.min(...ages)).toBeGreaterThan(0);
  expect(Math.max(...ages)).toBeLessThan(72);
  expect(ages.filter((age) => age < 24).length).toBeGreaterThanOrEqual(25);
});

test('the feeds give each article its instant, and weekdays follow from it', async () => {
  const entries = entriesOf(await readFeeds(await open()));
  const budget = entries.find(({ link }) => link?.endsWith('/valdria-budget.html'));
  expect(budget?.published).toEqual(new Date('2026-05-06T02:42:00Z'));
  expect(budget?.text).toContain('early on Wednesday');
  expect(ARTICLES.flatMap(({ headline, paragraphs }) => [headline, ...paragraphs]).join()).not.toMatch(/[{}]/u);
});

test('characters that mean something elsewhere come out of a feed as they were written', async () => {
  const headlines = entriesOf(await readFeeds(await open())).map(({ title }) => title);
  expect(headlines).toContain(
    'Town’s alert app greets 40,000 people with “@everyone <b>TEST</b> **please** ignore [link](here)”',
  );
  expect(headlines.find((headline) => headline?.startsWith('🐋'))).toBeDefined();
});

test('the page of a thin item reads to its whole text, however crowded it is', async () => {
  const { outlines, fetcher } = await open();
  const thin = outlines.filter(({ title }) => title === 'Meridian Post' || title === 'Nordwarte');
  const entries = entriesOf(await readFeeds({ outlines: thin, fetcher }));
  for (const { link, title, text } of entries) {
    expect(countWords(text)).toBeLessThan(40);
    const printed = ARTICLES.find((each) => link?.endsWith(`/${each.id}.html`));
    const reading = parsePage((await textAt(fetcher, link ?? '')) ?? '', link ?? '', NOW);
    if (reading.kind !== 'article') throw new Error(`${link}: ${reading.why}`);
    expect(reading.page.headline).toBe(title);
    expect(reading.page.published).toEqual(printed?.published);
    expect(withoutDateline(reading.page.text)).toBe(withoutDateline(printed?.paragraphs.join('\n') ?? ''));
  }
});

function withoutDateline(text: string): string {
  return text.replace(/^\p{Lu}[^—–\n]*[—–] /u, '');
}

test('an article and its update share one address, whose page has the update', async () => {
  const { outlines, fetcher } = await open();
  const told = entriesOf(await readFeeds({ outlines, fetcher })).filter(({ id }) => id === 'cloud-outage');
  expect(new Set(told.map(({ link }) => link)).size).toBe(1);
  expect(told.map(({ title }) => title?.split(' ', 2).join(' '))).toEqual(['Outage at', 'Stratella restores']);
  expect(await textAt(fetcher, told[0]?.link ?? '')).toContain('<h1>Stratella restores');
});

test('who knows a document already is told that nothing changed', async () => {
  const { outlines, fetcher } = await open();
  const address = outlines[0]?.address ?? '';
  const first = await fetcher.fetch(address, { accept: 'feed' });
  if (first.kind !== 'fetched') throw new Error(first.kind);
  const again = await fetcher.fetch(address, { accept: 'feed', etag: first.validators.etag });
  expect(again.kind).toBe('unchanged');
  const nowhere = await fetcher.fetch(new URL('/no-such-page', address).href, { accept: 'page' });
  expect(nowhere).toMatchObject({ status: 404 });
});

test('the tellings of an event gather, agency texts are known as reprints, and different events stay apart', () => {
  const [reprints, stories] = [createReprintIndex(), createStoryIndex()];
  const filed = ARTICLES.toSorted(byInstant).map((article, number) => {
    const original = reprints.add(tellingOf(article, number));
    return { id: article.id, original, story: stories.add(tellingOf(article, number), original).story };
  });
  const together = [...Map.groupBy(filed, ({ story }) => story).values()]
    .filter((tellings) => tellings.length > 1)
    .map((tellings) => tellings.map(({ id }) => id).sort());
  expect(together.sort()).toEqual(EVENTS.map((event) => event.toSorted()).sort());
  const repeated = filed.flatMap(({ id, original }) => (original === null ? [] : [[id, filed[original]?.id]]));
  expect(repeated).toEqual([
    ['ostra-sold', 'halden-ostra'],
    ['old-town-orsola', 'orsola-quake'],
    ['cloud-outage', 'cloud-outage'],
  ]);
});

function byInstant(one: (typeof ARTICLES)[number], other: (typeof ARTICLES)[number]): number {
  return one.published.getTime() - other.published.getTime();
}

const EVENTS = [
  ['orsola-quake', 'old-town-orsola', 'orsola-fault'],
  ['cloud-outage', 'cloud-outage', 'stratella-down', 'stratella-certificate'],
  ['valdria-budget', 'renska-budget'],
  ['orlan-treaty', 'orlan-river-deal'],
  ['halden-ostra', 'ostra-sold', 'power-chips'],
  ['petrel-moon', 'petrel-drill'],
  ['dengue-single-dose', 'dv4-explained'],
  ['vellin-strike-ends', 'vellin-deal'],
  ['coast-marathon', 'tveitmo-wins'],
  ['storm-brannoch', 'brannoch-damage'],
  ['lenn-salmon', 'lenn-fish'],
];

function tellingOf(article: (typeof ARTICLES)[number], id: number): Telling {
  const { outlet, headline, paragraphs, language, published } = article;
  const address = `https://${outlet.name}/${article.id}`;
  return { id, address, source: outlet.name, headline, text: paragraphs.join('\n'), language, at: published };
}
