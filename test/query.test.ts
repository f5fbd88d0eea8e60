import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Query, queryKey } from '../src/topic/query.ts';
import type { QueryFault } from '../src/topic/query-lex.ts';
import { matches, prepareText, type TopicText } from '../src/topic/query-match.ts';
import { MAX_QUERY_LENGTH, parseQuery } from '../src/topic/query-parse.ts';

interface Case {
  readonly rule: string;
  readonly query: string;
  readonly yes: readonly string[];
  readonly no: readonly string[];
}
const cases = JSON.parse(readFileSync('test/fixtures/topics/queries.json', 'utf8')) as readonly Case[];

function read(text: string): Query {
  const parsed = parseQuery(text);
  if (parsed.kind === 'fault') throw new Error(`${text}: column ${parsed.column}, ${parsed.expected}`);
  return parsed.query;
}

function faultOf(text: string): string {
  const parsed = parseQuery(text);
  return parsed.kind === 'fault' ? `${parsed.column} ${parsed.expected}` : 'was read';
}

function judge(query: string, about: Partial<TopicText>) {
  const text = { title: '', text: '', source: '', sections: [], language: null, ...about };
  return matches(read(query), prepareText(text));
}

describe('the query language', () => {
  test.each(cases)('$rule', ({ query, yes, no }) => {
    const all = [...yes, ...no];
    expect(all.filter((title) => judge(query, { title }).matched)).toEqual(yes);
    expect(all.filter((title) => judge(query, { title: 'Untitled', text: title }).matched)).toEqual(
      query.includes('title') ? [] : yes,
    );
  });

  test('a phrase does not run from the title into the text, nor from one publisher into the next', () => {
    expect(judge('"rates fall"', { title: 'Rates', text: 'Fall in love again' }).matched).toBe(false);
    expect(judge('source:"times mail"', { source: ['The Times', 'Mail on Sunday'] }).matched).toBe(false);
    expect(judge('source:"the times"', { source: ['Daily Mail', 'The Times'] }).matched).toBe(true);
  });

  test('title: and source: bind to the next word or phrase alone', () => {
    const about = { title: 'Harbour reopens', text: 'The mayor spoke.', source: 'bbc.co.uk' };
    expect(judge('title:harbour mayor', about).matched).toBe(true);
    expect(judge('title:mayor', about).matched).toBe(false);
    expect(judge('TITLE:"harbour reopens" source:bbc.co.uk', about).matched).toBe(true);
    expect(judge('source:bbc -source:"itv news"', about).matched).toBe(true);
    expect(judge('source:harbour', about).matched).toBe(false);
  });

  test('section: and lang: look at what is known of the story, not at its words', () => {
    const about = { title: 'World in English', sections: ['Politics'], language: 'pt-BR' } as const;
    expect(judge('section:politics lang:pt', about).matched).toBe(true);
    expect(judge('section:World', about).matched).toBe(false);
    expect(judge('lang:en', about).matched).toBe(false);
    expect(judge('lang:en', { ...about, language: null }).matched).toBe(false);
  });

  test('a match names the words that made it, as the text writes them, and none for what it leaves out', () => {
    const about = { title: 'Diplomats meet', text: 'The Security Council heard Café owners.', source: 'AFP' };
    const query = 'diplomat* "security council" (cafe OR zebra) -sport source:afp';
    expect(judge(query, about).words).toEqual(['Diplomats', 'Security Council', 'Café', 'AFP']);
    expect(judge('-sport', about)).toEqual({ matched: true, words: [] });
    expect(judge('zebra OR sport', about)).toEqual({ matched: false, words: [] });
  });
});

describe('a query that cannot be read', () => {
  test.each([
    ['', '1 word'],
    ['   ', '1 word'],
    ['???', '4 word'],
    ['russia OR', '10 word'],
    ['russia AND OR ukraine', '12 word'],
    ['AND russia', '1 word'],
    ['NOT', '4 word'],
    ['()', '2 word'],
    ['""', '2 word'],
    ['russia - ukraine', '9 word'],
    ['--sport', '2 word'],
    ['title:', '7 word'],
    ['title:(a OR b)', '7 word'],
    ['"security council', '1 quote'],
    ['mayor “city hall', '7 quote'],
    ['(russia OR ukraine', '1 close'],
    ['(a (b OR c) d', '1 close'],
    ['russia) AND ukraine', '7 open'],
    ['headline:russia', '1 field'],
    ['section:Gossip', '9 section'],
    ['lang:english', '6 language'],
    ['ukraine || russia', '9 operator'],
    ['ukraine !sport', '9 operator'],
    ['*port', '1 wildcard'],
    ['tr*mp', '3 wildcard'],
    ['🌍 OR 🌍', '3 word'],
  ])('%s: %s', (query, expected) => {
    expect(faultOf(query)).toBe(expected);
  });

  test('is one that is too long, has too many words or is nested too deeply, and a row of NOTs is none of these', () => {
    expect(faultOf('russia '.repeat(4000))).toBe(`${MAX_QUERY_LENGTH + 1} shorter`);
    expect(faultOf('ab '.repeat(200))).toBe('451 fewer');
    expect(faultOf(`${'('.repeat(60)}russia${')'.repeat(60)}`)).toBe('21 shallower');
    expect(faultOf(`${'NOT '.repeat(200)}russia`)).toBe('was read');
    expect(faultOf(`${'('.repeat(20)}russia${')'.repeat(20)}`)).toBe('was read');
  });

  test('names a column that counts an emoji as one character', () => {
    const fault = parseQuery('🌍🌍 russia OR') as QueryFault;
    expect(fault.column).toBe(13);
  });
});

describe('the key of a query', () => {
  test('is one for queries that ask the same', () => {
    const keys = [
      'Ukraine (russia OR nato) -sport',
      '-SPORT AND ((nato OR rüssia OR NATO) AND "ukraine")',
      'NOT NOT ukraine NOT NOT NOT sport (nato OR russia)',
    ].map((text) => queryKey(read(text)));
    expect(new Set(keys).size).toBe(1);
  });

  test('differs where the queries do', () => {
    const texts = [
      'a b',
      'a OR b',
      '"a b"',
      '"b a"',
      'a -b',
      'a',
      'a*',
      'title:a',
      'source:a',
      'lang:aa',
      'a (b OR c)',
      '(a b) OR c',
    ];
    expect(new Set(texts.map((text) => queryKey(read(text)))).size).toBe(texts.length);
  });
});
