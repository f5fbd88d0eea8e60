import { Column } from './column.ts';
import { type Compared, retells, type TermJudge } from './evidence.ts';
import { Postings } from './postings.ts';
import type { Telling } from './telling.ts';
import { isWordTerm } from './terms.ts';
import { addVectors, cosine, heaviestTerms, type Vector } from './vector.ts';
import { type Reading, Vocabulary } from './vocabulary.ts';

const DAY_MS = 86_400_000;
/** How alike an article and a story must be, by the words there are to compare: best mean B-cubed F over headlines, two sentences and full texts. */
const ALIKE_HEADLINES = 0.06;
const ALIKE_SNIPPETS = 0.17;
const ALIKE_TEXTS = 0.16;
/** A headline and another's text alone, not yet a story of several: one common word must not join them. */
const ALIKE_TWO = 0.16;
const SNIPPET_WORDS = 25;
const TEXT_WORDS = 120;
/** The bar rises by this share each time a story's articles double: what many tell grows broad, and would draw in all that is about the same subject. */
const STRICTER = 0.15;
/** A story fades as a Gaussian of this many days since it was last told, and is closed after four times as many. */
const FADES_DAYS = 3;
const CLOSED_AFTER_MS = 4 * FADES_DAYS * DAY_MS;
/** Terms stories are looked up by, the heaviest first; the others are too common to find one by. */
const PROBED_TERMS = 24;
/** Stories compared in full, those that share most with the article first. */
const MOST_CANDIDATES = 40;
/** Terms a story is remembered by, 8 bytes each. */
const STORY_TERMS = 400;
/** A word is a story's own when so many of its articles have it, and this share of all that have it. */
const OWN_ARTICLES = 2;
const OWN_SHARE = 0.7;
/** Of the articles that tell a story its newest are weighed against one another for the headline. */
const MOST_TELLINGS = 30;

/** Where an article belongs. */
interface Place {
  /** The story it joins; null when it starts one. */
  readonly story: number | null;
  /** How alike it is to that story, 0 to 1; 1 for a reprint. */
  readonly likeness: number;
}

const NOWHERE: Place = { story: null, likeness: 0 };

/**
 * Gathers the articles of one event into a story, in one pass as they come: an article joins the story it is most like, if one of the
 * story's articles alone proves that both tell the same event. Ids of stories are the caller's and never change. */
export interface StoryIndex {
  /** Where an article belongs; a reprint goes where its original went. Nothing changes. */
  find(telling: Telling, reprintOf: number | null): Place;
  /** Puts an article into a story, old or new. After a restart, this is how the last days' articles come back. */
  file(telling: Telling, reprintOf: number | null, story: number): void;
  /** find and file in one; a new story gets the article's id. */
  add(
    telling: Telling,
    reprintOf: number | null,
  ): { readonly story: number; readonly isNew: boolean; readonly likeness: number };
  /** Where the one article of a story would be put now, its own story apart; null for a story of several (reprints not counted) and one that is not open. Nothing changes. */
  elsewhere(story: number): Place | null;
  /** Puts all articles of a story into another, as if they had been filed there; the emptied story is gone. */
  join(story: number, into: number): void;
  /** The article that is most like its story as a whole (an original, never a reprint); null for a story that is closed or unknown. */
  headlineOf(story: number): number | null;
  /** Forgets stories last told before an instant. */
  forgetBefore(instant: Date): void;
  /** Stories that are still open. */
  readonly size: number;
}

export function createStoryIndex(): StoryIndex {
  const desk = new Desk();
  return {
    find: (telling, reprintOf) => desk.find(telling, reprintOf),
    file: (telling, reprintOf, story) => desk.file(telling, reprintOf, story),
    add: (telling, reprintOf) => {
      const { story, likeness } = desk.find(telling, reprintOf);
      desk.file(telling, reprintOf, story ?? telling.id);
      return { story: story ?? telling.id, isNew: story === null, likeness };
    },
    elsewhere: (story) => desk.elsewhere(story),
    join: (story, into) => desk.join(story, into),
    headlineOf: (story) => desk.headlineOf(story),
    forgetBefore: (instant) => desk.forgetBefore(instant.getTime()),
    get size() {
      return desk.size;
    },
  };
}

