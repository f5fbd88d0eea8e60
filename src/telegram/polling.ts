import { setTimeout as wait } from 'node:timers/promises';
import { type Telegram, TelegramError } from 'telegraf';
import type { Update, UserFromGetMe } from 'telegraf/types';
import type { Report } from '../domain/happening.ts';
import { sayPlain } from '../phrases/say.ts';
import { call } from './call.ts';
import { HEARD_UPDATES } from './heard.ts';
import { faultOf, isTokenRefused, waitOf } from './outcome.ts';

/** What hearing from Telegram rests on. */
export interface Line {
  readonly telegram: Telegram;
  readonly report: Report;
  readonly stopping: AbortSignal;
}

/** Seconds Telegram holds a poll open when there is nothing to tell: its longest. */
const POLL_S = 50;
/** A poll that has no answer by then has lost its connection. */
const POLL_DEADLINE_MS = 65_000;

/** Learns who the bot is and leaves behind what was said while nobody listened; tries until it succeeds. Null when the token is refused or the bot stops. */
export async function logIn(line: Line): Promise<UserFromGetMe | null> {
  const { telegram, stopping } = line;
  return await persist(
    stopping,
    async () => {
      const me = await call(telegram, 'getMe', {}, stopping);
      // A webhook left by another program would keep every poll away.
      await call(telegram, 'deleteWebhook', {}, stopping);
      const [last] = await call(telegram, 'getUpdates', { offset: -1, timeout: 0 }, stopping);
      if (last !== undefined) await call(telegram, 'getUpdates', { offset: last.update_id + 1, timeout: 0 }, stopping);
      return me;
    },
    (error) => tellBroken(line, error),
  );
}

/** Hears what people do until the bot stops or its token is taken back; a broken line is taken up again. `hear` must not make the others wait. */
export async function listen(line: Line, botName: string, hear: (update: Update) => void): Promise<void> {
  let offset = 0;
  let isBroken = false;
  const failed = (error: unknown): void => {
    isBroken = true;
    tellBroken(line, error);
  };
  for (;;) {
    const updates = await persist(line.stopping, () => poll(line, offset), failed);
    if (updates === null) return;
    if (isBroken) line.report({ event: 'connected', platform: 'telegram', as: `@${botName}` });
    isBroken = false;
    for (const update of updates) {
      offset = update.update_id + 1;
      hear(update);
    }
  }
}

async function poll({ telegram, stopping }: Line, offset: number): Promise<readonly Update[]> {
  const asked = { offset, timeout: POLL_S, allowed_updates: HEARD_UPDATES };
  return await call(telegram, 'getUpdates', asked, stopping, POLL_DEADLINE_MS);
}

/** Tries until it succeeds, with a growing pause after each failure; null when the token is refused or the bot stops. */
export async function persist<T>(
  stopping: AbortSignal,
  attempt: () => Promise<T>,
  failed: (error: unknown) => void,
): Promise<T | null> {
  for (let failures = 0; !stopping.aborted; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (stopping.aborted) return null;
      failed(error);
      if (isTokenRefused(error)) return null;
      await pause(waitOf(error) ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures), stopping);
    }
  }
  return null;
}

function tellBroken({ report }: Line, error: unknown): void {
  report({ event: 'disconnected', platform: 'telegram', why: whyBroken(error), final: isTokenRefused(error) });
}

function whyBroken(error: unknown): string {
  if (isTokenRefused(error)) return sayPlain('en', 'stop.token.telegram');
  if (!(error instanceof TelegramError)) return `Telegram can't be reached (${faultOf(error)}), trying again`;
  return error.code === 409
    ? 'Another program reads the messages of this bot: stop it, or use another token. Trying again'
    : `Telegram answered ${error.code}, trying again`;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

async function pause(ms: number, stopping: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal: stopping }).catch(() => undefined);
}
