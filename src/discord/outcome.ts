import { RESTJSONErrorCodes as Code, DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { SendOutcome } from '../domain/delivery.ts';
import { oneLine } from '../text/one-line.ts';

/** What a failed try to send means for the part. */
export function readFailure(error: unknown): SendOutcome {
  if (error instanceof RateLimitError) return readWait(error);
  if (error instanceof DiscordAPIError) return readRefusal(error);
  if (error instanceof HTTPError) return { kind: 'uncertain', cause: `Discord answered ${error.status}` };
  return readBreak(error);
}

/** Without a time of Discord's own, ours counts. */
function readWait({ retryAfter, timeToReset, global }: RateLimitError): SendOutcome {
  const afterMs = Math.max(retryAfter, timeToReset);
  return { kind: 'later', afterMs: afterMs > 0 ? afterMs : null, why: 'Discord asked to wait', whole: global };
}

/** A channel of a kind nobody can write in, and a forum that wants a tag the bot may not give, need a person's hand, as a missing permission does. */
const CLOSED: readonly unknown[] = [
  Code.MissingAccess,
  Code.MissingPermissions,
  Code.CannotSendMessagesToThisUser,
  Code.CannotSendMessagesInNonTextChannel,
  Code.CannotSendAMessageInAForumChannel,
  Code.ThereAreNoTagsAvailableThatCanBeSetByNonModerators,
  Code.TagRequiredToCreateAForumPostInThisChannel,
];
const LOCKED: readonly unknown[] = [Code.InvalidActionOnArchivedThread, Code.ThreadLocked];
/** A server has its fill for a while. */
const SLOWED: readonly unknown[] = [
  Code.ActionCannotBePerformedDueToSlowmodeRateLimit,
  Code.MaximumActiveThreads,
  Code.MaximumActiveAnnouncementThreads,
];

function readRefusal({ code, status, message }: DiscordAPIError): SendOutcome {
  const detail = oneLine(message);
  if (status === 401) return { kind: 'later', afterMs: null, why: 'Discord refused the token', whole: true };
  if (SLOWED.includes(code)) return { kind: 'later', afterMs: null, why: detail, whole: false };
  if (LOCKED.includes(code)) return { kind: 'refused', reason: 'locked', detail };
  if (status === 404) return { kind: 'refused', reason: 'gone', detail };
  if (status === 403 || CLOSED.includes(code)) return { kind: 'refused', reason: 'forbidden', detail };
  return { kind: 'refused', reason: 'malformed', detail };
}

/** Faults that come before a request can have left: nothing was stored. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function readBreak(error: unknown): SendOutcome {
  const { code, message } = faultOf(error);
  if (NEVER_LEFT.has(code))
    return { kind: 'later', afterMs: null, why: `Discord can't be reached (${code})`, whole: false };
  return { kind: 'uncertain', cause: `the connection to Discord broke (${code === '' ? oneLine(message) : code})` };
}

function faultOf(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error.message };
}
