import type * as OpenAi from 'openai';
import type { ChatCompletion } from 'openai/resources/chat/completions';
import type { Report } from '../domain/happening.ts';
import type { Model, ModelOutcome, Prompt } from '../domain/model.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import { concede, type Dialect, firstDialect, mostAnswerTokens, requestOf } from './dialect.ts';
import { type Failure, readFailure } from './failure.ts';
import { createTurns } from './turns.ts';

/** What a model is reached with. */
export interface ModelSettings {
  /** Local servers want none. */
  readonly key: string | null;
  /** With its version, as in http://127.0.0.1:11434/v1; OpenAI's own when null. */
  readonly baseUrl: string | null;
  readonly model: string;
  readonly report: Report;
  readonly clock: () => Date;
}

const OPENAI_URL = 'https://api.openai.com/v1';
/** Summaries written at one time: what a small account and one graphics card answer without queueing. */
const MOST_AT_ONCE = 4;
/** A second try comes this long after the first; a server that asks for more is left alone. */
const SECOND_TRY_MS = 500;
const LONGEST_WAIT_MS = 5_000;
/** Marks of the roles around the messages. */
const FRAME_TOKENS = 50;

/** The parts of one model that its tries share. */
interface Line {
  readonly settings: ModelSettings;
  readonly openai: typeof OpenAi;
  readonly client: OpenAi.OpenAI;
  readonly breaker: Breaker;
  /** What the server understood last. */
  dialect: Dialect;
}

/** A model behind any server with OpenAI's chat completions. The package is loaded here: it costs seconds, and only who has a model pays for it. */
export async function createModel(settings: ModelSettings): Promise<Model> {
  const openai = await import('openai');
  const baseURL = settings.baseUrl ?? OPENAI_URL;
  // Retries are ours: the package's wait for too long, or not long enough.
  const client = new openai.OpenAI({
    apiKey: settings.key ?? 'none',
    baseURL,
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
  });
  const breaker = createBreaker(settings.clock);
  const line: Line = { settings, openai, client, breaker, dialect: firstDialect(baseURL, settings.model) };
  const turns = createTurns(MOST_AT_ONCE);
  return {
    name: settings.model,
    restsUntil: breaker.restsUntil,
    mostTokens: (prompt) => tokensOf(prompt) + mostAnswerTokens(line.dialect),
    async ask(prompt, signal) {
      if (!(await turns.take(signal))) return { kind: 'failed', reason: 'late', tokens: 0, againAfterMs: null };
      try {
        if (breaker.restsUntil() !== null) return { kind: 'failed', reason: 'resting', tokens: 0, againAfterMs: null };
        return await tryOnce(line, prompt, signal);
      } finally {
        turns.give();
      }
    },
  };
}

/**
 * More than any tokenizer makes of it, without knowing which: runs of plain letters and blanks take at least two characters a token, everything else
 * (digits, signs, other scripts) at least a byte.
 */
function tokensOf({ system, user, answer }: Prompt): number {
  const text = `${system}\n${user}\n${JSON.stringify(answer)}`;
  const plain = text.match(/[a-z ]/giu)?.length ?? 0;
  return Math.ceil(plain / 2) + Buffer.byteLength(text) - plain + FRAME_TOKENS;
}

/** One try; what the server refuses of our way to ask is given up and asked again, which costs nothing. */
async function tryOnce(line: Line, prompt: Prompt, signal: AbortSignal): Promise<ModelOutcome> {
  let dialect: Dialect | null = line.dialect;
  let failure: Failure | null = null;
  while (dialect !== null) {
    try {
      const body = requestOf(line.settings.model, prompt, dialect);
      const completion: unknown = await line.client.chat.completions.create(body, { signal });
      return read(line, completion, dialect);
    } catch (error) {
      failure = readFailure(line.openai, error, line.settings.clock());
      if (failure.reason !== 'dialect') return settle(line, failure);
      dialect = concede(dialect, failure.detail);
    }
  }
  return settle(line, failure);
}

/** Reads what came with a 200: servers and proxies send pages, nothing, or a list without choices too. */
function read(line: Line, completion: unknown, dialect: Dialect): ModelOutcome {
  const { choices, usage } = (typeof completion === 'object' ? (completion ?? {}) : {}) as Partial<ChatCompletion>;
  const choice = Array.isArray(choices) ? choices[0] : undefined;
  const count = usage?.total_tokens;
  // Some servers count nothing and say 0.
  const tokens = typeof count === 'number' && count > 0 ? count : null;
  if (typeof choice?.message !== 'object' || choice.message === null) {
    const detail = typeof completion === 'string' ? 'it sent a page' : 'it sent no choice';
    return settle(line, { reason: 'no-answer', detail, tokens: null, pauseMs: null });
  }
  line.breaker.succeeded();
  line.dialect = dialect;
  const { content, refusal } = choice.message;
  if (typeof refusal === 'string' && refusal !== '') return { kind: 'declined', reason: 'refusal', tokens };
  if (choice.finish_reason === 'content_filter') return { kind: 'declined', reason: 'filtered', tokens };
  if (choice.finish_reason === 'length') return { kind: 'declined', reason: 'cut-off', tokens };
  return { kind: 'answered', text: typeof content === 'string' ? content : '', tokens };
}

/** Counts a failure, tells of it, and says whether a second try is worth it. */
function settle({ settings, breaker }: Line, failure: Failure | null): ModelOutcome {
  const { reason, detail, tokens, pauseMs } = failure ?? UNSAID;
  if (reason === 'too-long') return { kind: 'declined', reason, tokens };
  breaker.failed(pauseMs !== null && pauseMs > LONGEST_WAIT_MS ? pauseMs : null);
  const why = reason === 'dialect' ? 'refused-request' : reason;
  const until = breaker.restsUntil();
  settings.report({ event: 'model-failed', why, detail, until });
  const isWorthIt = until === null && why !== 'late' && why !== 'refused-request';
  const againAfterMs = isWorthIt ? Math.max(SECOND_TRY_MS, pauseMs ?? 0) : null;
  return { kind: 'failed', reason: why, tokens, againAfterMs };
}

const UNSAID: Failure = { reason: 'no-answer', detail: '', tokens: null, pauseMs: null };
