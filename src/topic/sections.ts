import { SECTIONS, type Section } from '../domain/section.ts';
import { primaryLanguage } from '../text/language.ts';
import { lexiconHits } from './lexicon.ts';
import { featuresOf, type SectionModel, sectionChances } from './section-model.ts';
import { sectionsNamed } from './section-names.ts';
import fitted from './section-weights.json' with { type: 'json' };

export { nearestSection } from './section-names.ts';

export interface SectionScore {
  readonly section: Section;
  /** 0 to 1. */
  readonly score: number;
}

/** What is known of an article when its sections are asked for. */
export interface Unsorted {
  readonly title: string;
  readonly text: string;
  /** BCP 47; null is read as English. */
  readonly language: string | null;
  /** The feed's and the page's own categories, as written. */
  readonly categories: readonly string[];
  /** The section or folder of its source; null when it has none. */
  readonly folder: string | null;
}

/**
 * A section scored lower is not named: an honest "unknown" rather than a guess. Of English articles left out of the fit 87 in 100 are answered, 80 of
 * these rightly; the lexicon's scores mean something else, and it is right about three times in four from its own bar on.
 */
const MODEL_BAR = 0.42;
const LEXICON_BAR = 0.25;
/** Beside a clear first section others are named only when they are nearly as likely. */
const SHARE_OF_BEST = 0.4;
/** A fourth section says less about a story than it costs its readers. */
const MOST_SECTIONS = 3;
/** A source's folder tells what it mostly prints, not what this article is about. */
const FOLDER_WEIGHT = 0.8;
/** What the text says counts less than what its newsroom said of it. */
const TEXT_WEIGHT_BESIDE_NAMES = 0.8;

/** The sections of an article, best first: what its feed and source call it, then what its words say. Empty when nothing is clear enough. */
export function sectionsOf(article: Unsorted): readonly SectionScore[] {
  const named = namedSections(article);
  const told = textSections(article.title, article.text, article.language);
  const weight = named.size === 0 ? 1 : TEXT_WEIGHT_BESIDE_NAMES;
  const scores = new Map(named);
  for (const { section, score } of told) scores.set(section, either(scores.get(section) ?? 0, score * weight));
  return bestSections(
    [...scores].map(([section, score]) => ({ section, score })),
    named.size === 0 ? barFor(article.language) : LEXICON_BAR,
  );
}

function namedSections(article: Unsorted): ReadonlyMap<Section, number> {
  const scores = new Map<Section, number>();
  const folder = article.folder === null ? [] : sectionsNamed(article.folder);
  for (const { section, score } of [
    ...article.categories.flatMap(sectionsNamed),
    ...folder.map(({ section, score }) => ({ section, score: score * FOLDER_WEIGHT })),
  ]) {
    scores.set(section, Math.max(scores.get(section) ?? 0, score));
  }
  return scores;
}

/** The chance that at least one of two independent witnesses is right. */
function either(one: number, other: number): number {
  return 1 - (1 - one) * (1 - other);
}

function barFor(language: string | null): number {
  return languageOf(language) === 'en' ? MODEL_BAR : LEXICON_BAR;
}

function languageOf(language: string | null): string {
  return primaryLanguage(language) ?? 'en';
}

function bestSections(scores: readonly SectionScore[], lowest: number): readonly SectionScore[] {
  const sorted = scores.toSorted((a, b) => b.score - a.score);
  const bar = Math.max(lowest, SHARE_OF_BEST * (sorted[0]?.score ?? 0));
  return sorted
    .filter(({ score }) => score >= bar)
    .slice(0, MOST_SECTIONS)
    .map(({ section, score }) => ({ section, score: Math.round(score * 100) / 100 }));
}

/** Holds the words a text is judged by; what comes after is not even split into words. */
const READ_CHARACTERS = 5000;

/** What the words alone say: the fitted model and the lexicon for English, the lexicon for the other languages it knows. */
export function textSections(
  title: string,
  text: string,
  language: string | null,
  model = shippedModel(),
): readonly SectionScore[] {
  const code = languageOf(language);
  const head = text.slice(0, READ_CHARACTERS);
  const hits = lexiconHits(title.slice(0, READ_CHARACTERS), head, code);
  return bestSections(
    code === 'en' ? englishSections(title.slice(0, READ_CHARACTERS), head, hits, model) : lexiconSections(hits),
    barFor(language),
  );
}

/** The model for the sections it was fitted on, the lexicon for the others. */
function englishSections(
  title: string,
  text: string,
  hits: readonly number[],
  model: SectionModel,
): readonly SectionScore[] {
  const total = hits.reduce((sum, each) => sum + each, 0);
  const chances = sectionChances(model, featuresOf(title, text, hits, model.bits));
  const taught = model.sections.map((section, at) => ({ section, score: chances[at] ?? 0 }));
  const untaught = SECTIONS.flatMap((section, at) => {
    const hit = hits[at] ?? 0;
    return model.sections.includes(section) ? [] : [{ section, score: untaughtScore(hit, total) }];
  });
  return [...withCompanion(taught, hits, total), ...untaught];
}

/** Diplomacy is both, yet the model's chances share one whole: World brings Politics along, and Politics World, where the lexicon finds it too. */
const COMPANIONS: ReadonlyMap<Section, Section> = new Map([
  ['World', 'Politics'],
  ['Politics', 'World'],
]);
/** The share of the lexicon's hits at which a companion is as good as certain; eight in ten articles on domestic politics have less than a third of it for World. */
const COMPANION_SHARE = 0.3;
/** A companion never comes before the section that brought it. */
const BEHIND_LEADER = 0.95;

function withCompanion(
  scores: readonly SectionScore[],
  hits: readonly number[],
  total: number,
): readonly SectionScore[] {
  const leader = scores.reduce((best, each) => (each.score > best.score ? each : best), { section: 'World', score: 0 });
  const companion = COMPANIONS.get(leader.section);
  if (companion === undefined || total === 0) return scores;
  const share = (hits[SECTIONS.indexOf(companion)] ?? 0) / total;
  const brought = leader.score * BEHIND_LEADER * Math.min(1, share / COMPANION_SHARE);
  return scores.map((each) => (each.section === companion ? { ...each, score: Math.max(each.score, brought) } : each));
}

/** Half of all the lexicon's hits in one section make it certain; one or two words alone never do. */
function untaughtScore(hit: number, total: number): number {
  return total === 0 ? 0 : Math.min(1, (2 * hit) / total) * (hit / (hit + FEW_HITS));
}

const FEW_HITS = 3;

/** Names of countries stand in stories of every section, so they say less than other words. */
const WORLD_WEIGHT = 0.7;

function lexiconSections(hits: readonly number[]): readonly SectionScore[] {
  const weighed = hits.map((hit, at) => (SECTIONS[at] === 'World' ? WORLD_WEIGHT * hit : hit));
  const most = Math.max(...weighed);
  return SECTIONS.map((section, at) => {
    const hit = weighed[at] ?? 0;
    return { section, score: most === 0 ? 0 : (hit / most) * (hit / (hit + FEW_HITS)) };
  });
}

let shipped: SectionModel | undefined;

function shippedModel(): SectionModel {
  const bytes = Buffer.from(fitted.weights, 'base64');
  shipped ??= {
    ...fitted,
    sections: fitted.sections as readonly Section[],
    weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
  };
  return shipped;
}
