import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Change } from './change.ts';
import { addressOf, answerJson, header, listen, readBody } from './loopback.ts';
import { type ModelMode, reply, type Said } from './openai-replies.ts';
import { isPayload, list, number, type Payload, payload, text } from './payload.ts';

/** A mode for the requests whose prompt fits (`match`), so many times (for ever unless told). */
type ModelRule = { readonly match?: RegExp; readonly times?: number; readonly mode: ModelMode };

/** A request as the model got it. `isAborted` once the client hung up before the answer was out. */
type ModelRequest = {
  readonly body: Payload;
  readonly prompt: string;
  readonly mode: ModelMode['kind'];
  readonly isAborted: boolean;
};

/** An OpenAI-compatible server on loopback. Give `url` to the bot as its base URL. */
export type Model = {
  readonly url: string;
  readonly key: string;
  readonly name: string;
  readonly requests: readonly ModelRequest[];
  /** The most requests that were open at one time. */
  peak(): number;
  setMode(mode: ModelMode): void;
  /** Rules are looked at before the mode, the first that fits and is not used up counts. */
  addRule(rule: ModelRule): void;
  /** Waits until something holds that this server knows of; throws after 15 s. */
  until(isReached: () => boolean): Promise<void>;
  close(): Promise<void>;
};

const KEY = 'key-of-a-stand-in-for-tests';
const NAME = 'standin-mini';

type Desk = {
  mode: ModelMode;
  open: number;
  peak: number;
  readonly rules: { readonly rule: ModelRule; left: number }[];
  readonly requests: ModelRequest[];
  readonly change: Change;
};

/** Starts a model that extracts until told otherwise. */
export async function startModel(): Promise<Model> {
  const desk: Desk = { mode: { kind: 'extract' }, open: 0, peak: 0, rules: [], requests: [], change: new Change() };
  const server = await listen((request, response) => answer(desk, request, response));
  return {
    url: `${server.url}/v1`,
    key: KEY,
    name: NAME,
    requests: desk.requests,
    peak: () => desk.peak,
    setMode: (mode) => {
      desk.mode = mode;
    },
    addRule: (rule) => desk.rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }),
    until: (isReached) => desk.change.until(isReached),
    close: server.close,
  };
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = addressOf(request);
  const body = payload((await readBody(request)).value);
  if (header(request, 'authorization') !== `Bearer ${KEY}`) answerError(response, 401);
  else if (pathname === '/v1/models')
    answerJson(response, 200, { object: 'list', data: [{ id: NAME, object: 'model' }] });
  else if (pathname !== '/v1/chat/completions') answerError(response, 404);
  else if (!isRequest(body)) answerError(response, 400, 'you must provide a model and messages', 'invalid_request');
  else await chat(desk, body, request, response);
}

function isRequest(body: Payload): boolean {
  return text(body['model']) !== '' && list(body['messages']).length > 0;
}

async function chat(desk: Desk, body: Payload, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const said = messagesOf(body);
  const prompt = said.map(({ content }) => content).join('\n');
  const mode = chooseMode(desk, prompt);
  record(desk, { body, prompt, mode: mode.kind, isAborted: false }, response);
  if (mode.kind === 'slow') await sleep(mode.delayMs);
  if (response.destroyed || misbehave(mode, body, prompt, request, response)) return;
  answerJson(response, 200, completion(body, prompt, finished(mode, body, reply(mode, said, body)), mode));
}

function messagesOf(body: Payload): readonly Said[] {
  return list(body['messages'])
    .map(payload)
    .map(({ role, content }) => ({ role: text(role), content: contentOf(content) }));
}

function contentOf(content: unknown): string {
  const parts = list(content).filter(isPayload);
  return parts.length > 0 ? parts.map((part) => text(part['text'])).join('\n') : text(content);
}

function chooseMode(desk: Desk, prompt: string): ModelMode {
  const found = desk.rules.find(({ rule, left }) => left > 0 && (rule.match?.test(prompt) ?? true));
  if (found === undefined) return desk.mode;
  found.left -= 1;
  return found.rule.mode;
}

function record(desk: Desk, asked: ModelRequest, response: ServerResponse): void {
  const at = desk.requests.push(asked) - 1;
  desk.open += 1;
  desk.peak = Math.max(desk.peak, desk.open);
  desk.change.notify();
  response.on('close', () => {
    desk.open -= 1;
    desk.requests[at] = { ...asked, isAborted: !response.writableFinished };
    desk.change.notify();
  });
}

