import type * as OpenAi from 'openai';
import type { ModelTrouble } from '../domain/model.ts';

/** What went wrong with a request. */
export interface Failure {
  readonly reason: ModelTrouble | 'too-long' | 'dialect';
  /** The server's own words, or the network's; for the log. */
  readonly detail: string;
  /** What it may have cost: nothing where the server did no work, null where nobody knows. */
  readonly tokens: 0 | null;
  /** How long the server is to be left alone; null when a second try may follow at once. */
  readonly pauseMs: number | null;
}

/** What only the operator can mend (a key, a model's name, an empty account) is looked at again after this. */
const HOPELESS_REST_MS = 600_000;
const LONGEST_DETAIL = 200;
/** Codes of connections that were never made, or whose other end is not who it should be. */
const NOT_CONNECTED = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
  ...[
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ],
  ...['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_SSL_WRONG_VERSION_NUMBER'],
]);
/** Steps of a request before anything of it is sent. */
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo']);
/** What fetch itself refuses, without a code: https://fetch.spec.whatwg.org/#port-blocking names the ports, 1 and 9 among them. */
const NEVER_TRIED = new Set(['bad port', 'unknown scheme']);

/** Reads what the client threw. Rethrows what is no fault of the server or the network. */
export function readFailure(openai: typeof OpenAi, error: unknown, now: Date): Failure {
  if (error instanceof openai.APIUserAbortError || error instanceof openai.APIConnectionTimeoutError)
    return { reason: 'late', detail: 'no answer before the deadline', tokens: null, pauseMs: null };
  if (error instanceof openai.APIConnectionError) return brokenConnection(error);
  if (error instanceof openai.APIError && error.status !== undefined) return refusal(error, now);
  if (error instanceof SyntaxError || error instanceof TypeError)
    return { reason: 'no-answer', detail: 'what it sent is no JSON', tokens: null, pauseMs: null };
  throw error;
}

function brokenConnection(error: Error): Failure {
  const causes = causesOf(error);
  const detail = causes.findLast(({ code }) => code !== undefined)?.code ?? causes.at(-1)?.message ?? error.message;
  const tokens = causes.some(isBeforeSending) ? 0 : null;
  return { reason: 'unreachable', detail, tokens, pauseMs: null };
}

/** What Node tells of a connection that failed. */
type Cause = Pick<NodeJS.ErrnoException, 'code' | 'syscall' | 'message' | 'cause'>;

/** Nothing of the request had left: nobody can have worked on it. */
function isBeforeSending({ code = '', syscall = '', message }: Cause): boolean {
  return NOT_CONNECTED.has(code) || BEFORE_SENDING.has(syscall) || NEVER_TRIED.has(message);
}

function causesOf(error: unknown): readonly Cause[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

function refusal(error: OpenAi.APIError, now: Date): Failure {
  const detail = error.message.slice(0, LONGEST_DETAIL);
  const nothingDone = { detail, tokens: 0, pauseMs: null } as const;
  switch (error.status) {
    case 400:
    case 422:
      return { ...nothingDone, reason: isTooLong(error) ? 'too-long' : 'dialect' };
    case 413:
      return { ...nothingDone, reason: 'too-long' };
    case 401:
    case 403:
      return { ...nothingDone, reason: 'wrong-key', pauseMs: HOPELESS_REST_MS };
    case 404:
      return { ...nothingDone, reason: 'unknown-model', pauseMs: HOPELESS_REST_MS };
    case 429:
      return error.code === 'insufficient_quota'
        ? { ...nothingDone, reason: 'used-up', pauseMs: HOPELESS_REST_MS }
        : { ...nothingDone, reason: 'busy', pauseMs: retryAfterMs(error.headers, now) };
    default:
      return { ...nothingDone, reason: 'server-error', pauseMs: retryAfterMs(error.headers, now) };
  }
}

function isTooLong({ code, message }: OpenAi.APIError): boolean {
  return code === 'context_length_exceeded' || /context (?:length|window|size)|prompt is too long/iu.test(message);
}

/** Retry-After in seconds or as a date, and the exact form in milliseconds that some servers add; however long. */
function retryAfterMs(headers: Headers | undefined, now: Date): number | null {
  const exact = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (exact >= 0) return exact;
  const given = headers?.get('retry-after') ?? '';
  const ms = /^\d+(?:\.\d+)?$/u.test(given) ? Number(given) * 1000 : Date.parse(given) - now.getTime();
  return ms >= 0 ? ms : null;
}
