type Cells = Uint16Array | Uint32Array | Float64Array;

/** Cells are kept in chunks: growing copies nothing, and forgetting the oldest gives whole chunks back. */
const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;

/** A long list of numbers outside the collector's reach, which grows at its end and forgets at its beginning. Positions never change. */
export class Column {
  readonly #cells: new (
    size: number,
  ) => Cells;
  #chunks: (Cells | undefined)[] = [];
  #length = 0;

  constructor(cells: new (size: number) => Cells) {
    this.#cells = cells;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): number {
    const position = this.#length++;
    if ((position & (CHUNK - 1)) === 0) this.#chunks.push(new this.#cells(CHUNK));
    this.set(position, value);
    return position;
  }

  /** The number at a position; 0 where it is forgotten. */
  at(position: number): number {
    return this.#chunks[position >>> CHUNK_BITS]?.[position & (CHUNK - 1)] ?? 0;
  }

  set(position: number, value: number): void {
    const chunk = this.#chunks[position >>> CHUNK_BITS];
    if (chunk !== undefined) chunk[position & (CHUNK - 1)] = value;
  }

  /** Gives back the chunks that lie wholly before a position. */
  forgetBefore(position: number): void {
    for (let chunk = (position >>> CHUNK_BITS) - 1; chunk >= 0 && this.#chunks[chunk] !== undefined; chunk--) {
      this.#chunks[chunk] = undefined;
    }
  }
}