/** Answers (or does not) the way a broken or unwilling server would; false when the mode is to answer properly. */
function misbehave(
  mode: ModelMode,
  body: Payload,
  prompt: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  switch (mode.kind) {
    case 'hang':
      return true;
    case 'reset':
      request.socket.resetAndDestroy();
      return true;
    case 'slow-down':
      answerError(response, 429, 'Rate limit reached for requests', 'rate_limit_exceeded', {
        'retry-after': String(Math.ceil(mode.retryAfterSeconds)),
        'retry-after-ms': String(mode.retryAfterSeconds * 1000),
      });
      return true;
    case 'quota':
      answerError(
        response,
        429,
        'You exceeded your current quota, please check your plan and billing details.',
        'insufficient_quota',
      );
      return true;
    case 'status':
      answerError(response, mode.status);
      return true;
    case 'context':
      answerError(
        response,
        400,
        `This model's maximum context length is exceeded: ${tokens(prompt)} tokens.`,
        'context_length_exceeded',
      );
      return true;
    default:
      return garble(mode, body, response);
  }
}

function garble(mode: ModelMode, body: Payload, response: ServerResponse): boolean {
  if (mode.kind === 'malformed')
    answerRaw(response, 'application/json', '{"id":"chatcmpl-x","choices":[{"index":0,"mess');
  else if (mode.kind === 'html') answerRaw(response, 'text/html', '<!doctype html><h1>502 Bad Gateway</h1>');
  else if (mode.kind === 'no-choices') answerJson(response, 200, { ...envelope(body), choices: [] });
  else if (mode.kind === 'no-json-mode' && 'response_format' in body) {
    answerError(response, 400, "'response_format' of this type is not supported with this model.", 'invalid_request');
  } else return false;
  return true;
}

function answerRaw(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type });
  response.end(body);
}

const USUAL: Readonly<Record<number, readonly [message: string, code: string | null]>> = {
  401: ['Incorrect API key provided.', 'invalid_api_key'],
  404: ['The model does not exist or you do not have access to it.', 'model_not_found'],
  500: ['The server had an error while processing your request. Sorry about that!', null],
  503: ['The engine is currently overloaded, please try again later', null],
};

function answerError(
  response: ServerResponse,
  status: number,
  said?: string,
  code?: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const [message, usualCode] = USUAL[status] ?? ['Unknown error', null];
  const type = status >= 500 ? 'server_error' : 'invalid_request_error';
  answerJson(
    response,
    status,
    { error: { message: said ?? message, type, param: null, code: code ?? usualCode } },
    headers,
  );
}

type Finished = { readonly content: string; readonly reason: 'stop' | 'length' | 'content_filter' };

/** Characters of English in a token, about. */
const TOKEN_CHARACTERS = 4;

function tokens(said: string): number {
  return Math.ceil(said.length / TOKEN_CHARACTERS);
}

/** Cuts a reply where the mode or the request's own token limit says so. */
function finished(mode: ModelMode, body: Payload, content: string): Finished {
  const most = number(body['max_completion_tokens'] ?? body['max_tokens']);
  if (mode.kind === 'content-filter') return { content: '', reason: 'content_filter' };
  if (mode.kind === 'truncated') return { content: content.slice(0, content.length / 2), reason: 'length' };
  if (most > 0 && tokens(content) > most)
    return { content: content.slice(0, most * TOKEN_CHARACTERS), reason: 'length' };
  return { content, reason: 'stop' };
}

function completion(body: Payload, prompt: string, { content, reason }: Finished, mode: ModelMode): Payload {
  const isRefusal = mode.kind === 'refusal' && 'response_format' in body;
  const message = { role: 'assistant', content: isRefusal ? null : content, refusal: isRefusal ? content : null };
  const [asked, given] = [tokens(prompt), tokens(content)];
  const usage = { prompt_tokens: asked, completion_tokens: given, total_tokens: asked + given };
  return { ...envelope(body, prompt), choices: [{ index: 0, message, logprobs: null, finish_reason: reason }], usage };
}

function envelope(body: Payload, prompt = ''): Payload {
  const id = `chatcmpl-${createHash('sha256').update(prompt).digest('hex').slice(0, 16)}`;
  return { id, object: 'chat.completion', created: 1_700_000_000, model: body['model'] };
}
