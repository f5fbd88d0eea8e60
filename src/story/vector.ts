/** A text as weighted terms (32-bit hashes), terms in growing order. */
export interface Vector {
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
}

export interface Weighed {
  readonly term: number;
  readonly weight: number;
}

/** The heaviest `most` of the terms, brought to length 1. */
export function unitVector(weighed: readonly Weighed[], most: number): Vector {
  const vector = heaviest(weighed, most);
  const length = lengthOf(vector) || 1;
  return { terms: vector.terms, weights: vector.weights.map((weight) => weight / length) };
}

/** The sum of two vectors, of which the heaviest `most` terms are kept. */
export function addVectors(a: Vector, b: Vector, most: number): Vector {
  const sum = new Map<number, number>();
  for (const { terms, weights } of [a, b]) {
    terms.forEach((term, i) => {
      sum.set(term, (sum.get(term) ?? 0) + (weights[i] ?? 0));
    });
  }
  return heaviest(
    Array.from(sum, ([term, weight]) => ({ term, weight })),
    most,
  );
}

/** The heaviest `most` terms of a vector, heaviest first. */
export function heaviestTerms({ terms, weights }: Vector, most: number): readonly Weighed[] {
  return Array.from(terms, (term, i) => ({ term, weight: weights[i] ?? 0 }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most);
}

/** How alike two vectors are, 0 to 1, whatever their lengths. */
export function cosine(a: Vector, b: Vector): number {
  const lengths = lengthOf(a) * lengthOf(b);
  return lengths === 0 ? 0 : dot(a, b) / lengths;
}

/** The terms both vectors have, in growing order. */
export function sharedTerms(a: Vector, b: Vector): readonly number[] {
  const shared: number[] = [];
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length; ) {
    const term = a.terms[i] ?? 0;
    const apart = term - (b.terms[j] ?? 0);
    if (apart === 0) shared.push(term);
    if (apart <= 0) i++;
    if (apart >= 0) j++;
  }
  return shared;
}

function dot(a: Vector, b: Vector): number {
  let product = 0;
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length; ) {
    const apart = (a.terms[i] ?? 0) - (b.terms[j] ?? 0);
    if (apart === 0) product += (a.weights[i] ?? 0) * (b.weights[j] ?? 0);
    if (apart <= 0) i++;
    if (apart >= 0) j++;
  }
  return product;
}

/** A story's vector is compared with many articles before it changes. */
const lengths = new WeakMap<Vector, number>();

function lengthOf(vector: Vector): number {
  const known = lengths.get(vector);
  if (known !== undefined) return known;
  let squares = 0;
  for (const weight of vector.weights) squares += weight * weight;
  const length = Math.sqrt(squares);
  lengths.set(vector, length);
  return length;
}

function heaviest(weighed: readonly Weighed[], most: number): Vector {
  const kept = weighed.length <= most ? [...weighed] : [...weighed].sort((a, b) => b.weight - a.weight).slice(0, most);
  kept.sort((a, b) => a.term - b.term);
  return {
    terms: Uint32Array.from(kept, ({ term }) => term),
    weights: Float32Array.from(kept, ({ weight }) => weight),
  };
}
