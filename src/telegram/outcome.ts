import { TelegramError } from 'telegraf';
import type { Refusal, SendOutcome } from '../domain/delivery.ts';
import { oneLine } from '../text/one-line.ts';

/** Thrown in place of sending: the chat's turn comes too late, after so many milliseconds, or not before the waiting was broken off (null). */
export class OutOfTurn extends Error {
  readonly afterMs: number | null;

  constructor(afterMs: number | null) {
    super('The turn of the chat does not come in time.');
    this.afterMs = afterMs;
  }
}

/** What a failed try to send means for the part. */
export function readFailure(error: unknown): SendOutcome {
  if (error instanceof TelegramError) return readRefusal(error);
  if (error instanceof OutOfTurn) return later(error.afterMs, 'the chat has its fill for now', false);
  const code = faultOf(error);
  if (NEVER_LEFT.has(code)) return later(null, `Telegram can't be reached (${code})`, false);
  return { kind: 'uncertain', cause: `the connection to Telegram broke (${code})` };
}

/** Faults that come before a request can have left: nothing was stored. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** A broken connection in one word, as Node or node-fetch calls it; their sentences name the address, and the token in it. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'type' in error && typeof error.type === 'string' ? error.type : error.name;
}

/** A token that is no token at all is not found, one that was taken back is not authorised. */
export function isTokenRefused(error: unknown): boolean {
  return error instanceof TelegramError && (error.code === 401 || error.code === 404);
}

const SECOND_MS = 1000;

/** How long Telegram wants to be left alone, in milliseconds; null when it does not say. */
export function waitOf(error: unknown): number | null {
  const seconds = error instanceof TelegramError ? error.parameters?.retry_after : undefined;
  return seconds === undefined ? null : seconds * SECOND_MS;
}

function readRefusal(error: TelegramError): SendOutcome {
  const { code, parameters } = error;
  const detail = oneLine(error.description ?? '');
  if (isTokenRefused(error)) return later(null, 'Telegram refused the token', true);
  if (code === 429) return later(waitOf(error), 'Telegram asked to wait', false);
  if (code >= 500) return { kind: 'uncertain', cause: `Telegram answered ${code}` };
  const to = parameters?.migrate_to_chat_id;
  if (to !== undefined)
    return { kind: 'moved', to: { platform: 'telegram', address: String(to), community: `telegram:${to}` } };
  return { kind: 'refused', reason: reasonOf(code, detail), detail };
}

function later(afterMs: number | null, why: string, whole: boolean): SendOutcome {
  return { kind: 'later', afterMs, why, whole };
}

/** Telegram tells one refusal from another only by its sentence. */
const GONE =
  /chat not found|thread not found|topic_deleted|chat was deleted|user is deactivated|peer_id_invalid|channel_invalid/iu;
const CLOSED =
  /rights|administrator|topic_closed|write_forbidden|plain_forbidden|restricted|not a member|banned|kicked/iu;

function reasonOf(code: number, detail: string): Refusal {
  if (GONE.test(detail)) return 'gone';
  return code === 403 || CLOSED.test(detail) ? 'forbidden' : 'malformed';
}
