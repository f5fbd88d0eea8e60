import { expect, test } from 'vitest';
import { printEdition } from '../src/preview/sample/edition.ts';
import { OUTLETS } from '../src/preview/sample/outlets.ts';
import { createStoryIndex } from '../src/story/gather.ts';
import { createReprintIndex } from '../src/story/reprints.ts';
import type { Telling } from '../src/story/telling.ts';
import { summarize } from '../src/summary/extractive.ts';

const NOW = new Date('2026-05-06T09:30:00Z');
const SHORT = { sentences: 3, words: 60 };
const FULL = { sentences: 6, words: 120 };

/** Every article of the sample newsroom, the earliest first. */
const ARTICLES = OUTLETS.flatMap((outlet) =>
  printEdition(outlet, 'http://127.0.0.1:1', NOW).articles.map((article) => ({ ...article, outlet })),
).toSorted((one, other) => one.published.getTime() - other.published.getTime());

type SampleStory = readonly (typeof ARTICLES)[number][];

/** The originals of each story. */
function gatherStories(): readonly SampleStory[] {
  const [reprints, stories] = [createReprintIndex(), createStoryIndex()];
  const filed = ARTICLES.map((article, number) => {
    const telling = tellingOf(article, number);
    const original = reprints.add(telling);
    return { article, original, story: stories.add(telling, original).story };
  });
  const originals = filed.filter(({ original }) => original === null);
  return [...Map.groupBy(originals, ({ story }) => story).values()].map((all) => all.map(({ article }) => article));
}

function tellingOf(
  { outlet, id, headline, paragraphs, language, published }: SampleStory[number],
  number: number,
): Telling {
  const address = `https://${outlet.name}/${id}`;
  return { id: number, address, source: outlet.name, headline, text: paragraphs.join('\n'), language, at: published };
}

function excerptOf(story: SampleStory, budget: typeof SHORT): string {
  const told = story.map(({ headline, paragraphs, published }) => ({
    title: headline,
    text: paragraphs.join('\n'),
    at: published,
  }));
  return summarize(told, story[0]?.language ?? null, budget).text;
}

test('the stories of the sample newsroom are told as people have read and approved it, in all its languages', async () => {
  const stories = gatherStories();
  const golden = stories.map((story) => {
    const headlines = story.map(({ headline, outlet, language }) => `[${language}] ${outlet.name}: ${headline}`);
    return [...headlines, `short: ${excerptOf(story, SHORT)}`, `full: ${excerptOf(story, FULL)}`].join('\n');
  });
  await expect(`${golden.join('\n\n')}\n`).toMatchFileSnapshot('golden/summaries.txt');
  expect(new Set(stories.flatMap((story) => story.map(({ language }) => language)))).toEqual(
    new Set(['en', 'de', 'fr', 'ur', 'ru']),
  );
});

test('no summary of the sample newsroom begins with a dateline or an agency', () => {
  for (const story of gatherStories()) expect(excerptOf(story, SHORT)).not.toMatch(/^[^.!?]{0,40}(?: [—–-] |\(|: )\S/u);
});