interface OpenStory {
  sum: Vector;
  lastToldMs: number;
  tellings: readonly (Compared & { readonly article: number })[];
}

class Desk {
  readonly #vocabulary = new Vocabulary();
  readonly #readings = new WeakMap<Telling, Reading>();
  readonly #stories = new Map<number, OpenStory>();
  readonly #storyOf = new Map<number, number>();
  /** Terms to articles, by slot: an article's place in the order of arrival. */
  readonly #found = new Postings();
  readonly #articles = new Column(Float64Array);
  readonly #filedUnder = new Column(Float64Array);
  readonly #instants = new Column(Float64Array);
  #start = 0;

  get size(): number {
    return this.#stories.size;
  }

  find(telling: Telling, reprintOf: number | null): Place {
    const original = reprintOf === null ? undefined : this.#storyOf.get(reprintOf);
    if (original !== undefined) return { story: original, likeness: 1 };
    const { vector, words, headline } = this.#read(telling);
    const article: Compared = { source: telling.source, vector, headline, words };
    return this.#place(article, telling.at.getTime(), this.#candidates(vector));
  }

  elsewhere(story: number): Place | null {
    const open = this.#stories.get(story);
    const [article, another] = open?.tellings ?? [];
    if (open === undefined || article === undefined || another !== undefined) return null;
    const others = this.#candidates(article.vector).filter((each) => each !== story);
    return this.#place(article, open.lastToldMs, others);
  }

  join(story: number, into: number): void {
    const [from, to] = [this.#stories.get(story), this.#stories.get(into)];
    if (from === undefined || to === undefined || story === into) return;
    for (let slot = this.#start; slot < this.#articles.length; slot++) {
      if (this.#filedUnder.at(slot) !== story) continue;
      this.#filedUnder.set(slot, into);
      this.#storyOf.set(this.#articles.at(slot), into);
    }
    // In the order of their arrival, as a restart would file them.
    const tellings = [...to.tellings, ...from.tellings].sort((one, other) => one.article - other.article);
    this.#stories.set(into, {
      sum: addVectors(to.sum, from.sum, STORY_TERMS),
      lastToldMs: Math.max(to.lastToldMs, from.lastToldMs),
      tellings: tellings.slice(-MOST_TELLINGS),
    });
    this.#stories.delete(story);
  }

  file(telling: Telling, reprintOf: number | null, story: number): void {
    const reading = this.#read(telling);
    const slot = this.#articles.push(telling.id);
    this.#filedUnder.push(story);
    this.#instants.push(telling.at.getTime());
    this.#storyOf.set(telling.id, story);
    const known = this.#stories.get(story);
    const lastToldMs = Math.max(known?.lastToldMs ?? 0, telling.at.getTime());
    if (known !== undefined && reprintOf !== null) {
      known.lastToldMs = lastToldMs;
      return;
    }
    this.#vocabulary.learn(reading, telling.source);
    for (const term of reading.vector.terms) this.#found.add(term, slot);
    const { vector, words, headline } = reading;
    const compared = { article: telling.id, source: telling.source, vector, headline, words };
    const tellings = [...(known?.tellings ?? []), compared].slice(-MOST_TELLINGS);
    const sum = known === undefined ? vector : addVectors(known.sum, vector, STORY_TERMS);
    this.#stories.set(story, { sum, lastToldMs, tellings });
  }

  headlineOf(story: number): number | null {
    const open = this.#stories.get(story);
    if (open === undefined) return null;
    const ranked = open.tellings.map(({ article, vector }) => ({ article, likeness: cosine(vector, open.sum) }));
    return ranked.reduce((best, each) => (each.likeness > best.likeness ? each : best)).article;
  }

