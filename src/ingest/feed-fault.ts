import { type PhraseKey, sayPlain, type Values } from '../phrases/say.ts';

/** Why something is not read as a feed: `html` is a page (which may name its feeds), `empty` has nothing in it, `large` is over our limits. */
export type FeedFaultKind = 'html' | 'empty' | 'large' | 'other';

/** Thrown for what is not a feed; the message is a sentence for people. */
export class FeedFault extends Error {
  readonly kind: FeedFaultKind;

  constructor(kind: FeedFaultKind, phrase: PhraseKey, values: Values = {}, options?: ErrorOptions) {
    super(sayPlain('en', phrase, values), options);
    this.name = 'FeedFault';
    this.kind = kind;
  }
}
