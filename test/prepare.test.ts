import { expect, onTestFinished, test } from 'vitest';
import { type Newsroom, previewDigest } from '../src/app/digest.ts';
import { createPreparer, type Preparer } from '../src/app/prepare.ts';
import { createSummarizer } from '../src/app/summarize.ts';
import { tellDue } from '../src/app/tell-due.ts';
import { createWriter } from '../src/app/write.ts';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { Happening } from '../src/domain/happening.ts';
import type { SourceId, StoryId } from '../src/domain/ids.ts';
import type { Subscription } from '../src/domain/subscription.ts';
import { createModel } from '../src/openai/model.ts';
import { createTerminalRenderer } from '../src/preview/render.ts';
import { articleDraft, MORNING, minutesLater, NEW_STORY, ORDER } from './store-samples.ts';
import { type Model as ModelServer, startModel } from './support/openai.ts';
import type { ModelMode } from './support/openai-replies.ts';

const EVENTS = [
  'bridge',
  'harbour',
  'school',
  'museum',
  'orchard',
  'railway',
  'library',
  'market',
  'clinic',
  'stadium',
];
const DAY = '2031-03-03';

/** The excerpt begins with the article's first sentence; the model of these tests tells its last two. */
const EXCERPT = /was reopened by the mayor/u;
const MODELS = /\d{4} 1\. Port Ellis reopens its \w+ Neighbours/u;

function textAbout(event: string): string {
  return [
    `The old ${event} of Port Ellis was reopened by the mayor on Monday after a long winter of repairs.`,
    `Neighbours of the ${event} had waited for this day and brought bread and soup for the workers.`,
    `Work on the roof of the ${event} is expected to go on until the end of the summer.`,
  ].join('\n');
}

interface World {
  readonly db: Database;
  readonly server: ModelServer;
  readonly room: Newsroom & { readonly clock: () => Date };
  readonly preparer: Preparer;
  readonly happenings: Happening[];
  readonly time: { now: Date };
}

/** A newsroom with so many stories, and a model behind it that behaves as told. */
async function open(stories: number, mode: ModelMode = { kind: 'extract' }, dailyTokens = 1_000_000): Promise<World> {
  const [db, server] = [await openDatabase(':memory:'), await startModel()];
  server.setMode(mode);
  const happenings: Happening[] = [];
  const report = (happening: Happening) => void happenings.push(happening);
  const time = { now: minutesLater(-9) };
  const clock = () => time.now;
  const { name, key, url } = server;
  const model = await createModel({ key, baseUrl: url, model: name, report, clock });
  const writer = createWriter({ ...db, model, dailyTokens, report, clock });
  const summarizer = createSummarizer({ ...db, writer, modelName: name, report });
  onTestFinished(async () => {
    await summarizer.stop();
    await server.close();
    await db.close();
  });
  const renderers = new Map([['terminal', createTerminalRenderer({ width: 80, hasColours: false })]] as const);
  const room = { ...db, renderers, summarizer, report, clock };
  await fileStories(db, stories);
  return { db, server, room, preparer: createPreparer(room, ['terminal']), happenings, time };
}

async function fileStories(db: Database, count: number): Promise<void> {
  const draft = { address: 'https://quay.example/feed', title: 'Quay Times', section: null };
  const { source } = await db.sources.use(draft, 'starter', null, MORNING);
  for (const event of EVENTS.slice(0, count)) await fileStory(db, source.id, event);
}

async function fileStory(db: Database, source: SourceId, event: string): Promise<StoryId> {
  const seen = { publishedAt: minutesLater(-60), seenAt: minutesLater(-60) };
  const headline = `Port Ellis reopens its ${event}`;
  const [article] = await db.articles.add([articleDraft(source, event, { ...seen, headline, text: textAbout(event) })]);
  if (article === undefined) throw new Error('The article was known.');
  const story = { ...NEW_STORY, headline, firstSeen: seen.seenAt, lastSeen: seen.seenAt };
  return await db.stories.gather({ article: article.id, reprintOf: null, story });
}

async function order(db: Database, address: string, topics: readonly string[] = [], size = 10): Promise<Subscription> {
  const place = { platform: 'terminal', address, community: `terminal:${address}`, name: address } as const;
  return await db.subscriptions.add(place, { ...ORDER, topics, size });
}

async function tell({ room, db }: World): Promise<readonly string[]> {
  await tellDue(room, ['terminal'], MORNING);
  const parts = await db.deliveries.claim(MORNING, minutesLater(2), 100, ['terminal']);
  return parts.map(({ part }) => (JSON.parse(part.body) as { text: string }).text.replace(/\s+/gu, ' '));
}

function summariesOf(happenings: readonly Happening[]): readonly Happening[] {
  return happenings.filter(({ event }) => event === 'summarised');
}

test('stories are summed up before the slot, once however many channels are told, and the slot tells the model’s text', async () => {
  const world = await open(3);
  for (const address of ['1', '2', '3']) await order(world.db, address);
  await world.preparer.prepareDue();
  await world.preparer.prepareDue();
  expect(world.server.requests).toHaveLength(3);
  expect(summariesOf(world.happenings)).toEqual(
    expect.arrayContaining([1, 2, 3].map((story) => ({ event: 'summarised', story, by: 'model', why: null }))),
  );
  const told = await tell(world);
  expect(told).toHaveLength(3);
  for (const digest of told) {
    expect(digest).not.toMatch(EXCERPT);
    expect(digest).toContain('Work on the roof of the bridge is expected to go on until the end of the summer.');
  }
  expect(world.server.requests).toHaveLength(3);
});

