import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { Prompt } from '../domain/model.ts';

/** How one server wants to be asked. What it refuses is given up, one thing after the other. */
export interface Dialect {
  /** How the shape of the answer is asked for; `text` leaves it to the prompt. */
  readonly format: 'schema' | 'object' | 'text';
  readonly limit: 'max_completion_tokens' | 'max_tokens';
  /** Models that think before they answer are asked to do little of it. */
  readonly effort: 'low' | null;
}

/** Models of OpenAI that think first, and refuse settings of those that do not. */
const THINKS_FIRST = /^(?:gpt-[5-9]|o\d)/u;
/** A summary with its evidence takes a few hundred tokens in English, a thousand in Urdu; thinking comes on top. */
const ANSWER_TOKENS = 1_500;
const THINKING_TOKENS = 2_500;

/** What to try first: OpenAI's own way with its own server, else the one all compatible servers know. */
export function firstDialect(baseUrl: string, model: string): Dialect {
  const isOpenAi = new URL(baseUrl).hostname.endsWith('openai.com');
  return {
    format: 'schema',
    limit: isOpenAi ? 'max_completion_tokens' : 'max_tokens',
    effort: isOpenAi && THINKS_FIRST.test(model) ? 'low' : null,
  };
}

/** The most tokens an answer may have. */
export function mostAnswerTokens({ effort }: Dialect): number {
  return ANSWER_TOKENS + (effort === null ? 0 : THINKING_TOKENS);
}

/** The next way to ask, after a server refused this one with these words; null when there is none left. */
export function concede(dialect: Dialect, refusal: string): Dialect | null {
  if (dialect.effort !== null && /reasoning/iu.test(refusal)) return { ...dialect, effort: null };
  if (/max_(?:completion_)?tokens/u.test(refusal) && dialect.limit === 'max_tokens')
    return { ...dialect, limit: 'max_completion_tokens' };
  switch (dialect.format) {
    case 'schema':
      return { ...dialect, format: 'object' };
    case 'object':
      return { ...dialect, format: 'text' };
    case 'text':
      return null;
  }
}

/** The request's body in this dialect. */
export function requestOf(model: string, prompt: Prompt, dialect: Dialect): ChatCompletionCreateParamsNonStreaming {
  return {
    model,
    messages: [
      { role: 'system', content: prompt.system },
      { role: 'user', content: prompt.user },
    ],
    [dialect.limit]: mostAnswerTokens(dialect),
    ...(dialect.effort === null ? {} : { reasoning_effort: dialect.effort }),
    ...formatOf(prompt, dialect),
  };
}

function formatOf(
  { answer }: Prompt,
  { format }: Dialect,
): Pick<ChatCompletionCreateParamsNonStreaming, 'response_format'> {
  switch (format) {
    case 'schema':
      return { response_format: { type: 'json_schema', json_schema: { ...answer, strict: true } } };
    case 'object':
      return { response_format: { type: 'json_object' } };
    case 'text':
      return {};
  }
}
