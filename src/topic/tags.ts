import { primaryLanguage } from '../text/language.ts';
import knownNames from './known-names.json' with { type: 'json' };
import { type Term, termsOf } from './terms.ts';

export interface Tagged {
  readonly title: string;
  readonly text: string;
  /** BCP 47; null when unknown. */
  readonly language: string | null;
}

/** More than this says nothing about what an article is mainly about. */
const MOST_TAGS = 6;
/** Names further down belong to the background. */
const READ_TERMS = 400;
/** Long enough for READ_TERMS in any language; what comes after is not even split into words. */
const READ_CHARACTERS = 10_000;
/** A name this near the start, or in the title, counts even when it stands there once. */
const LEAD_TERMS = 120;
const TITLE_WEIGHT = 3;
/** A known place or organisation outside the lead must come back to count. */
const BACKGROUND_MENTIONS = 2;
/** A name we do not know must be a main actor: thrice in the text, or once and in the title too. */
const UNKNOWN_WEIGHT = 3;

interface Mention {
  readonly name: string;
  readonly weight: number;
  readonly first: number;
}

/**
 * The places, organisations and people an article is about, weightiest first: known names in one form whatever the article's language
 * ("ООН" is United Nations), and names of several capitalised words that keep coming back.
 */
export function tagsOf({ title, text, language }: Tagged): readonly string[] {
  const article = { title: title.slice(0, READ_CHARACTERS), text: text.slice(0, READ_CHARACTERS), language };
  const known = knownMentions(article);
  const unknown = CAPITALS_ARE_NAMES.has(primaryLanguage(article.language) ?? 'en') ? unknownMentions(article) : [];
  const sorted = [...known, ...unknown].toSorted((a, b) => b.weight - a.weight || a.first - b.first);
  return sorted.slice(0, MOST_TAGS).map(({ name }) => name);
}

/** A name's terms, how it is written there, and what it is a name of. */
interface Alias {
  readonly name: string;
  readonly terms: readonly string[];
  /** NATO, UN: in small letters these may be other words. */
  readonly isCapitals: boolean;
  /** U.S.: without its dots it stands before other words far more than for the country, and in headlines in capitals it is a pronoun. */
  readonly hasDots: boolean;
  readonly isBeginning: boolean;
}

const aliases: ReadonlyMap<string, readonly Alias[]> = readAliases();

function knownMentions({ title, text }: Tagged): readonly Mention[] {
  const weights = new Map<string, Mention & { readonly inText: number }>();
  const count = (source: string, weight: number, offset: number): void => {
    for (const { name, at } of findKnown(source)) {
      const before = weights.get(name) ?? { name, weight: 0, first: offset + at, inText: 0 };
      weights.set(name, { ...before, weight: before.weight + weight, inText: before.inText + (weight === 1 ? 1 : 0) });
    }
  };
  count(title, TITLE_WEIGHT, 0);
  count(text, 1, termsOf(title).length);
  const lead = LEAD_TERMS + termsOf(title).length;
  return [...weights.values()].filter(({ first, inText }) => first < lead || inText >= BACKGROUND_MENTIONS);
}

function findKnown(source: string): readonly { readonly name: string; readonly at: number }[] {
  const terms = termsOf(source).slice(0, READ_TERMS);
  const found: { name: string; at: number }[] = [];
  for (let at = 0; at < terms.length; at += 1) {
    const alias = aliasAt(source, terms, at);
    if (alias === null) continue;
    found.push({ name: alias.name, at });
    at += alias.terms.length - 1;
  }
  return found;
}

/** The longest known name that begins at a term. */
function aliasAt(source: string, terms: readonly Term[], at: number): Alias | null {
  const term = terms[at]?.term.slice(0, LONGEST_TERM) ?? '';
  const beginnings = [
    term,
    ...[...term].map((_, length) => term.slice(0, -length)).filter((each) => each.length >= SHORTEST_BEGINNING),
  ];
  const candidates = beginnings
    .flatMap((beginning) => aliases.get(beginning) ?? [])
    .filter((alias) => fits(alias, source, terms, at));
  return candidates.reduce<Alias | null>(
    (best, each) => (each.terms.length > (best?.terms.length ?? 0) ? each : best),
    null,
  );
}

