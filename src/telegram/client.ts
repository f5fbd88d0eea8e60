import { setTimeout as wait } from 'node:timers/promises';
import { Telegraf } from 'telegraf';
import type { Update } from 'telegraf/types';
import type { Command } from '../domain/command.ts';
import { type Admission, createDoorkeeper, type Doorkeeper } from '../domain/doorkeeper.ts';
import type { Report } from '../domain/happening.ts';
import type { Connection } from '../domain/messenger.ts';
import { createPresses } from '../domain/presses.ts';
import { createChatPace } from './chat-pace.ts';
import { addressed, askPatience, type Counter, receive } from './commands.ts';
import { createDirectory } from './directory.ts';
import { createTelegramMessenger, type Refused, tellPlain } from './messenger.ts';
import { createManagerCheck } from './permissions.ts';
import { type Line, listen, logIn, persist } from './polling.ts';
import { registerCommands } from './register.ts';

/** How to reach Telegram. */
export interface TelegramAccess {
  readonly token: string;
  /** The Bot API without the token. */
  readonly apiUrl: string;
  readonly report: Report;
}

/** Answers under way at the stop are given this long. */
const LAST_ANSWERS_MS = 2_000;

/** A bot's connection to Telegram; nothing is sent or heard before it is started. */
export function createTelegram({ token, apiUrl, report }: TelegramAccess): Connection {
  // Without its slash telegraf would drop the last part of a path.
  const apiRoot = apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`;
  const bot = new Telegraf(token, { telegram: { apiRoot }, handlerTimeout: Number.POSITIVE_INFINITY });
  const { telegram } = bot;
  const [stopping, ending] = [new AbortController(), new AbortController()];
  const line: Line = { telegram, report, stopping: stopping.signal };
  const turns = createTurns();
  const [pace, doorkeeper] = [createChatPace(), createDoorkeeper()];
  const isManager = createManagerCheck(telegram);
  let listening: Promise<void> = Promise.resolve();
  return {
    messenger: { ...createTelegramMessenger(telegram, pace, report), directory: createDirectory(telegram, isManager) },
    async start(commands, desk) {
      const me = await logIn(line);
      if (me === null) return;
      report({ event: 'connected', platform: 'telegram', as: `@${me.username}` });
      const plainly = (fault: Refused): void => tellPlain(report, null, fault);
      const voice = { telegram, pace, plainly, ending: ending.signal, desk, presses: createPresses() };
      const counter: Counter = { ...voice, botName: me.username, botId: me.id, commands, report, isManager };
      bot.use(({ update }) => receive(counter, update));
      bot.botInfo = me;
      listening = Promise.all([
        register(line, commands),
        listen(line, me.username, (update) => takeIn({ bot, counter, turns, doorkeeper }, update)),
      ]).then(() => undefined);
    },
    async stop() {
      stopping.abort();
      await listening;
      const patience = new AbortController();
      await Promise.race([
        turns.settled(),
        wait(LAST_ANSWERS_MS, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
      ending.abort();
    },
  };
}

/** What hands updates on to whom they are for. */
interface Entrance {
  readonly bot: Telegraf;
  readonly counter: Counter;
  readonly turns: Turns;
  readonly doorkeeper: Doorkeeper;
}

/** Of the commands somebody sends all at once the first are answered; for the rest they are asked for patience once. */
function takeIn({ bot, counter, turns, doorkeeper }: Entrance, update: Update): void {
  const heard = addressed(counter, update);
  const admission: Admission =
    heard === null
      ? { kind: 'in', leave: () => undefined }
      : doorkeeper.admit(`${heard.chat.id} ${heard.asker.id}`, Date.now());
  if (admission.kind === 'in') turns.take(update, () => bot.handleUpdate(update).finally(admission.leave));
  else if (heard !== null && admission.isTold) void askPatience(counter, heard, true);
  else if (heard !== null) turns.take(update, () => askPatience(counter, heard, false));
}

/** People may use the commands of the last time until these are registered. */
async function register({ telegram, report, stopping }: Line, commands: readonly Command[]): Promise<void> {
  const count = await persist(
    stopping,
    () => registerCommands(telegram, commands, stopping),
    (error) => report({ event: 'command-failed', platform: 'telegram', command: 'registering commands', error }),
  );
  if (count !== null && count > 0) report({ event: 'commands-registered', platform: 'telegram', count });
}

/** Works on updates side by side, and on those of one chat in their order. */
interface Turns {
  take(update: Update, work: () => Promise<void>): void;
  /** Waits for what was taken. */
  settled(): Promise<void>;
}

function createTurns(): Turns {
  const last = new Map<number, Promise<void>>();
  return {
    take(update, work) {
      const chat = chatOf(update);
      const turn = (last.get(chat) ?? Promise.resolve()).then(work).finally(() => {
        if (last.get(chat) === turn) last.delete(chat);
      });
      last.set(chat, turn);
    },
    async settled() {
      await Promise.all(last.values());
    },
  };
}

function chatOf(update: Update): number {
  if ('message' in update) return update.message.chat.id;
  if ('channel_post' in update) return update.channel_post.chat.id;
  return 'callback_query' in update ? (update.callback_query.message?.chat.id ?? 0) : 0;
}
