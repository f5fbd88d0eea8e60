/** Why something is not read as a feed: `html` is a page (which may name its feeds), `empty` has nothing in it, `large` is over our limits. */
export type FeedFaultKind = 'html' | 'empty' | 'large' | 'other';

/** Thrown for what is not a feed; the message is a sentence for people. */
export class FeedFault extends Error {
  readonly kind: FeedFaultKind;

  constructor(kind: FeedFaultKind, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'FeedFault';
    this.kind = kind;
  }
}
