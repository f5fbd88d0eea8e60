import OpenAI, { APIConnectionError, APIUserAbortError } from 'openai';
import { expect, onTestFinished, test } from 'vitest';
import { type Model, startModel } from './support/openai.ts';

const ARTICLE =
  'The harbour was closed on Monday after a storm. Ferries stayed in port for the whole of the morning. The first boats are expected to sail again on Tuesday at noon.';
const LAST_TWO =
  'Ferries stayed in port for the whole of the morning. The first boats are expected to sail again on Tuesday at noon.';

async function open(): Promise<{ readonly model: Model; readonly client: OpenAI }> {
  const model = await startModel();
  onTestFinished(model.close);
  return { model, client: new OpenAI({ baseURL: model.url, apiKey: model.key, maxRetries: 0 }) };
}

const SCHEMA = {
  type: 'object',
  properties: {
    summary: { type: 'string' },
    evidence: { type: 'array', items: { type: 'string' } },
    skip: { type: 'boolean' },
  },
};

function ask(client: OpenAI, more: object = {}, signal?: AbortSignal) {
  const messages = [{ role: 'user' as const, content: ARTICLE }];
  return client.chat.completions.create(
    { model: 'standin-mini', messages, ...more, stream: false },
    signal ? { signal } : {},
  );
}

const AS_JSON = { response_format: { type: 'json_schema', json_schema: { name: 'summary', schema: SCHEMA } } };

test('a model asked for a schema answers in it, with sentences of the article', async () => {
  const { model, client } = await open();
  const [choice] = (await ask(client, AS_JSON)).choices;
  expect(JSON.parse(choice?.message.content ?? '')).toEqual({ summary: LAST_TWO, evidence: [LAST_TWO], skip: false });
  expect(model.requests).toMatchObject([{ mode: 'extract', isAborted: false }]);
});

test('the article may be only a part of what the user wrote', async () => {
  const { model, client } = await open();
  model.setMode({ kind: 'extract', from: /^(.*?)The first/su });
  const [choice] = (await ask(client)).choices;
  expect(choice?.message.content).toBe(
    'The harbour was closed on Monday after a storm. Ferries stayed in port for the whole of the morning.',
  );
});

test('an answer that never comes can be aborted, and the server knows', async () => {
  const { model, client } = await open();
  model.setMode({ kind: 'hang' });
  const abort = new AbortController();
  const asking = ask(client, {}, abort.signal);
  const outcome = expect(asking).rejects.toBeInstanceOf(APIUserAbortError);
  await model.until(() => model.requests.length === 1);
  abort.abort();
  await outcome;
  await model.until(() => model.requests[0]?.isAborted === true);
});

test.each([
  [
    { kind: 'slow-down', retryAfterSeconds: 3 },
    { status: 429, code: 'rate_limit_exceeded' },
  ],
  [{ kind: 'quota' }, { status: 429, code: 'insufficient_quota' }],
  [{ kind: 'status', status: 500 }, { status: 500 }],
  [
    { kind: 'status', status: 401 },
    { status: 401, code: 'invalid_api_key' },
  ],
  [{ kind: 'context' }, { status: 400, code: 'context_length_exceeded' }],
  [{ kind: 'no-json-mode' }, { status: 400 }],
] as const)('the mode %o is refused as a real server does', async (mode, error) => {
  const { model, client } = await open();
  model.setMode(mode);
  await expect(ask(client, AS_JSON)).rejects.toMatchObject(error);
});

test('a server without a JSON mode still answers in plain text', async () => {
  const { model, client } = await open();
  model.setMode({ kind: 'no-json-mode' });
  expect((await ask(client)).choices[0]?.message.content).toBe(LAST_TWO);
});

