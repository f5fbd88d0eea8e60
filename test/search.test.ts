import { expect, onTestFinished, test } from 'vitest';
import { indexArticles } from '../src/app/index-articles.ts';
import { searchArchive } from '../src/app/search.ts';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { ArticleDraft } from '../src/domain/article.ts';
import type { ArticleId, SourceId } from '../src/domain/ids.ts';
import { articleDraft, MORNING, NEW_STORY, place } from './store-samples.ts';

interface Archive {
  readonly db: Database;
  readonly source: SourceId;
  /** Files an article in a story of its own; answers its id. */
  write(key: string, change: Partial<ArticleDraft>): Promise<ArticleId>;
  /** The headlines found, in their order. */
  find(typed: string, page?: number): Promise<readonly string[]>;
}

async function openArchive(): Promise<Archive> {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const draft = { address: 'https://harbour.example/feed', title: null, section: null };
  const { source } = await db.sources.use(draft, 'starter', null, MORNING);
  return {
    ...{ db, source: source.id },
    async write(key, change) {
      const [article] = await db.articles.add([articleDraft(source.id, key, change)]);
      if (article === undefined) throw new Error(`${key} was there.`);
      await db.stories.gather({ article: article.id, reprintOf: null, story: NEW_STORY });
      return article.id;
    },
    async find(typed, page = 1) {
      await indexArticles(db.search);
      const found = await searchArchive(db, place('1'), typed, page);
      return found.kind === 'found' ? found.stories.map(({ headline }) => headline) : [`column ${found.column}`];
    },
  };
}

test('the archive is searched in the language of topics', async () => {
  const { write, find } = await openArchive();
  await write('a', { headline: 'Climate court rules on heat pumps', text: 'Judges in Zürich spoke for 3.5 hours.' });
  await write('b', { headline: 'A pump in the heat', text: 'The climate was kind. AT&T sells C++ at 10 % off.' });
  await write('c', {
    headline: 'Football',
    text: 'The court of the champion.',
    publisher: 'Quay Times',
    language: 'de',
  });
  await write('d', {
    headline: '北京举行气候峰会',
    text: '气候专家在北京开会。',
    language: 'zh',
    sections: ['Science'],
  });
  expect(await find('climate court')).toEqual(['Climate court rules on heat pumps']);
  expect(await find('"heat pumps" OR football')).toEqual(['Football', 'Climate court rules on heat pumps']);
  expect(await find('court -climate')).toEqual(['Football']);
  expect(await find('zurich 3.5')).toEqual(['Climate court rules on heat pumps']);
  expect(await find('at&t AND c++ AND "10%"')).toEqual(['A pump in the heat']);
  expect(await find('pump*')).toEqual(['A pump in the heat', 'Climate court rules on heat pumps']);
  expect(await find('"cl* court"')).toEqual(['Climate court rules on heat pumps']);
  expect(await find('title:climate')).toEqual(['Climate court rules on heat pumps']);
  expect(await find('source:quay court')).toEqual(['Football']);
  expect(await find('气候')).toEqual(['北京举行气候峰会']);
  expect(await find('section:science')).toEqual(['北京举行气候峰会']);
  expect(await find('court lang:de')).toEqual(['Football']);
  expect(await find('-court -climate -气候')).toEqual([]);
  expect(await find('urich')).toEqual([]);
});

test('what the index would take for its own language is a word or a fault of the query, never an error', async () => {
  const { write, find } = await openArchive();
  await write('a', { headline: 'NEAR the quay', text: 'A rowid and a rank.' });
  expect(await find('near quay')).toEqual(['NEAR the quay']);
  expect(await find('rowid')).toEqual(['NEAR the quay']);
  expect(await find('"never closed')).toEqual(['column 1']);
  for (const hostile of ['a:b', '* OR *', '{title} : x', '^near', 'near(quay, 2)', "'; drop table search; --", 'x"y"z'])
    expect((await find(hostile)).every((headline) => /^(?:NEAR|column )/u.test(headline))).toBe(true);
});

test('a rewritten article is found by its new words alone', async () => {
  const { db, source, write, find } = await openArchive();
  const id = await write('a', { headline: 'The tanker sails', text: 'It left.' });
  expect(await find('tanker')).toHaveLength(1);
  const print = { key: 'a', address: null, words: 'w', text: null };
  await db.revisions.revise(
    id,
    articleDraft(source, 'a', { headline: 'The trawler sails', text: 'It left.' }),
    print,
    MORNING,
  );
  expect(await find('tanker')).toEqual([]);
  expect(await find('trawler')).toEqual(['The trawler sails']);
});

test('only what the community reads is found, each story once, in pages', async () => {
  const { db, write, find } = await openArchive();
  for (let i = 1; i <= 7; i++) await write(`k${i}`, { headline: `Ferry ${i}` });
  const other = { address: 'https://elsewhere.example/feed', title: null, section: null };
  const { source } = await db.sources.use(other, 'telegram:2', null, MORNING);
  const [article] = await db.articles.add([articleDraft(source.id, 'x', { headline: 'Ferry elsewhere' })]);
  await db.stories.gather({ article: article?.id as ArticleId, reprintOf: null, story: NEW_STORY });
  expect(await find('ferry')).toEqual(['Ferry 7', 'Ferry 6', 'Ferry 5', 'Ferry 4', 'Ferry 3']);
  expect(await find('ferry', 2)).toEqual(['Ferry 2', 'Ferry 1']);
  expect(await find('ferry', 3)).toEqual([]);
});
