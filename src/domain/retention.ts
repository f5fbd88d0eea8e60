/** The row last looked at; the work goes on behind it. */
export interface Mark {
  readonly at: number;
  readonly id: number;
}

export const START: Mark = { at: 0, id: 0 };

/** What came of one batch: small enough that nobody waits for it. */
export interface Dropped {
  readonly count: number;
  /** Where the next batch begins; null when all that is old was looked at. */
  readonly next: Mark | null;
}

/** Forgets what is older than an instant, a batch at a time; each begins behind `from`. */
export interface RetentionStore {
  /** Digests, their deliveries and what they told; what they told of a story that was still told since `aliveSince` stays, and they with it. */
  dropDigests(before: Date, aliveSince: Date, from: Mark): Promise<Dropped>;
  /** The messages of editions of which none is still to be sent. */
  dropParts(before: Date, from: Mark): Promise<Dropped>;
  /** Editions no digest is of any more. */
  dropEditions(before: Date, from: Mark): Promise<Dropped>;
  /** Stories as digests told them. */
  dropTellings(before: Date, from: Mark): Promise<Dropped>;
  /**
   * Stories last told before, with their articles. One of which a source may still list an article stays, so that this article is not taken for a new
   * one: it was listed since `listedSince`, or its source has brought nothing new since.
   */
  dropStories(before: Date, listedSince: Date, from: Mark): Promise<Dropped>;
  dropSummaries(before: Date, from: Mark): Promise<Dropped>;
}
