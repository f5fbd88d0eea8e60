import type { Telegram } from 'telegraf';
import type { Telegram as Methods, Opts } from 'telegraf/types';

/** A call that is not a long poll is broken off after this; telegraf itself would wait more than eight minutes. */
const CALL_DEADLINE_MS = 20_000;

/** For a call that only the deadline ends. */
export const UNBROKEN = new AbortController().signal;

/** Calls a method of the Bot API, until the signal or the deadline breaks it off; rejects with telegraf's TelegramError when Telegram refuses. */
export async function call<M extends keyof Methods>(
  telegram: Telegram,
  method: M,
  payload: Opts<M>,
  signal: AbortSignal,
  deadlineMs = CALL_DEADLINE_MS,
): Promise<ReturnType<Methods[M]>> {
  const either = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
  // telegraf names the signal of a package that came before Node's own; both are heard.
  return await telegram.callApi(method, payload, { signal: either as never });
}
