import type { Validators } from '../domain/source.ts';
import { type PhraseKey, sayPlain } from '../phrases/say.ts';

/** How one fetch ended. Nothing of it is thrown: a dead server is an ordinary thing. */
export type FetchOutcome = Fetched | Unchanged | RefusedByUs | Answered | Failed | Held;

/** A body, decompressed and complete. */
export interface Fetched extends Answer {
  readonly kind: 'fetched';
  readonly contentType: string | null;
  readonly bytes: Uint8Array;
}

/** 304: what we have is still right. Validators are those the answer carried, if any. */
export interface Unchanged extends Answer {
  readonly kind: 'unchanged';
}

/** No request was made, or its redirect was not followed: the address is not one we fetch. */
export interface RefusedByUs {
  readonly kind: 'refused-by-us';
  readonly redirects: readonly Redirect[];
  readonly sentence: string;
}

/** The server said something else than a body: 4xx, 5xx, or a redirect to nowhere. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** When it may be asked again, if it said so. */
  readonly retryAfter: Date | null;
  readonly redirects: readonly Redirect[];
  readonly sentence: string;
}

export interface Failed {
  readonly kind: 'failed';
  readonly cause: FailureCause;
  readonly redirects: readonly Redirect[];
  readonly sentence: string;
}

/** No request was made: the host asked for quiet until then. */
export interface Held {
  readonly kind: 'held';
  readonly until: Date;
}

interface Answer {
  readonly status: number;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  readonly redirects: readonly Redirect[];
  readonly validators: Validators;
  readonly freshness: Freshness;
}

export interface Redirect {
  readonly status: number;
  readonly to: string;
}

/** The headers that say how long an answer stays fresh, as written. */
export interface Freshness {
  readonly cacheControl: string | null;
  readonly expires: string | null;
  readonly date: string | null;
  readonly age: string | null;
}

export type FailureCause =
  | 'timeout'
  | 'dns'
  | 'connect'
  | 'reset'
  | 'tls'
  | 'too-big'
  | 'encoding'
  | 'loop'
  | 'not-http';

export function failed(cause: FailureCause, redirects: readonly Redirect[]): Failed {
  return { kind: 'failed', cause, redirects, sentence: sayPlain('en', `source-fault.${cause}`) };
}

export function refusedByUs(sentence: string, redirects: readonly Redirect[]): RefusedByUs {
  return { kind: 'refused-by-us', redirects, sentence };
}

export function answered(status: number, retryAfter: Date | null, redirects: readonly Redirect[]): Answered {
  return { kind: 'answered', status, retryAfter, redirects, sentence: sayPlain('en', phraseFor(status), { status }) };
}

/** The statuses that mean one thing. */
const EXPLAINED = [401, 402, 403, 404, 410, 429, 451, 503] as const;

function phraseFor(status: number): PhraseKey {
  const explained = EXPLAINED.find((each) => each === status);
  if (explained !== undefined) return `source-answer.${explained}`;
  return status >= 500 ? 'source-answer.trouble' : 'source-answer.other';
}

/** Error codes of node and undici, and what they are to us. */
const CAUSES: Readonly<Record<string, FailureCause>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  ECONNREFUSED: 'connect',
  EHOSTUNREACH: 'connect',
  ENETUNREACH: 'connect',
  EADDRNOTAVAIL: 'connect',
  EACCES: 'connect',
  EINVAL: 'connect',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  EPROTO: 'tls',
  ETIMEDOUT: 'timeout',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_ABORTED: 'reset',
  UND_ERR_CLOSED: 'reset',
  UND_ERR_DESTROYED: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'not-http',
};
const TLS_CODE = /^ERR_TLS|^ERR_SSL|CERT|^UNABLE_TO|SELF_SIGNED|^HOSTNAME_MISMATCH/u;

/** The cause behind an error of a request; null for one we do not expect, which is a fault of ours. */
export function causeOf(error: unknown): FailureCause | null {
  if (!(error instanceof Error)) return null;
  if (error.name === 'TimeoutError') return 'timeout';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'HPE_INVALID_EOF_STATE') return 'reset';
  if (error.name === 'HTTPParserError') return 'not-http';
  if (TLS_CODE.test(code)) return 'tls';
  if (code === 'UND_ERR_INVALID_ARG') return null;
  return CAUSES[code] ?? (code.startsWith('UND_ERR_') ? 'not-http' : null);
}
