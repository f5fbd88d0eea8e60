import { isWordTerm } from './terms.ts';

/** What a source says in this share of its articles is its manner or its one subject: it tells none of them apart. */
const HOUSE_SHARE = 0.3;
/** From so many articles on a source's manner can be told. */
const LEAST_ARTICLES = 4;
/** Articles of a source that are remembered, by about 100 words of 4 bytes each. */
const REMEMBERED = 24;
/** A source's manner is looked at anew after so many articles. */
const RENEWED_EVERY = 4;
/** Sources remembered at about 10 KiB each; the one not heard of for longest is forgotten first. */
const MOST_SOURCES = 1000;

interface House {
  articles: readonly Uint32Array[];
  words: ReadonlySet<number>;
  read: number;
}

const NOTHING: ReadonlySet<number> = new Set();

/** Learns which words each source uses in everything: the name of a series, its presenters, a section, its one subject. */
export class HouseStyle {
  readonly #houses = new Map<string | number, House>();

  /** The words that tell nothing in this source, by their terms. */
  of(source: string | number): ReadonlySet<number> {
    return this.#houses.get(source)?.words ?? NOTHING;
  }

  learn(source: string | number, terms: readonly number[]): void {
    const house = this.#houses.get(source) ?? { articles: [], words: NOTHING, read: 0 };
    this.#houses.delete(source);
    this.#houses.set(source, house);
    const [oldest] = this.#houses.keys();
    if (this.#houses.size > MOST_SOURCES && oldest !== undefined) this.#houses.delete(oldest);
    house.articles = [...house.articles, Uint32Array.from(terms.filter(isWordTerm))].slice(-REMEMBERED);
    if (++house.read % RENEWED_EVERY === 0) house.words = commonTo(house.articles);
  }
}

function commonTo(articles: readonly Uint32Array[]): ReadonlySet<number> {
  if (articles.length < LEAST_ARTICLES) return NOTHING;
  const counts = new Map<number, number>();
  for (const terms of articles) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const most = HOUSE_SHARE * articles.length;
  return new Set([...counts].filter(([, count]) => count > most).map(([term]) => term));
}
