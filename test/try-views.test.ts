import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { printEdition } from '../src/preview/sample/edition.ts';
import { OUTLETS } from '../src/preview/sample/outlets.ts';
import { createStoriesView, createTopicsView, type RowsView } from '../src/try-news-view.ts';

const NOW = new Date('2026-05-06T09:30:00Z');

/** The sample newsroom's articles as lines of the trial command, oldest first. */
const ROWS = OUTLETS.flatMap((outlet) =>
  printEdition(outlet, `https://${outlet.feeds[0]?.key}.example`, NOW).articles.map((article) => ({
    ...{ id: article.id, title: article.headline, text: article.paragraphs.join('\n'), url: article.link },
    ...{ source: outlet.name, published: article.published.toISOString(), lang: article.language },
  })),
).sort((one, other) => one.published.localeCompare(other.published));

function viewed(view: RowsView, rows: readonly Readonly<Record<string, unknown>>[]): string {
  return stripVTControlCharacters(rows.map((row) => view.take(row)).join('') + view.end());
}

test('the trial of stories shows each with its articles, the most told first', async () => {
  await expect(viewed(createStoriesView(), ROWS)).toMatchFileSnapshot('golden/try-stories.txt');
});

test('the trial of topics shows sections, tags, and by which words a query was met', () => {
  const english = ROWS.filter(({ lang }) => lang === 'en');
  const shown = viewed(createTopicsView('quake OR (vellin AND NOT budget) OR title:moon'), english);
  expect(shown).toMatch(/\nTveitmo stuns Chelimai .*\n {2}Sport \d+ %\n {2}tags {2}Skarvik Coast Marathon, /u);
  expect(shown).toMatch(/\nStrong quake kills .*\n(?: .*\n)+ {2}met the query by {2}quake\n/u);
  expect(shown).toMatch(/\n31 articles, \d+ with a section\. 6 met the query\.\n$/u);
});

test('what stands in a headline draws nothing', () => {
  const row = { id: 'x', title: '\u001b[31mRed\u001b[0m\nnews', text: '' };
  expect(createTopicsView(undefined).take(row)).not.toContain('\u001b[31m');
});
