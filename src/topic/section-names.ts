import { SECTIONS, type Section } from '../domain/section.ts';
import { foldWord } from '../text/words.ts';
import names from './section-names.json' with { type: 'json' };

/** What the world's newspapers call our sections, folded; a name such as "science and technology" stands for several. */
const NAMED: ReadonlyMap<string, readonly Section[]> = readNames();

/** A longer category is a headline or a sentence, in which a section's name says little. */
const LONGEST_CATEGORY_WORDS = 4;
/** UTF-16 units; paths of several sections are within it. */
const LONGEST_CATEGORY = 120;

/** How sure a category makes us: its whole name is ours; a part of it ("News/Sport", "Film & TV") is; one word of it ("UK politics") is. */
const WHOLE = 0.95;
const PART = 0.9;
const WORD = 0.75;

/** The sections a feed's category or a folder's name stands for, and how surely (0 to 1); nothing for "Top stories" or a person's name. */
export function sectionsNamed(category: string): readonly { readonly section: Section; readonly score: number }[] {
  if (category.length > LONGEST_CATEGORY) return [];
  const whole = NAMED.get(foldName(category));
  if (whole !== undefined) return whole.map((section) => ({ section, score: WHOLE }));
  const parts = category.split(/[/>|,;:&+•·»]|\s[-–—]\s|\s(?:and|und|et|y|e|и|و|اور)\s/u);
  const named = parts.flatMap((part) => NAMED.get(foldName(part)) ?? []);
  if (named.length > 0) return [...new Set(named)].map((section) => ({ section, score: PART }));
  const words = foldName(category).split(/[\s_-]+/u);
  if (words.length > LONGEST_CATEGORY_WORDS) return [];
  const found = words.flatMap((word) => NAMED.get(word) ?? []);
  return [...new Set(found)].map((section) => ({ section, score: WORD }));
}

/** Slips of the finger in a name of five letters or more: one for every four letters. */
const LETTERS_A_SLIP = 4;

/** The section someone may have meant: its name in one of our languages, or a near miss of one; null when nothing is near. */
export function nearestSection(text: string): Section | null {
  const typed = foldName(text);
  const exact = NAMED.get(typed)?.[0];
  if (exact !== undefined) return exact;
  if (typed.length < LETTERS_A_SLIP || typed.length > LONGEST_CATEGORY) return null;
  const begun = SECTIONS.find((section) => section.toLowerCase().startsWith(typed));
  if (begun !== undefined) return begun;
  let nearest: Section | null = null;
  let fewest = Math.floor(typed.length / LETTERS_A_SLIP) + 1;
  for (const [name, [section]] of NAMED) {
    const isPossible = name.length > LETTERS_A_SLIP && Math.abs(name.length - typed.length) < fewest;
    const slips = isPossible ? slipsBetween(typed, name) : fewest;
    if (slips < fewest) [nearest, fewest] = [section ?? null, slips];
  }
  return nearest;
}

/** Letters added, left out, replaced or swapped with their neighbour between two words (optimal string alignment). */
function slipsBetween(typed: string, name: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: name.length + 1 }, (_, at) => at);
  for (let i = 1; i <= typed.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= name.length; j += 1) {
      const isSame = typed[i - 1] === name[j - 1];
      const isSwapped = typed[i - 1] === name[j - 2] && typed[i - 2] === name[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (isSame ? 0 : 1), swapped));
    }
    [before, row] = [row, next];
  }
  return row[name.length] ?? 0;
}

function foldName(name: string): string {
  return foldWord(name).trim().replaceAll(/\s+/gu, ' ');
}

function readNames(): ReadonlyMap<string, readonly Section[]> {
  const named = new Map<string, Section[]>();
  for (const section of SECTIONS) {
    for (const name of [section, ...names[section].split(', ')].map(foldName)) {
      const known = named.get(name);
      if (known === undefined) named.set(name, [section]);
      else if (!known.includes(section)) known.push(section);
    }
  }
  return named;
}