  forgetBefore(instantMs: number): void {
    for (const [id, story] of this.#stories) if (story.lastToldMs < instantMs) this.#stories.delete(id);
    for (; this.#start < this.#articles.length && this.#instants.at(this.#start) < instantMs; this.#start++) {
      this.#storyOf.delete(this.#articles.at(this.#start));
    }
    this.#found.forgetBefore(this.#start);
    this.#articles.forgetBefore(this.#start);
    this.#filedUnder.forgetBefore(this.#start);
    this.#instants.forgetBefore(this.#start);
  }

  #read(telling: Telling): Reading {
    const reading = this.#readings.get(telling) ?? this.#vocabulary.read(telling);
    this.#readings.set(telling, reading);
    return reading;
  }

  /** The story among these that an article is most like, of those it joins. */
  #place(article: Compared, atMs: number, stories: readonly number[]): Place {
    let best = NOWHERE;
    for (const story of stories) {
      const likeness = this.#likeness(article.vector, atMs, story);
      if (likeness <= best.likeness || likeness < this.#bar(article.words, story)) continue;
      if (this.#isToldIn(story, article)) best = { story, likeness };
    }
    return best;
  }

  /** The stories that share the heaviest terms, best first. */
  #candidates(vector: Vector): readonly number[] {
    const shared = new Map<number, number>();
    for (const { term, weight } of heaviestTerms(vector, PROBED_TERMS)) {
      this.#found.visit(term, (slot) => {
        const story = this.#filedUnder.at(slot);
        shared.set(story, (shared.get(story) ?? 0) + weight * weight);
      });
    }
    return highest(shared, MOST_CANDIDATES);
  }

  #isToldIn(story: number, article: Compared): boolean {
    const judge = this.#judgeOf(story);
    return (this.#stories.get(story)?.tellings ?? []).some((telling) => retells(article, telling, judge));
  }

  #judgeOf(story: number): TermJudge {
    const own = new Map<number, boolean>();
    return {
      isSpecific: (term) => this.#vocabulary.isSpecific(term),
      isOwn: (term) => {
        const isOwn = own.get(term) ?? this.#isOwn(term, story);
        own.set(term, isOwn);
        return isOwn;
      },
    };
  }

  /** Whether a term is hardly met outside a story: among the newest articles that have it. */
  #isOwn(term: number, story: number): boolean {
    if (!isWordTerm(term)) return false;
    let all = 0;
    let here = 0;
    this.#found.visit(term, (slot) => {
      all++;
      if (this.#filedUnder.at(slot) === story) here++;
    });
    return here >= OWN_ARTICLES && here >= OWN_SHARE * all;
  }

  #likeness(vector: Vector, atMs: number, story: number): number {
    const open = this.#stories.get(story);
    if (open === undefined) return 0;
    const apartMs = Math.abs(atMs - open.lastToldMs);
    if (apartMs > CLOSED_AFTER_MS) return 0;
    const days = apartMs / DAY_MS;
    return cosine(vector, open.sum) * Math.exp(-(days * days) / (2 * FADES_DAYS * FADES_DAYS));
  }

  /** From how alike on an article with so many words joins a story. */
  #bar(words: number, story: number): number {
    const told = this.#stories.get(story)?.tellings.length ?? 1;
    if (words < SNIPPET_WORDS) return told === 1 ? ALIKE_TWO : ALIKE_HEADLINES;
    return (words < TEXT_WORDS ? ALIKE_SNIPPETS : ALIKE_TEXTS) * (1 + STRICTER * Math.log2(told));
  }
}

/** The keys with the highest values, highest first, of equals the smaller key; a few of many are found without putting all in order. */
function highest(values: ReadonlyMap<number, number>, most: number): readonly number[] {
  const best: (readonly [number, number])[] = [];
  for (const [key, value] of values) {
    const [lastKey = 0, last = 0] = best.at(-1) ?? [];
    if (best.length === most && (value < last || (value === last && key > lastKey))) continue;
    let place = best.length;
    while (place > 0 && isHigher(key, value, best[place - 1])) place--;
    best.splice(place, 0, [key, value]);
    if (best.length > most) best.pop();
  }
  return best.map(([key]) => key);
}

function isHigher(key: number, value: number, [otherKey, other]: readonly [number, number] = [0, 0]): boolean {
  return value > other || (value === other && key < otherKey);
}
