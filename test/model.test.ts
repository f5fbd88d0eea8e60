import { expect, onTestFinished, test } from 'vitest';
import { createWriter } from '../src/app/write.ts';
import { openDatabase } from '../src/database/open.ts';
import type { Happening } from '../src/domain/happening.ts';
import type { StoryId } from '../src/domain/ids.ts';
import type { Model, Prompt } from '../src/domain/model.ts';
import { createModel } from '../src/openai/model.ts';
import { writePrompt } from '../src/summary/prompt.ts';
import { startModel } from './support/openai.ts';
import type { ModelMode } from './support/openai-replies.ts';

const SHOWN = {
  publisher: 'Quay Times',
  headline: 'Harbour closed after a storm',
  text: 'The harbour of Port Ellis was closed on Monday after a storm. Ferries stayed in port for the whole of the morning. The first boats are expected to sail again on Tuesday at noon.',
};
const PROMPT: Prompt = writePrompt({ shown: [SHOWN], language: 'en', style: 'short', target: null }, 'n0nce');
const LAST_TWO =
  'Ferries stayed in port for the whole of the morning. The first boats are expected to sail again on Tuesday at noon.';
const NOON = new Date('2031-03-03T12:00:00Z');
const FOREVER = new AbortController().signal;

async function open(mode: ModelMode = { kind: 'extract' }) {
  const server = await startModel();
  onTestFinished(server.close);
  server.setMode(mode);
  const happenings: Happening[] = [];
  const time = { now: NOON };
  const model: Model = await createModel({
    key: server.key,
    baseUrl: server.url,
    model: server.name,
    report: (happening) => happenings.push(happening),
    clock: () => time.now,
  });
  return { server, model, happenings, time, pass: (ms: number) => (time.now = new Date(time.now.getTime() + ms)) };
}

test('a model answers in the schema, and its own count of tokens is believed', async () => {
  const { server, model } = await open();
  const outcome = await model.ask(PROMPT, FOREVER);
  expect(outcome).toMatchObject({ kind: 'answered', tokens: expect.any(Number) });
  expect(outcome.kind === 'answered' && JSON.parse(outcome.text)).toEqual({
    summary: LAST_TWO,
    evidence: [LAST_TWO],
    skip: false,
  });
  expect(server.requests[0]?.body).toMatchObject({
    model: server.name,
    response_format: { type: 'json_schema', json_schema: { name: 'news_summary', strict: true } },
    max_tokens: expect.any(Number),
  });
  expect(outcome.tokens).toBeLessThan(model.mostTokens(PROMPT));
});

test('what may be used is never less than what a tokenizer makes of digits and of other scripts', async () => {
  const { model } = await open();
  const empty = model.mostTokens({ ...PROMPT, user: '' });
  expect(model.mostTokens({ ...PROMPT, user: '7'.repeat(1000) }) - empty).toBe(1000);
  expect(model.mostTokens({ ...PROMPT, user: 'ہ'.repeat(1000) }) - empty).toBe(2000);
});

test('a server that knows no schema is asked in plainer ways, and only once', async () => {
  const { server, model } = await open({ kind: 'no-json-mode' });
  expect(await model.ask(PROMPT, FOREVER)).toMatchObject({ kind: 'answered', text: LAST_TWO });
  expect(server.requests.map(({ body }) => (body['response_format'] as { type: string } | undefined)?.type)).toEqual([
    'json_schema',
    'json_object',
    undefined,
  ]);
  await model.ask(PROMPT, FOREVER);
  expect(server.requests).toHaveLength(4);
});

test.each<[string, ModelMode, object]>([
  ['nothing', { kind: 'empty' }, { kind: 'answered', text: '' }],
  ['a refusal', { kind: 'refusal' }, { kind: 'declined', reason: 'refusal' }],
  ['half an answer', { kind: 'truncated' }, { kind: 'declined', reason: 'cut-off' }],
  ['what a filter left', { kind: 'content-filter' }, { kind: 'declined', reason: 'filtered' }],
  ['that the prompt is too long', { kind: 'context' }, { kind: 'declined', reason: 'too-long', tokens: 0 }],
  ['broken JSON', { kind: 'malformed' }, { kind: 'failed', reason: 'no-answer', tokens: null, againAfterMs: 500 }],
  ['a page', { kind: 'html' }, { kind: 'failed', reason: 'no-answer', tokens: null, againAfterMs: 500 }],
  ['no choice', { kind: 'no-choices' }, { kind: 'failed', reason: 'no-answer', againAfterMs: 500 }],
  ['a reset', { kind: 'reset' }, { kind: 'failed', reason: 'unreachable', tokens: null, againAfterMs: 500 }],
  ['500', { kind: 'status', status: 500 }, { kind: 'failed', reason: 'server-error', tokens: 0, againAfterMs: 500 }],
  ['503', { kind: 'status', status: 503 }, { kind: 'failed', reason: 'server-error', tokens: 0, againAfterMs: 500 }],
  ['401', { kind: 'status', status: 401 }, { kind: 'failed', reason: 'wrong-key', tokens: 0, againAfterMs: null }],
  ['404', { kind: 'status', status: 404 }, { kind: 'failed', reason: 'unknown-model', againAfterMs: null }],
  ['an empty account', { kind: 'quota' }, { kind: 'failed', reason: 'used-up', tokens: 0, againAfterMs: null }],
  ['a short pause', { kind: 'slow-down', retryAfterSeconds: 2 }, { reason: 'busy', tokens: 0, againAfterMs: 2000 }],
])('%s is an outcome, no exception', async (_, mode, outcome) => {
  const { server, model, happenings } = await open(mode);
  const came = await model.ask(PROMPT, FOREVER);
  expect(came).toMatchObject(outcome);
  expect(server.requests).toHaveLength(1);
  expect(happenings).toHaveLength(came.kind === 'failed' ? 1 : 0);
  expect(JSON.stringify(happenings)).not.toContain(server.key);
});

