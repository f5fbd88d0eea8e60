/** What a language model is asked. */
export interface Prompt {
  readonly system: string;
  readonly user: string;
  /** The name and JSON schema of the object it shall answer with. */
  readonly answer: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
}

/**
 * What came of one try. `tokens` is what it used by the server's own count; null when that is not known, since the answer was lost on its way or says
 * nothing of it: then all that was set aside for the try counts as used.
 */
export type ModelOutcome =
  | { readonly kind: 'answered'; readonly text: string; readonly tokens: number | null }
  /** The model will not, or cannot, answer this prompt: to ask it again is no use. */
  | { readonly kind: 'declined'; readonly reason: Declined; readonly tokens: number | null }
  /** Something stood between: the same prompt may succeed later. `againAfterMs` is null when a second try now is no use. */
  | {
      readonly kind: 'failed';
      readonly reason: ModelTrouble;
      readonly tokens: number | null;
      readonly againAfterMs: number | null;
    };

/** It refused, a filter cut it off, it ran out of room for its answer, or the prompt was too long for it. */
type Declined = 'refusal' | 'filtered' | 'cut-off' | 'too-long';

/**
 * Why a model gave no answer: nobody answered in time or at all, it asked for a pause, its server failed, what it sent was no answer, the key or the
 * model's name is wrong, the account is used up, or it is being left alone after too many of these.
 */
export type ModelTrouble =
  | 'late'
  | 'unreachable'
  | 'busy'
  | 'server-error'
  | 'no-answer'
  | 'wrong-key'
  | 'unknown-model'
  | 'used-up'
  | 'refused-request'
  | 'resting';

/** A language model, whoever serves it. */
export interface Model {
  /** What the server calls it. */
  readonly name: string;
  /** The most tokens one try may use. */
  mostTokens(prompt: Prompt): number;
  /** Tries once, until the signal; never throws for what a server may do. */
  ask(prompt: Prompt, signal: AbortSignal): Promise<ModelOutcome>;
  /** Until when it is to be left alone; null when it may be asked. */
  restsUntil(): Date | null;
}
