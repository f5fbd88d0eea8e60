import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Page } from '../src/domain/page.ts';
import { parsePage } from '../src/ingest/page.ts';

/** What a fixture expects: the fields named, of an article, or why it is none. */
interface Expected {
  readonly base: string;
  readonly why?: string;
  readonly page?: Readonly<Record<string, unknown>>;
}

const NOW = new Date('2026-11-20T12:00:00Z');
const FOLDER = 'test/fixtures/pages';
const names = globSync(`${FOLDER}/*.expected.json`).map((file) =>
  file.replaceAll('\\', '/').slice(FOLDER.length + 1, -'.expected.json'.length),
);

test.each(names)('the page %s is read as expected', (name) => {
  const expected: Expected = JSON.parse(readFileSync(`${FOLDER}/${name}.expected.json`, 'utf8'));
  const reading = parsePage(readFileSync(`${FOLDER}/${name}.html`, 'utf8'), expected.base, NOW);
  if (reading.kind === 'not-article') expect({ why: reading.why }).toEqual({ why: expected.why });
  else expect(asWritten(reading.page)).toMatchObject(expected.page ?? { why: expected.why });
});

function asWritten(page: Page) {
  return {
    ...page,
    published: page.published?.toISOString() ?? null,
    updated: page.updated?.toISOString() ?? null,
    text: page.text.split('\n'),
  };
}
