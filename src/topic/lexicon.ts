import { SECTIONS, type Section } from '../domain/section.ts';
import lexicon from './section-lexicon.json' with { type: 'json' };
import { lookUp, phrasesOf, readTable, tableWords, type WordTable } from './word-table.ts';

/** The languages our lexicon knows. */
const LEXICON_LANGUAGES = ['en', 'de', 'fr', 'es', 'ru', 'ur', 'ar'] as const;
type LexiconLanguage = (typeof LEXICON_LANGUAGES)[number];

/** So many words from the start say what a text is about; those of the title count as if they stood there twice. */
export const SECTION_WORDS = 200;
export const TITLE_WEIGHT = 2;

const tables = new Map<LexiconLanguage, WordTable<Section>>();

/** How much of each section's words a text holds, in the order of SECTIONS; nothing for a language we have no words of. */
export function lexiconHits(title: string, text: string, language: string): readonly number[] {
  const hits = SECTIONS.map(() => 0);
  const known = LEXICON_LANGUAGES.find((each) => each === language);
  if (known === undefined) return hits;
  const table = tableFor(known);
  for (const [phrase, times] of countPhrases(title, text, language)) {
    const sections = lookUp(table, phrase);
    for (const section of sections) {
      const at = SECTIONS.indexOf(section);
      hits[at] = (hits[at] ?? 0) + (1 + Math.log(times)) / Math.sqrt(sections.length);
    }
  }
  return hits;
}

function countPhrases(title: string, text: string, language: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (words: readonly string[], weight: number): void => {
    for (const phrase of phrasesOf(words)) counts.set(phrase, (counts.get(phrase) ?? 0) + weight);
  };
  count(tableWords(title, language), TITLE_WEIGHT);
  count(tableWords(text, language).slice(0, SECTION_WORDS), 1);
  return counts;
}

function tableFor(language: LexiconLanguage): WordTable<Section> {
  const known = tables.get(language);
  if (known !== undefined) return known;
  const table = readTable(
    language,
    SECTIONS.map((section) => [lexicon[section][language], section] as const),
  );
  tables.set(language, table);
  return table;
}
