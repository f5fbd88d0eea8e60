/** One article as this stage sees it: who told what, where and when. */
export interface Telling {
  readonly id: number;
  /** The canonical address; null when it has no page. */
  readonly address: string | null;
  readonly source: string | number;
  readonly headline: string;
  /** Plain text, paragraphs separated by line breaks; empty when the feed gives none. */
  readonly text: string;
  /** BCP 47; null when unknown. */
  readonly language: string | null;
  readonly at: Date;
}
