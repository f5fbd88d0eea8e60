/** What an article's page says, read from HTML or from a plain-text dump of one; untrusted until it becomes an article. */
export interface Page {
  readonly headline: string | null;
  readonly byline: readonly string[];
  /** The news agency the text is credited to, in its short form: AP, AFP, APP, Reuters, dpa. */
  readonly credit: string | null;
  readonly publisher: string | null;
  readonly published: Date | null;
  readonly updated: Date | null;
  /** BCP 47 primary language. */
  readonly language: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  /** Where the text was filed from, as in "WASHINGTON, Feb 1 (APP):"; taken off the text. */
  readonly dateline: string | null;
  /** The address of the lead image, absolute. */
  readonly image: string | null;
  /** The address the page calls its own (rel=canonical), absolute. */
  readonly canonical: string | null;
  /** The body: paragraphs separated by line breaks, boilerplate off. */
  readonly text: string;
}
