import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parsePage } from '../src/ingest/page.ts';

const NOW = new Date('2022-02-01T08:00:00Z');

describe.each([
  ['seed-article.txt', ''],
  ['seed-article.html', 'https://www.urdupoint.com/en/world/us-russia-diplomats-to-talk.html'],
])('the article in %s', (file, base) => {
  const reading = parsePage(readFileSync(`test/fixtures/pages/${file}`, 'utf8'), base, NOW);
  if (reading.kind !== 'article') throw new Error(`taken for ${reading.why}`);
  const { page } = reading;
  const paragraphs = page.text.split('\n');

  test('has the headline that is written as a sentence', () => {
    expect(page.headline).toBe('US, Russia diplomats to talk as tensions over Ukraine rise');
  });

  test('is by one reporter, credited to the agency, from one paper', () => {
    expect([page.byline, page.credit, page.publisher]).toEqual([['Fahad Shabbir'], 'APP', 'UrduPoint']);
  });

  test('came out at a quarter past twelve in Karachi', () => {
    expect(page.published?.toISOString()).toBe('2022-02-01T07:16:00.000Z');
  });

  test('has seven paragraphs, the standfirst and the first being told once', () => {
    expect(paragraphs).toHaveLength(7);
    expect(paragraphs[0]).toMatch(/^Washington's and Moscow's top diplomats .* ex-Soviet state's border\.$/);
    expect(paragraphs[6]).toMatch(/^"We remain fully committed to dialogue .* including Ukraine\."$/);
  });

  test('was filed from Washington, in the section World', () => {
    expect([page.dateline, page.section]).toEqual(['Washington', 'World']);
  });

  test('has its own tags and no other words as tags', () => {
    expect(page.tags).toEqual(['United Nations', 'Ukraine', 'Moscow', 'Russia', 'Washington']);
  });

  test('carries nothing of the boxes around it', () => {
    expect(page.text).not.toMatch(/recent stories|PSL|bowler|largest|rights|minutes ago|Compare 200/i);
  });
});