test.each([
  ['nobody listens', async () => (await closed()).url, 'ECONNREFUSED'],
  ['its name is nobody’s', async () => 'http://model.invalid/v1', /^(?:ENOTFOUND|EAI_AGAIN)$/u],
  ['no request may go to its port', async () => 'http://127.0.0.1:1/v1', 'bad port'],
  ['it speaks no TLS', async () => (await opened()).url.replace('http:', 'https:'), /^(?:ERR_SSL_|EPROTO)/u],
])('a request that never left, since %s, costs nothing', async (_, url, detail) => {
  const happenings: Happening[] = [];
  const report = (happening: Happening) => void happenings.push(happening);
  const model = await createModel({ key: null, baseUrl: await url(), model: 'any', report, clock: () => NOON });
  expect(await model.ask(PROMPT, FOREVER)).toMatchObject({ kind: 'failed', reason: 'unreachable', tokens: 0 });
  expect(happenings).toMatchObject([
    { event: 'model-failed', why: 'unreachable', detail: expect.stringMatching(detail) },
  ]);
});

async function opened() {
  const server = await startModel();
  onTestFinished(server.close);
  return server;
}

async function closed() {
  const server = await startModel();
  await server.close();
  return server;
}

test('what was set aside for requests that never left is all there again', async () => {
  const { server, model, happenings } = await open();
  await server.close();
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const report = (happening: Happening) => void happenings.push(happening);
  const writer = createWriter({ ...db, model, dailyTokens: 100_000, report, clock: () => NOON });
  const subject = { story: 1 as StoryId, version: 1, language: 'en', style: 'short', contentHash: 'x' } as const;
  const ask = { shown: [SHOWN], language: 'en', style: 'short', target: null } as const;
  expect(await writer.write({ subject, ask })).toBeNull();
  expect(happenings.filter(({ event }) => event === 'model-failed')).toHaveLength(2);
  expect(await db.budget.used('2031-03-03')).toBe(0);
});

test('an answer that never comes ends with the deadline, and may have cost all that was set aside', async () => {
  const { server, model } = await open({ kind: 'hang' });
  const deadline = new AbortController();
  const asking = model.ask(PROMPT, deadline.signal);
  await server.until(() => server.requests.length === 1);
  deadline.abort();
  expect(await asking).toEqual({ kind: 'failed', reason: 'late', tokens: null, againAfterMs: null });
  await server.until(() => server.requests[0]?.isAborted === true);
});

test('a pause the server asks for is kept, however long', async () => {
  const { server, model, happenings, pass } = await open({ kind: 'slow-down', retryAfterSeconds: 7200 });
  expect(await model.ask(PROMPT, FOREVER)).toMatchObject({ reason: 'busy', againAfterMs: null });
  expect(model.restsUntil()).toEqual(new Date('2031-03-03T14:00:00Z'));
  server.setMode({ kind: 'extract' });
  pass(7_199_000);
  expect(await model.ask(PROMPT, FOREVER)).toMatchObject({ kind: 'failed', reason: 'resting', tokens: 0 });
  expect(server.requests).toHaveLength(1);
  pass(1_001);
  expect(await model.ask(PROMPT, FOREVER)).toMatchObject({ kind: 'answered' });
  expect(model.restsUntil()).toBeNull();
  expect(happenings).toHaveLength(1);
});

test('after five failures in a row the server is left alone for a minute, and after one more for another', async () => {
  const { server, model, pass } = await open({ kind: 'status', status: 500 });
  for (let times = 0; times < 5; times++) await model.ask(PROMPT, FOREVER);
  expect(model.restsUntil()).toEqual(new Date('2031-03-03T12:01:00Z'));
  expect(await model.ask(PROMPT, FOREVER)).toMatchObject({ reason: 'resting' });
  expect(server.requests).toHaveLength(5);
  pass(60_000);
  expect(await model.ask(PROMPT, FOREVER)).toMatchObject({ reason: 'server-error', againAfterMs: null });
  expect(model.restsUntil()).toEqual(new Date('2031-03-03T12:02:00Z'));
  pass(60_000);
  server.setMode({ kind: 'extract' });
  await model.ask(PROMPT, FOREVER);
  server.setMode({ kind: 'status', status: 500 });
  await model.ask(PROMPT, FOREVER);
  expect(model.restsUntil()).toBeNull();
});

test('four are asked at one time; who waits in line and is called off has cost nothing', async () => {
  const { server, model } = await open({ kind: 'hang' });
  const [first, last] = [new AbortController(), new AbortController()];
  const asked = Array.from({ length: 4 }, () => model.ask(PROMPT, first.signal));
  const waiting = model.ask(PROMPT, last.signal);
  const behind = model.ask(PROMPT, FOREVER);
  await server.until(() => server.requests.length === 4);
  last.abort();
  expect(await waiting).toMatchObject({ reason: 'late', tokens: 0 });
  server.setMode({ kind: 'extract' });
  first.abort();
  await Promise.all(asked);
  expect(await behind).toMatchObject({ kind: 'answered' });
  expect(server.requests).toHaveLength(5);
  expect(server.peak()).toBe(4);
});
