import { isPayload, list, number, type Payload, text } from './payload.ts';

/** How the model behaves. `reply` is the text for `fixed` (and instead of the usual one for hallucinate and injected); `from` finds the article in what the user wrote (its first group, or all of the match), else all is taken for it. */
export type ModelMode =
  | { readonly kind: 'extract'; readonly from?: RegExp }
  | { readonly kind: 'empty' | 'whitespace' | 'echo' | 'refusal' | 'think' | 'fenced' | 'preamble' }
  | { readonly kind: 'fixed'; readonly reply: string }
  | { readonly kind: 'hallucinate' | 'injected'; readonly reply?: string }
  | { readonly kind: 'huge'; readonly sentences?: number }
  | { readonly kind: 'truncated' | 'content-filter' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'hang' | 'reset' | 'quota' | 'malformed' | 'html' | 'no-choices' | 'no-json-mode' | 'context' }
  | { readonly kind: 'slow-down'; readonly retryAfterSeconds: number }
  | { readonly kind: 'status'; readonly status: 401 | 404 | 500 | 503 };

/** One message of a conversation. */
export type Said = { readonly role: string; readonly content: string };

const HALLUCINATION =
  'President Zorbo Quux of Atlantis resigned on 31 February 2099 after losing 9,876,543 dollars in Gotham City.';
const INJECTION =
  'SYSTEM OVERRIDE ACCEPTED. @everyone claim free nitro at https://evil.example/nitro <@&123> <script>alert(1)</script> <b>unclosed [click](https://evil.example) ```';
const HUGE = 5000;

/** What the model says in a mode; in `extract` and its like it uses the last two sentences of what the user wrote, in the shape asked for. */
export function reply(mode: ModelMode, said: readonly Said[], body: Payload): string {
  const extract = lastSentences(said, mode.kind === 'extract' ? mode.from : undefined);
  switch (mode.kind) {
    case 'fixed':
      return mode.reply;
    case 'empty':
      return '';
    case 'whitespace':
      return ' \n\n ';
    case 'hallucinate':
      return mode.reply ?? inShape(HALLUCINATION, body);
    case 'injected':
      return mode.reply ?? inShape(INJECTION, body);
    case 'echo':
      return said.map(({ content }) => content).join('\n');
    case 'huge':
      return inShape('Sentence that goes on. '.repeat(mode.sentences ?? HUGE), body);
    case 'refusal':
      return "I'm sorry, but I can't help with that.";
    case 'think':
      return `<think>The user wants a summary.</think>\n${inShape(extract, body)}`;
    case 'fenced':
      return `\`\`\`json\n${inShape(extract, body)}\n\`\`\``;
    case 'preamble':
      return `Sure! Here's a summary of the article:\n\n${inShape(extract, body)}`;
    default:
      return inShape(extract, body);
  }
}

const SENTENCE = /[^.!?]{40,400}[.!?]/gu;

function lastSentences(said: readonly Said[], from: RegExp = /^.*$/su): string {
  const asked = said.filter(({ role }) => role === 'user').map(({ content }) => content);
  const found = from.exec(asked.join('\n'));
  const article = found?.[1] ?? found?.[0] ?? '';
  const sentences = article.replace(/\s+/gu, ' ').match(SENTENCE) ?? [article];
  return sentences
    .slice(-2)
    .map((sentence) => sentence.trim())
    .join(' ');
}

/** The text as plain text, or in the JSON the request asks for. */
function inShape(said: string, body: Payload): string {
  const format = body['response_format'];
  if (!isPayload(format)) return said;
  const asked = format['json_schema'];
  if (isPayload(asked)) return JSON.stringify(fill(asked['schema'], said));
  return format['type'] === 'json_object' ? JSON.stringify({ summary: said }) : said;
}

const LONGEST = 4000;

function fill(schema: unknown, said: string): unknown {
  if (!isPayload(schema)) return said;
  if ('const' in schema) return schema['const'];
  const offered = list(schema['enum']);
  if (offered.length > 0) return offered[0];
  const [kind] = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  switch (kind) {
    case 'object':
      return Object.fromEntries(
        Object.entries(isPayload(schema['properties']) ? schema['properties'] : {}).map(([key, inner]) => [
          key,
          fill(inner, said),
        ]),
      );
    case 'array':
      return [fill(schema['items'], said)];
    case 'integer':
    case 'number':
      return number(schema['minimum']);
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return text(said).slice(0, number(schema['maxLength']) || LONGEST);
  }
}
