/** A weight per term; those of unit length compare by their product alone. */
export type Vector = ReadonlyMap<string, number>;

/** How often each term occurs in how many of the lists. */
export function documentFrequency(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const frequency = new Map<string, number>();
  for (const list of lists) for (const term of new Set(list)) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  return frequency;
}

/** Unit vectors of tf-idf, the lists being the documents; a term of every list still counts a little. */
export function tfIdfVectors(lists: readonly (readonly string[])[]): readonly Vector[] {
  const frequency = documentFrequency(lists);
  return lists.map((list) => {
    const counts = new Map<string, number>();
    for (const term of list) counts.set(term, (counts.get(term) ?? 0) + 1);
    const rarity = (term: string): number => Math.log(lists.length / (frequency.get(term) ?? 1)) + 0.3;
    return unit(new Map(Array.from(counts, ([term, count]) => [term, (1 + Math.log(count)) * rarity(term)])));
  });
}

/** The same direction with length 1; of nothing, nothing. */
export function unit(vector: Vector): Vector {
  let square = 0;
  for (const weight of vector.values()) square += weight * weight;
  if (square === 0) return vector;
  const length = Math.sqrt(square);
  return new Map(Array.from(vector, ([term, weight]) => [term, weight / length]));
}

/** The cosine of two unit vectors. */
export function dot(one: Vector, other: Vector): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}

/** Adds a vector to a running sum, in place. */
export function addTo(sum: Map<string, number>, vector: Vector): void {
  for (const [term, weight] of vector) sum.set(term, (sum.get(term) ?? 0) + weight);
}

/** How far each figure lies from the mean, in standard deviations, at most 3. */
export function standardize(figures: readonly number[]): readonly number[] {
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
  const deviation = Math.sqrt(figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0) / figures.length) || 1;
  return figures.map((figure) => Math.max(-3, Math.min(3, (figure - mean) / deviation)));
}
