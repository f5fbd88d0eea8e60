/** One item of a feed, as the feed gives it: untrusted until it becomes an article. */
export interface Entry {
  /** The feed's own identifier (guid, id, rdf:about), trimmed; null when it gives none. */
  readonly id: string | null;
  /** Absolute where the feed's base allows it; null when the entry has no page of its own. */
  readonly link: string | null;
  /** Plain text, white space collapsed; null when the feed gives none. */
  readonly title: string | null;
  /** The fullest body the feed carries, as plain text with paragraphs separated by line breaks. */
  readonly text: string;
  readonly published: Date | null;
  readonly updated: Date | null;
  readonly authors: readonly string[];
  /** The feed's own categories, as written. */
  readonly categories: readonly string[];
  /** The address of the lead image, absolute; null when there is none. */
  readonly image: string | null;
  /** ISO 639-1, of its words; null while nobody has told, or when they tell nothing. */
  readonly language: string | null;
  /** Where an aggregator says the item comes from (RSS source, Atom source title); null otherwise. */
  readonly via: string | null;
}

/** A feed as read, whatever its format. */
export interface Feed {
  readonly title: string | null;
  /** The site's home page. */
  readonly home: string | null;
  /** BCP 47, as the feed states it; a prior, not a fact. */
  readonly language: string | null;
  readonly entries: readonly Entry[];
  readonly hints: PaceHints;
}

/** What a feed says about how often it wants to be asked. */
export interface PaceHints {
  /** RSS ttl, in minutes. */
  readonly ttlMinutes: number | null;
  /** sy:updatePeriod and sy:updateFrequency as one interval, in minutes. */
  readonly updateMinutes: number | null;
  /** Hours (0 to 23, GMT) in which the feed asks not to be polled. */
  readonly skipHours: readonly number[];
  /** Days (1 Monday to 7 Sunday, GMT) on which the feed asks not to be polled. */
  readonly skipDays: readonly number[];
}