const SHORTEST_BEGINNING = 3;
/** No name has a longer word; a hostile text may. */
const LONGEST_TERM = 24;

function fits(alias: Alias, source: string, terms: readonly Term[], at: number): boolean {
  const last = alias.terms.length - 1;
  const isSame = alias.terms.every((each, k) => {
    const term = terms[at + k]?.term ?? '';
    return k === last && alias.isBeginning ? term.startsWith(each) : term === each;
  });
  const written = source.slice(terms[at]?.start, terms[at + last]?.end);
  if (!isSame || (alias.hasDots && !written.includes('.'))) return false;
  return alias.isCapitals ? written === written.toUpperCase() : !/^\p{Ll}/u.test(written) || /^al\b/u.test(written);
}

function readAliases(): ReadonlyMap<string, readonly Alias[]> {
  const read = Object.entries(knownNames).flatMap(([name, written]) =>
    written.split(', ').map((alias) => ({
      name,
      terms: termsOf(alias).map(({ term }) => term),
      isCapitals: /\p{Lu}/u.test(alias) && alias === alias.toUpperCase(),
      hasDots: alias.includes('.'),
      isBeginning: alias.endsWith('*'),
    })),
  );
  return Map.groupBy(read, ({ terms }) => terms[0] ?? '');
}

/** Where names alone, the start of a sentence aside, begin with a capital letter (German nouns do too). */
const CAPITALS_ARE_NAMES: ReadonlySet<string> = new Set(['en', 'fr', 'es', 'it', 'pt', 'nl']);
/** Two to four capitalised words on one line, initials among them, of which the first does not open a sentence. */
const NAME =
  /(?<=[\p{Ll}\p{N},;:–—-]['’]? )\p{Lu}[\p{L}'’-]*\p{Ll}(?: (?:\p{Lu}\.(?= \p{Lu})|\p{Lu}[\p{L}'’-]+)){1,3}/gu;
/** Words with a capital that come before a name and are not part of it. */
const TITLE_WORDS =
  /^(?:(?:Mr|Mrs|Ms|Dr|Sir|Lord|Rep|Sen|Gov|President|Vice|Prime|Minister|Foreign|Former|Secretary|Senator|Governor|Mayor|Chancellor|Attorney|General|Special|Counsel|Inspector|King|Queen|Prince|Princess|Pope|State|Judge|Justice|Chief|Director|Professor|Captain|Coach|Président|Presidente|Ministre|Ministro|The|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\.? )+/u;
/** A headline quoted inside a text, where every word has a capital. */
const HEADLINE_WORD =
  /(?:^| )(?:A|An|And|As|At|By|For|From|How|In|Is|It|Its|Of|On|Or|Over|The|To|Up|What|When|Why|Will|With)(?: |$)/u;

function unknownMentions({ title, text }: Tagged): readonly Mention[] {
  const terms = termsOf(text).slice(0, READ_TERMS);
  const titleTerms = termsOf(title);
  const names = new Map<string, { readonly name: string; readonly first: number }>();
  for (const found of text.slice(0, terms.at(-1)?.end ?? 0).matchAll(NAME)) {
    const name = bareName(found[0]);
    const last = termsOf(name).at(-1)?.term;
    if (last !== undefined && !names.has(last) && isUnknownName(name)) names.set(last, { name, first: found.index });
  }
  return [...names].flatMap(([last, { name, first }]) => {
    const inTitle = countCapital(title, titleTerms, last) > 0 ? TITLE_WEIGHT : 0;
    const weight = countCapital(text, terms, last) + inTitle;
    return weight >= UNKNOWN_WEIGHT ? [{ name, weight, first }] : [];
  });
}

function bareName(written: string): string {
  return written.replace(TITLE_WORDS, '').replace(/['’]s?$/u, '');
}

function isUnknownName(name: string): boolean {
  return name.includes(' ') && !HEADLINE_WORD.test(name) && findKnown(name).length === 0;
}

/** How often a name's last word stands in a text with a capital: in full or alone. */
function countCapital(source: string, terms: readonly Term[], last: string): number {
  return terms.filter(({ term, start }) => term === last && /\p{Lu}/u.test(source.charAt(start))).length;
}
