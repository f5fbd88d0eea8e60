import { expect, onTestFinished, test } from 'vitest';
import { createSummarizer } from '../src/app/summarize.ts';
import { tellDue } from '../src/app/tell-due.ts';
import { openDatabase } from '../src/database/open.ts';
import { drawParts } from '../src/digest/parts.ts';
import { discordRenderer } from '../src/discord/render.ts';
import type { Platform } from '../src/domain/channel.ts';
import { createTerminalRenderer } from '../src/preview/render.ts';
import { telegramRenderer } from '../src/telegram/render.ts';
import { newDigest, newItem } from './digest-samples.ts';
import { articleDraft, MORNING, minutesLater, NEW_STORY, ORDER, place } from './store-samples.ts';

const terminalRenderer = createTerminalRenderer({ width: 80, hasColours: false });
const IN_WORDS = 'Sunday, 22 November 2026, 07:00 (Europe/Berlin)';
const RENDERERS = [discordRenderer, telegramRenderer, terminalRenderer];

/** Discord shows the time on each reader's own clock. */
const DUE = { discord: '<t:1795327200:F>', telegram: IN_WORDS, terminal: IN_WORDS };

test.each(RENDERERS)('a digest that comes late says so on $platform, with the time it was due', (renderer) => {
  const digest = newDigest([newItem()], { dueAt: new Date('2026-11-22T06:00:00Z') });
  const said = (some: typeof digest): string => drawParts(some, renderer)[0]?.body.replace(/\\n\s*/gu, ' ') ?? '';
  expect(said(digest)).toContain(`comes late: it was due on ${DUE[renderer.platform]}.`);
  expect(said(newDigest([newItem()]))).not.toContain('late');
});

test.each([
  [0, false],
  [30, false],
  [31, true],
  [600, true],
])('a digest owed %i minutes after its slot is marked late: %s', async (minutes, isLate) => {
  const body = await tellAfter(minutes);
  expect(body.includes('comes late')).toBe(isLate);
});

/** The digest of a subscription whose slot was at eight, owed so many minutes later. */
async function tellAfter(minutes: number): Promise<string> {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const { source } = await db.sources.use(
    { address: 'https://harbour.example/feed', title: 'Harbour Post', section: null },
    'starter',
    null,
    MORNING,
  );
  const [article] = await db.articles.add([articleDraft(source.id, 'one')]);
  if (article === undefined) throw new Error('the article was not stored');
  await db.stories.gather({ article: article.id, reprintOf: null, story: NEW_STORY });
  await db.subscriptions.add(place('1'), { ...ORDER, topics: [] });
  const report = (): void => undefined;
  const summarizer = createSummarizer({ ...db, writer: null, modelName: '', report });
  const renderers = new Map(RENDERERS.map((each) => [each.platform as Platform, each] as const));
  await tellDue({ ...db, summarizer, renderers, report }, ['telegram'], minutesLater(minutes));
  const [part] = await db.deliveries.claim(minutesLater(minutes), minutesLater(minutes + 2), 1, ['telegram']);
  return part?.part.body ?? '';
}
