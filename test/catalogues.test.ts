import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { SECTIONS } from '../src/domain/section.ts';
import en from '../src/phrases/en.json' with { type: 'json' };
import { LANGUAGES, say, sayPlain } from '../src/phrases/say.ts';
import { sectionInWords, sectionNamed, topicInWords } from '../src/phrases/sections.ts';
import { isolateIn } from '../src/text/isolate.ts';
import { harmlessLines as drawn } from '../src/text/one-line.ts';

type Catalogue = Readonly<Record<string, string | Readonly<Record<string, string>>>>;
const ENGLISH: Catalogue = en;
const FILES = globSync('src/phrases/??.json').map((file) => [basename(file, '.json'), file] as const);

test('every file of phrases is spoken, and every language has its file', () => {
  expect(FILES.map(([language]) => language).sort()).toEqual([...LANGUAGES].sort());
});

test.each(FILES)('the catalogue of %s says what the English one says', (language, file) => {
  const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Catalogue;
  expect(faultsOf(catalogue, language)).toEqual([]);
});

test('a key that is missing or unknown, a wrong placeholder and a wrong plural form are found', () => {
  const { 'about.list': _, ...rest } = ENGLISH;
  const wrong = {
    ...rest,
    'about.nothing': 'Nichts',
    'list.empty': 'Noch nichts bestellt. Sag {order}.',
    'count.stories': { one: 'eine Meldung', few: '{count} Meldungen', other: '{count} Meldungen' },
    'count.sources': { other: '{count} Quellen' },
  };
  expect(faultsOf(wrong, 'de')).toEqual([
    'about.list is missing',
    'about.nothing is unknown',
    'list.empty: {order} for {subscribe}',
    'count.sources: forms other for one, other',
    'count.stories: forms one, few, other for one, other',
  ]);
});

function faultsOf(catalogue: Catalogue, language: string): readonly string[] {
  const missing = Object.keys(ENGLISH).filter((key) => !(key in catalogue));
  const unknown = Object.keys(catalogue).filter((key) => !(key in ENGLISH));
  const common = Object.keys(catalogue).filter((key) => key in ENGLISH);
  return [
    ...missing.map((key) => `${key} is missing`),
    ...unknown.map((key) => `${key} is unknown`),
    ...common.flatMap((key) => placeholderFaults(key, catalogue[key] ?? '')),
    ...common.flatMap((key) => pluralFaults(key, catalogue[key] ?? '', language)),
  ];
}

/** A form for one thing may leave its number out, and one for nothing what there is none of. */
function placeholderFaults(key: string, phrase: Catalogue[string]): readonly string[] {
  const wanted = placeholders(ENGLISH[key] ?? '');
  const forms = typeof phrase === 'string' ? { other: phrase } : phrase;
  return Object.entries(forms).flatMap(([name, form]) => {
    const found = placeholders(typeof phrase === 'string' ? form : { form });
    const isWhole = name === 'zero' ? isPart(found, wanted) : found === wanted;
    return isWhole ? [] : [`${key}: ${found} for ${wanted}`];
  });
}

function isPart(some: string, all: string): boolean {
  return some.split(' ').every((name) => name === '' || all.split(' ').includes(name));
}

function placeholders(phrase: Catalogue[string]): string {
  const text = typeof phrase === 'string' ? phrase : Object.values(phrase).join(' ');
  const names = new Set(text.match(/\{\w+\}/gu) ?? []);
  if (typeof phrase !== 'string') names.delete('{count}');
  return [...names].sort().join(' ');
}

/** A form for every whole number there is one for in the language, and no other. */
function pluralFaults(key: string, phrase: Catalogue[string], language: string): readonly string[] {
  const isPlural = typeof ENGLISH[key] !== 'string';
  if (typeof phrase === 'string') return isPlural ? [`${key}: no plural forms`] : [];
  const rules = new Intl.PluralRules(language);
  const needed = new Set([...Array.from({ length: 1_001 }, (_, count) => rules.select(count)), 'other']);
  const forms = rules.resolvedOptions().pluralCategories.filter((form) => needed.has(form));
  const isWhole = forms.every((form) => form in phrase);
  const isKnown = Object.keys(phrase).every((form) => rules.resolvedOptions().pluralCategories.includes(form as never));
  if (isPlural && isWhole && isKnown) return [];
  return [
    `${key}: forms ${Object.keys(phrase).join(', ')} for ${[...forms].sort((a) => (a === 'other' ? 1 : -1)).join(', ')}`,
  ];
}

test('a section is called by its name in each language, and known by all of them', () => {
  for (const language of LANGUAGES) {
    const names = SECTIONS.map((section) => sectionInWords(section, language));
    expect(new Set(names).size, language).toBe(SECTIONS.length);
    expect(
      names.map((name) => sectionNamed(` ${name.toUpperCase()} `)),
      language,
    ).toEqual(SECTIONS);
  }
  expect(sectionNamed('climate')).toBeNull();
  expect(topicInWords('Sport', 'ru')).toBe('Спорт');
  expect(topicInWords('climate AND law', 'ru')).toBe('climate AND law');
});

test('a value that reads the other way does not turn the sentence it stands in', () => {
  const arabic = 'أخبار البحر';
  expect(sayPlain('en', 'source.removed', { title: arabic })).toContain(`\u2067${arabic}\u2069`);
  expect(isolateIn('ar', 'Harbour Post, 12')).toBe('\u2066Harbour Post, 12\u2069');
  expect([isolateIn('ar', arabic), isolateIn('ar', '12:00'), isolateIn('en', 'Harbour')]).toEqual([
    arabic,
    '12:00',
    'Harbour',
  ]);
  const once = isolateIn('ar', 'Harbour');
  expect(isolateIn('ar', once)).toBe(once);
  expect(say('en', 'import.broken', { sentence: arabic }).every(({ text }) => drawn(text) === text)).toBe(true);
});
