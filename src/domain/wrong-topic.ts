/** What a query lacks at the column that is wrong; the catalogue has a phrase for each. */
export type ExpectedInQuery =
  | 'word'
  | 'quote'
  | 'close'
  | 'open'
  | 'shorter'
  | 'fewer'
  | 'shallower'
  | 'field'
  | 'section'
  | 'language'
  | 'operator'
  | 'wildcard';

/** A query that cannot be read, and where. */
export interface WrongTopic {
  readonly kind: 'wrong-topic';
  readonly given: string;
  readonly column: number;
  readonly expected: ExpectedInQuery;
}