test('the story most channels will be told comes first', async () => {
  const world = await open(10);
  await order(world.db, '1', [], 3);
  for (const address of ['2', '3', '4']) await order(world.db, address, ['orchard']);
  const asked = (): number => world.server.requests.findIndex(({ prompt }) => prompt.includes('orchard'));
  await world.preparer.prepareDue();
  expect(asked()).toBeGreaterThanOrEqual(0);
  expect(asked()).toBeLessThan(4);
  expect(world.server.requests).toHaveLength(4);
});

test('a slot that is further away than ten minutes is not prepared', async () => {
  const world = await open(2);
  await order(world.db, '1');
  world.time.now = minutesLater(-11);
  await world.preparer.prepareDue();
  expect(world.server.requests).toEqual([]);
});

test.each<[string, ModelMode]>([
  ['answers 500', { kind: 'status', status: 500 }],
  ['breaks the connection', { kind: 'reset' }],
  ['sends a page', { kind: 'html' }],
  ['makes things up', { kind: 'hallucinate' }],
  ['was talked round', { kind: 'injected' }],
  ['never stops', { kind: 'huge' }],
  ['refuses', { kind: 'refusal' }],
  ['asks for a long pause', { kind: 'slow-down', retryAfterSeconds: 7200 }],
])('with a model that %s the digest is whole, in the same layout, of excerpts', async (_, mode) => {
  const [world, without] = [await open(3, mode), await open(3)];
  await order(world.db, '1');
  await order(without.db, '1');
  await world.preparer.prepareDue();
  expect(world.server.requests.length).toBeGreaterThan(0);
  expect(await tell(world)).toEqual(await tell(without));
  expect(without.server.requests).toEqual([]);
});

test('a slot does not wait for a model that hangs', async () => {
  const world = await open(3, { kind: 'hang' });
  await order(world.db, '1');
  const preparing = world.preparer.prepareDue();
  await world.server.until(() => world.server.requests.length === 3);
  const [digest] = await tell(world);
  expect(digest?.match(new RegExp(EXCERPT, 'gu'))).toHaveLength(3);
  await world.room.summarizer.stop();
  await preparing;
});

test('what a model got wrong is not asked again, what it did not answer is, later', async () => {
  const world = await open(2, { kind: 'hallucinate' });
  await order(world.db, '1');
  await world.preparer.prepareDue();
  world.time.now = minutesLater(-8);
  await world.preparer.prepareDue();
  expect(world.server.requests).toHaveLength(2);
  const other = await open(1, { kind: 'status', status: 401 });
  await order(other.db, '1');
  await other.preparer.prepareDue();
  expect(other.server.requests).toHaveLength(1);
  other.server.setMode({ kind: 'extract' });
  other.time.now = minutesLater(2);
  await other.preparer.prepareDue();
  expect(other.server.requests).toHaveLength(2);
});

test('a second try that succeeds is told', async () => {
  const world = await open(1, { kind: 'extract' });
  world.server.addRule({ times: 1, mode: { kind: 'status', status: 503 } });
  await order(world.db, '1');
  await world.preparer.prepareDue();
  expect(world.server.requests).toHaveLength(2);
  expect((await tell(world))[0]).toMatch(MODELS);
});

test('the day’s tokens are never exceeded, and the rest is told in excerpts', async () => {
  const cap = 6_000;
  const world = await open(10, { kind: 'extract' }, cap);
  await order(world.db, '1');
  for (let minute = -9; minute < 0; minute++) {
    world.time.now = minutesLater(minute);
    await world.preparer.prepareDue();
    expect(await world.db.budget.used(DAY)).toBeLessThanOrEqual(cap);
  }
  const [digest] = await tell(world);
  expect(digest).toMatch(MODELS);
  expect(digest).toMatch(EXCERPT);
  const troubles = world.happenings.filter(({ event }) => event === 'model-failed');
  expect(troubles).toMatchObject([{ why: 'budget' }]);
});

test('a preview shows what the model writes at once, and excerpts when it takes its time', async () => {
  const quick = await open(2);
  const { digest } = await previewDigest(quick.room, await order(quick.db, '1'), MORNING);
  expect(digest.items.map(({ by }) => by)).toEqual(['model', 'model']);
  const slow = await open(2, { kind: 'hang' });
  const { digest: shown } = await previewDigest(slow.room, await order(slow.db, '1'), MORNING);
  expect(shown.items.map(({ by }) => by)).toEqual(['extractive', 'extractive']);
});

test('a hundred channels with the same topics, language and style cause exactly the calls of one', async () => {
  const [many, one] = [await open(8), await open(8)];
  for (let i = 1; i <= 100; i += 1) await order(many.db, String(i), ['orchard OR bridge', 'museum OR school'], 5);
  await order(one.db, '1', ['orchard OR bridge', 'museum OR school'], 5);
  for (const world of [many, one]) {
    await world.preparer.prepareDue();
    await world.preparer.prepareDue();
  }
  const [told] = await tell(one);
  expect(await tell(many)).toEqual(Array.from({ length: 100 }, () => told));
  expect(told?.match(/until the end of the summer/gu)?.length).toBe(4);
  const promptsOf = ({ server }: World): readonly string[] => server.requests.map(storyOf).sort();
  expect(one.server.requests).toHaveLength(4);
  expect(promptsOf(many)).toEqual(promptsOf(one));
});

/** Which event a request is about. */
function storyOf({ prompt }: World['server']['requests'][number]): string {
  return EVENTS.find((event) => prompt.includes(`old ${event} of`)) ?? '';
}
