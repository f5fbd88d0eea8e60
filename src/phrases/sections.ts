import { SECTIONS, type Section } from '../domain/section.ts';
import { LANGUAGES, sayPlain } from './say.ts';

/** What people call a section in their language. */
export function sectionInWords(section: Section, language: string): string {
  return sayPlain(language, `section.${section}`);
}

/** A topic as people are shown it: a section by its name in their language, words as they were written. */
export function topicInWords(topic: string, language: string): string {
  const section = SECTIONS.find((each) => each === topic);
  return section === undefined ? topic : sectionInWords(section, language);
}

/** All sections in a language, one after the other. */
export function sectionsInWords(language: string): string {
  return SECTIONS.map((section) => sectionInWords(section, language)).join(', ');
}

const NAMES = new Map(
  LANGUAGES.flatMap((language) =>
    SECTIONS.map((section) => [sectionInWords(section, language).toLowerCase(), section] as const),
  ),
);

/** The section of this name in any language the bot speaks, whatever its case; null when there is none. */
export function sectionNamed(name: string): Section | null {
  return NAMES.get(name.trim().toLowerCase()) ?? null;
}
