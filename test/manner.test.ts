import { expect, onTestFinished, test } from 'vitest';
import { createSummarizer, type Summarizer } from '../src/app/summarize.ts';
import { createWriter } from '../src/app/write.ts';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { StoryId } from '../src/domain/ids.ts';
import type { Story } from '../src/domain/story.ts';
import type { Manner } from '../src/domain/summary.ts';
import { createModel } from '../src/openai/model.ts';
import { countWords } from '../src/text/words.ts';
import { articleDraft, MORNING, minutesLater, NEW_STORY } from './store-samples.ts';
import { startModel } from './support/openai.ts';

const SENTENCES = [
  'Der Hafen von Port Ellis ist am Montag nach einem Sturm geschlossen worden.',
  'Die Fähren blieben den ganzen Vormittag im Hafen, 400 Fahrgäste mussten warten.',
  'Zwei Kräne am alten Kai stürzten in das Wasser und sollen gehoben werden.',
  'Die Bürgermeisterin Lena Marsh besuchte am Mittag die Arbeiter am Kai.',
  'Ein Schlepper liegt mit einem Loch im Rumpf vor der Mole.',
  'Die Feuerwehr pumpte in der Nacht achtzig Keller in der Altstadt leer.',
  'Der Wetterdienst erwartet bis zum Ende der Woche keinen weiteren Sturm.',
];
const HEADLINE = 'Sturm schließt den Hafen von Port Ellis';
const TRANSLATED = {
  headline: 'Storm closes the harbour of Port Ellis',
  summary:
    'The harbour of Port Ellis was closed on Monday after a storm. Ferries stayed in port and 400 passengers had to wait.',
  evidence: [SENTENCES[1]],
  skip: false,
};

interface World {
  readonly db: Database;
  readonly story: Story;
  readonly summarizer: Summarizer;
  readonly asked: () => number;
}

/** One German story, and a model that answers this; without an answer there is no model. */
async function open(answer: object | null): Promise<World> {
  const [db, server] = [await openDatabase(':memory:'), await startModel()];
  if (answer !== null) server.setMode({ kind: 'fixed', reply: JSON.stringify(answer) });
  const report = (): void => undefined;
  const clock = (): Date => MORNING;
  const { name, key, url } = server;
  const model = answer === null ? null : await createModel({ key, baseUrl: url, model: name, report, clock });
  const writer = model === null ? null : createWriter({ ...db, model, dailyTokens: 1_000_000, report, clock });
  const summarizer = createSummarizer({ ...db, writer, modelName: name, report });
  onTestFinished(async () => {
    await summarizer.stop();
    await server.close();
    await db.close();
  });
  return { db, story: await fileStory(db), summarizer, asked: () => server.requests.length };
}

async function fileStory(db: Database): Promise<Story> {
  const draft = { address: 'https://hafen.example/feed', title: 'Hafenblatt', section: null };
  const { source } = await db.sources.use(draft, 'starter', null, MORNING);
  const seen = { publishedAt: minutesLater(-60), seenAt: minutesLater(-60), language: 'de' };
  const text = SENTENCES.join('\n');
  const [article] = await db.articles.add([articleDraft(source.id, 'sturm', { ...seen, headline: HEADLINE, text })]);
  if (article === undefined) throw new Error('The article was known.');
  const story = { ...NEW_STORY, headline: HEADLINE, language: 'de', firstSeen: seen.seenAt, lastSeen: seen.seenAt };
  const id: StoryId = await db.stories.gather({ article: article.id, reprintOf: null, story });
  return { ...story, id };
}

async function tell({ summarizer, story }: World, manner: Omit<Manner, 'ai'> & Partial<Manner>, patienceMs = 5_000) {
  const [item] = await summarizer.tell([{ story, manner: { ai: true, ...manner } }], patienceMs);
  return item;
}

test('the full style tells more than the short one, and the headline style no summary', async () => {
  const world = await open(null);
  const [short, full, headline] = await Promise.all([
    tell(world, { style: 'short', language: null }),
    tell(world, { style: 'full', language: null }),
    tell(world, { style: 'headline', language: null }),
  ]);
  expect(countWords(short?.summary ?? '')).toBeLessThanOrEqual(70);
  expect(countWords(full?.summary ?? '')).toBeGreaterThan(countWords(short?.summary ?? ''));
  expect(countWords(full?.summary ?? '')).toBeLessThanOrEqual(140);
  expect(headline).toMatchObject({ headline: HEADLINE, summary: null, by: null });
});

test('headlines alone cost no model anything', async () => {
  const world = await open(TRANSLATED);
  await tell(world, { style: 'headline', language: null });
  expect(world.asked()).toBe(0);
});

test('a story in another language is told in the channel’s, headline and all', async () => {
  const world = await open(TRANSLATED);
  const { headline, summary } = TRANSLATED;
  expect(await tell(world, { style: 'short', language: 'en' })).toMatchObject({ headline, summary, by: 'translated' });
  expect(await tell(world, { style: 'headline', language: 'en' })).toMatchObject({
    headline,
    summary: null,
    by: 'translated',
  });
  expect(world.asked()).toBe(1);
});

test('it is kept apart from the summary in its own language', async () => {
  const world = await open(TRANSLATED);
  await tell(world, { style: 'short', language: 'en' });
  expect(await tell(world, { style: 'short', language: null }, 0)).toMatchObject({
    headline: HEADLINE,
    by: 'extractive',
  });
});

test.each([
  ['there is no model', null],
  [
    'its numbers do not agree',
    { ...TRANSLATED, summary: 'In Port Ellis 900 passengers had to wait on Monday after a storm.' },
  ],
  ['its evidence is in no article', { ...TRANSLATED, evidence: ['Der Hafen brannte die ganze Nacht.'] }],
])('where %s, a story in another language is told by its excerpt, marked as foreign', async (_, answer) => {
  const item = await tell(await open(answer), { style: 'short', language: 'en' });
  expect(item).toMatchObject({ headline: HEADLINE, by: 'extractive', isForeign: true });
  expect(SENTENCES.some((sentence) => item?.summary?.includes(sentence))).toBe(true);
});

test('a channel that wants no model’s text is told excerpts, in the story’s own language', async () => {
  const item = await tell(await open(TRANSLATED), { style: 'short', language: 'en', ai: false });
  expect(item).toMatchObject({ headline: HEADLINE, by: 'extractive', isForeign: true });
});

test('a story in the channel’s language is no foreign one', async () => {
  const item = await tell(await open(null), { style: 'short', language: 'de-AT' });
  expect(item?.isForeign).toBeUndefined();
});