test.each([
  [{ kind: 'fixed', reply: 'Said so' }, 'Said so', 'stop'],
  [{ kind: 'empty' }, '', 'stop'],
  [{ kind: 'whitespace' }, ' \n\n ', 'stop'],
  [{ kind: 'echo' }, ARTICLE, 'stop'],
  [{ kind: 'huge', sentences: 2 }, 'Sentence that goes on. Sentence that goes on. ', 'stop'],
  [{ kind: 'preamble' }, `Sure! Here's a summary of the article:\n\n${LAST_TWO}`, 'stop'],
  [{ kind: 'think' }, `<think>The user wants a summary.</think>\n${LAST_TWO}`, 'stop'],
  [{ kind: 'fenced' }, `\`\`\`json\n${LAST_TWO}\n\`\`\``, 'stop'],
  [{ kind: 'truncated' }, LAST_TWO.slice(0, LAST_TWO.length / 2), 'length'],
  [{ kind: 'content-filter' }, '', 'content_filter'],
] as const)('in the mode %o the model says what the mode is named for', async (mode, content, reason) => {
  const { model, client } = await open();
  model.setMode(mode);
  expect((await ask(client)).choices).toMatchObject([{ finish_reason: reason, message: { content } }]);
});

test('a refusal to answer in a schema leaves the content empty', async () => {
  const { model, client } = await open();
  model.setMode({ kind: 'refusal' });
  const [choice] = (await ask(client, AS_JSON)).choices;
  expect(choice?.message).toMatchObject({ content: null, refusal: expect.stringContaining("can't help") });
});

test('what a model makes up or was made to say comes in the shape asked for', async () => {
  const { model, client } = await open();
  model.setMode({ kind: 'hallucinate' });
  expect((await ask(client, AS_JSON)).choices[0]?.message.content).toMatch(/^\{"summary":"President Zorbo/u);
  model.setMode({ kind: 'injected' });
  expect((await ask(client, AS_JSON)).choices[0]?.message.content).toContain('@everyone');
});

test('answers that are no answers reach the client as they are', async () => {
  const { model, client } = await open();
  model.setMode({ kind: 'html' });
  expect(await ask(client)).toContain('502 Bad Gateway');
  model.setMode({ kind: 'no-choices' });
  expect((await ask(client)).choices).toEqual([]);
  model.setMode({ kind: 'malformed' });
  await expect(ask(client)).rejects.toThrow(/JSON/u);
  model.setMode({ kind: 'reset' });
  await expect(ask(client)).rejects.toBeInstanceOf(APIConnectionError);
});

test('a slow answer comes, and a token limit cuts it', async () => {
  const { model, client } = await open();
  model.setMode({ kind: 'slow', delayMs: 20 });
  expect((await ask(client, { max_completion_tokens: 5 })).choices).toMatchObject([
    { finish_reason: 'length', message: { content: LAST_TWO.slice(0, 20) } },
  ]);
});

test('a rule holds for the prompts it fits until it is used up', async () => {
  const { model, client } = await open();
  model.addRule({ match: /ferries/iu, times: 1, mode: { kind: 'fixed', reply: 'once' } });
  const said = async () => (await ask(client)).choices[0]?.message.content;
  expect([await said(), await said()]).toEqual(['once', LAST_TWO]);
});

test('requests at one time are counted', async () => {
  const { model, client } = await open();
  model.setMode({ kind: 'hang' });
  const leave = new AbortController();
  const asked = [1, 2, 3].map(() => ask(client, {}, leave.signal).catch(() => undefined));
  await model.until(() => model.requests.length === 3);
  leave.abort();
  await Promise.all(asked);
  expect(model.peak()).toBe(3);
});

test('a wrong key is refused, and the models are listed', async () => {
  const { model, client } = await open();
  expect((await client.models.list()).data.map(({ id }) => id)).toEqual([model.name]);
  await expect(ask(new OpenAI({ baseURL: model.url, apiKey: 'wrong', maxRetries: 0 }))).rejects.toMatchObject({
    status: 401,
  });
});
