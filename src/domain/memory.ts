/** Something that happened, as it is kept for /why. */
export interface Memory {
  readonly at: Date;
  readonly event: 'poll-failed' | 'told-again' | 'summarised';
  /** What it happened to: `source:ID`, `story:ID` or `address:CANONICAL`. */
  readonly about: `${'source' | 'story' | 'address'}:${string}`;
  /** The sentence, code or id that goes with it. */
  readonly detail: string;
}

export interface MemoryStore {
  keep(memories: readonly Memory[]): Promise<void>;
  /** What happened to one thing, the latest first. */
  about(about: Memory['about'], limit: number): Promise<readonly Memory[]>;
  /** Forgets what happened before an instant, and the mutes that ended. */
  forgetBefore(instant: Date): Promise<void>;
}
