import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Report } from '../domain/happening.ts';
import type { Model, ModelOutcome, Prompt } from '../domain/model.ts';
import type { Story } from '../domain/story.ts';
import type { BudgetStore, Summary, SummaryStore, SummarySubject } from '../domain/summary.ts';
import { acceptAnswer } from '../summary/accept.ts';
import { type Ask, type Shown, showArticles, writePrompt } from '../summary/prompt.ts';

/** What writing summaries with a model rests on. */
export interface WritingRoom {
  readonly summaries: SummaryStore;
  readonly budget: BudgetStore;
  readonly model: Model;
  /** Tokens the model may use on one UTC day. */
  readonly dailyTokens: number;
  readonly report: Report;
  readonly clock: () => Date;
}

/** A summary that a model could write. */
export interface Task {
  readonly subject: SummarySubject;
  readonly ask: Ask;
}

/** Has summaries written, each once however many ask for it at one time. */
export interface Writer {
  /** Whether the model is worth asking: it is not being left alone, and today's tokens are not used up. */
  canWrite(): boolean;
  /** What the model's text came to, kept for good; null when there is none for now. Never throws for what a model may do. */
  write(task: Task): Promise<Summary | null>;
  /** Breaks off what is under way. */
  stop(): Promise<void>;
}

/** Grows when the prompt changes, so that what an old one brought is not taken for the new one's. */
const PROMPT_VERSION = 1;
const NONCE_BYTES = 9;
/** Over both tries: a small model on a processor takes most of it for a long story. */
const DEADLINE_MS = 60_000;
const MOST_TRIES = 2;
/** When the day's cap has no room, calls under way may still give some back. */
const BROKE_REST_MS = 60_000;

/** The task of summing a story up, in its own language where `target` is null; null when its articles leave too little to ask about. */
export function taskOf(
  { id, version, language }: Story,
  articles: readonly Shown[],
  { style, target }: Pick<Ask, 'style' | 'target'>,
  model: string,
): Task | null {
  const shown = showArticles(articles, language);
  if (shown.length === 0) return null;
  const asked = [PROMPT_VERSION, model, language, style, shown, ...(target === null ? [] : [target])];
  const contentHash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  return {
    subject: { story: id, version, language: target ?? language, style, contentHash },
    ask: { shown, language, style, target },
  };
}

export function createWriter(room: WritingRoom): Writer {
  const underWay = new Map<string, Promise<Summary | null>>();
  const stopping = new AbortController();
  const purse = createPurse(room);
  return {
    canWrite: () => !stopping.signal.aborted && room.model.restsUntil() === null && !purse.isEmpty(),
    async write(task) {
      const { contentHash } = task.subject;
      const known = underWay.get(contentHash);
      if (known !== undefined) return await known;
      const work = writeOnce(room, purse, task, stopping.signal).finally(() => underWay.delete(contentHash));
      underWay.set(contentHash, work);
      return await work;
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(underWay.values());
    },
  };
}

async function writeOnce(room: WritingRoom, purse: Purse, task: Task, stopping: AbortSignal): Promise<Summary | null> {
  const { subject } = task;
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const prompt = writePrompt(task.ask, nonce);
  const outcome = await ask(room, purse, prompt, AbortSignal.any([stopping, AbortSignal.timeout(DEADLINE_MS)]));
  if (outcome.kind === 'failed' || outcome.kind === 'too-dear') {
    const why = outcome.kind === 'failed' ? outcome.reason : 'budget';
    room.report({ event: 'summarised', story: subject.story, by: 'extractive', why });
    return null;
  }
  const summary: Summary =
    outcome.kind === 'declined'
      ? { kind: 'rejected', reason: outcome.reason, detail: '' }
      : acceptAnswer(outcome.text, task.ask);
  await room.summaries.keep(subject, summary, room.clock());
  const isTold = summary.kind === 'accepted';
  room.report({
    event: 'summarised',
    story: subject.story,
    by: isTold ? 'model' : 'extractive',
    why: isTold ? null : summary.reason,
  });
  return summary;
}

type Asked = ModelOutcome | { readonly kind: 'too-dear' };

/** Asks, and once more where a second try is worth it; each try is paid for. */
async function ask({ model }: WritingRoom, purse: Purse, prompt: Prompt, signal: AbortSignal): Promise<Asked> {
  let outcome: Asked = { kind: 'too-dear' };
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const most = model.mostTokens(prompt);
    const settle = await purse.take(most);
    if (settle === null) return outcome;
    outcome = await model.ask(prompt, signal);
    await settle(outcome.tokens ?? most);
    if (outcome.kind !== 'failed' || outcome.againAfterMs === null || tries === MOST_TRIES) return outcome;
    if (!(await rest(outcome.againAfterMs, signal))) return outcome;
  }
  return outcome;
}

/** False when the signal came first. */
async function rest(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

/** The tokens of the day. */
interface Purse {
  /** Sets tokens aside; what is given back must be called with what was used. Null when the day has no room for them. */
  take(tokens: number): Promise<((used: number) => Promise<void>) | null>;
  isEmpty(): boolean;
}

function createPurse({ budget, dailyTokens, report, clock }: WritingRoom): Purse {
  let emptyUntil: Date | null = null;
  let toldOn = '';
  return {
    isEmpty: () => emptyUntil !== null && emptyUntil > clock(),
    async take(tokens) {
      const now = clock();
      const day = now.toISOString().slice(0, 10);
      if (await budget.reserve(day, tokens, dailyTokens)) return (used) => budget.settle(day, tokens, used);
      emptyUntil = new Date(now.getTime() + BROKE_REST_MS);
      const detail = `today's ${dailyTokens} tokens leave no room for one of ${tokens}`;
      if (toldOn !== day) report({ event: 'model-failed', why: 'budget', detail, until: null });
      toldOn = day;
      return null;
    },
  };
}
