import type { Section } from '../domain/section.ts';
import { foldWord, wordsOf } from '../text/words.ts';
import { SECTION_WORDS, TITLE_WEIGHT } from './lexicon.ts';

/**
 * A logistic regression over the words of English articles, hashed into 2^bits buckets, and over our lexicon's hits, which stand in
 * the buckets after those. test/bench/fit-sections.ts fits it. Weights are bytes to be multiplied by `scale`, one for each section in each bucket.
 */
export interface SectionModel {
  readonly bits: number;
  readonly sections: readonly Section[];
  readonly bias: readonly number[];
  readonly scale: number;
  readonly weights: Int8Array | Float32Array;
}

/** A text as the model sees it: buckets and their values. */
export interface Features {
  readonly buckets: readonly number[];
  readonly values: readonly number[];
}

/** Words (logarithmic counts) and lexicon hits, each made a vector of length 1, so that long texts weigh no more than short ones. */
export function featuresOf(title: string, text: string, hits: readonly number[], bits: number): Features {
  const counts = new Map<string, number>();
  const count = (words: readonly string[], weight: number): void => {
    for (const word of words) counts.set(singular(word), (counts.get(singular(word)) ?? 0) + weight);
  };
  count(wordsOf(title).map(foldWord), TITLE_WEIGHT);
  count(wordsOf(text).slice(0, SECTION_WORDS).map(foldWord), 1);
  const hashed = new Map<number, number>();
  for (const [word, times] of counts) {
    const bucket = hashWord(word) & ((1 << bits) - 1);
    hashed.set(bucket, (hashed.get(bucket) ?? 0) + 1 + Math.log(times));
  }
  return {
    buckets: [...hashed.keys(), ...hits.map((_, at) => (1 << bits) + at)],
    values: [...unitLength([...hashed.values()]), ...unitLength(hits)],
  };
}

function singular(word: string): string {
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** FNV-1a, 32 bits, over UTF-16 units. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function unitLength(values: readonly number[]): readonly number[] {
  const length = Math.hypot(...values);
  return length === 0 ? values : values.map((value) => value / length);
}

/** How likely each of the model's sections is, in their order; they sum to 1. */
export function sectionChances(model: SectionModel, features: Features): readonly number[] {
  const count = model.sections.length;
  const sums = [...model.bias];
  features.buckets.forEach((bucket, at) => {
    const value = (features.values[at] ?? 0) * model.scale;
    for (let section = 0; section < count; section += 1) {
      sums[section] = (sums[section] ?? 0) + (model.weights[bucket * count + section] ?? 0) * value;
    }
  });
  return softmax(sums);
}

/** Exponentials shared out so that they sum to 1; the highest is taken off first, for e^x overflows. */
export function softmax(sums: readonly number[]): readonly number[] {
  const highest = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
