import type { Telling } from '../../src/story/telling.ts';

const SOURCES = 1000;
const SENTENCES = 20;
const STOCK_SENTENCES = 20_000;

/** A made-up article of about 300 words. */
export interface Made {
  readonly telling: Telling;
  /** The article it is an edited copy of. */
  readonly copyOf: number | null;
}

/**
 * Makes articles that come `stepMs` apart, the same in every run: every tenth is an edited copy of one of the last so many, every source prints a
 * standing text under each article, and a twentieth of all sentences is stock that any article may carry.
 */
export class ArticleMaker {
  readonly #stepMs: number;
  readonly #copiedFromLast: number;
  readonly #random = seededRandom(7);
  readonly #words = Array.from({ length: 40_000 }, () => this.#makeWord());
  readonly #stock = Array.from({ length: STOCK_SENTENCES }, () => this.#makeSentence());
  readonly #standing = Array.from({ length: SOURCES }, () =>
    [this.#makeSentence(), this.#makeSentence(), this.#makeSentence()].join(' '),
  );
  readonly #recent: { readonly id: number; readonly sentences: readonly string[] }[] = [];
  #made = 0;

  constructor(stepMs: number, copiedFromLast: number) {
    this.#stepMs = stepMs;
    this.#copiedFromLast = copiedFromLast;
  }

  /** How many were made. */
  get made(): number {
    return this.#made;
  }

  make(): Made {
    const id = ++this.#made;
    const original = id % 10 === 0 ? this.#recent[Math.floor(this.#random() * this.#recent.length)] : undefined;
    const source = Math.floor(this.#random() * SOURCES);
    const sentences = original === undefined ? this.#makeText() : this.#editText(original.sentences);
    if (original === undefined) this.#remember({ id, sentences });
    const telling = {
      id,
      address: `https://s${source}.example/${id}`,
      source,
      headline: sentences[0] ?? '',
      text: `${sentences.join(' ')}\n${this.#standing[source]}`,
      language: 'en',
      at: new Date(id * this.#stepMs),
    };
    return { telling, copyOf: original?.id ?? null };
  }

  #makeText(): readonly string[] {
    return Array.from({ length: SENTENCES }, () =>
      this.#random() < 0.05 ? this.#pick(this.#stock) : this.#makeSentence(),
    );
  }

  /** A fifth of the sentences dropped, a tenth written anew. */
  #editText(sentences: readonly string[]): readonly string[] {
    return sentences
      .filter(() => this.#random() > 0.2)
      .map((sentence) => (this.#random() < 0.1 ? this.#makeSentence() : sentence));
  }

  #remember(original: { readonly id: number; readonly sentences: readonly string[] }): void {
    if (this.#recent.length < this.#copiedFromLast) this.#recent.push(original);
    else this.#recent[original.id % this.#copiedFromLast] = original;
  }

  /** Some words are far more frequent than others, as in any language (the square of an even spread). */
  #makeSentence(): string {
    const word = (): string => this.#words[Math.floor(this.#random() ** 2 * this.#words.length)] ?? '';
    return `${Array.from({ length: 15 }, word).join(' ')}.`;
  }

  #makeWord(): string {
    const syllable = (): string => this.#pick([...'bdfgklmnprstvz']) + this.#pick([...'aeiou']);
    const syllables = Array.from({ length: 1 + Math.floor(this.#random() * 3) }, syllable);
    return syllables.join('') + this.#pick(['', 'n', 'r', 's']);
  }

  #pick<Item>(list: readonly Item[]): Item {
    const item = list[Math.floor(this.#random() * list.length)];
    if (item === undefined) throw new Error('There is nothing to pick from an empty list.');
    return item;
  }
}

/** Mulberry32: the same articles in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
