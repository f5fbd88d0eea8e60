import type { Interaction } from 'discord.js';
import type { Command, Given, Options, Reply, Request } from '../domain/command.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { Doorkeeper } from '../domain/doorkeeper.ts';
import type { Report } from '../domain/happening.ts';
import type { Presses } from '../domain/presses.ts';
import { tellFirst } from '../domain/reply.ts';
import { askMissing, offerForm, refusalInWords, turnedAwayInWords } from '../phrases/conduct.ts';
import { fileFaultInWords } from '../phrases/files.ts';
import { say } from '../phrases/say.ts';
import { type Asked, askerOf, isAsked, isTouch, localesOf, messageOf, nameOf, placeOf } from './asked.ts';
import { readAttachment } from './file.ts';
import { type Answer, giveAnswer } from './reply.ts';
import { readSaid } from './said.ts';
import { suggest } from './suggest.ts';

/** What answering people rests on. */
export interface Counter {
  readonly commands: readonly Command[];
  readonly desk: NewsDesk;
  readonly report: Report;
  /** Attachments are read from Discord's stores and from this server. */
  readonly apiUrl: string;
  readonly doorkeeper: Doorkeeper;
  readonly presses: Presses;
}

/** Answers what somebody does; never throws. */
export async function receive(counter: Counter, asked: Interaction): Promise<void> {
  try {
    if (asked.isAutocomplete()) await suggest(counter, asked);
    else if (isAsked(asked)) await attend(counter, asked);
  } catch (error) {
    const command = isAsked(asked) ? nameOf(asked) : 'suggesting';
    counter.report({ event: 'command-failed', platform: 'discord', command, error });
  }
}

/** Of the commands somebody sends all at once the first are answered; the rest cost nothing but a word, for Discord wants each to have one. */
async function attend(counter: Counter, asked: Asked): Promise<void> {
  const admission = counter.doorkeeper.admit(`${asked.channelId} ${asked.user.id}`, Date.now());
  if (admission.kind === 'away')
    return await giveAnswer(counter, asked, asked.locale, Promise.resolve(inText(asked.locale, 'one-at-a-time')));
  try {
    await answerOnce(counter, asked);
  } finally {
    admission.leave();
  }
}

/** A button that is pressed twice is answered once, and the second time by a word. */
async function answerOnce(counter: Counter, asked: Asked): Promise<void> {
  const { desk, presses } = counter;
  const message = isTouch(asked) ? messageOf(asked) : null;
  const language = (await desk.languageOf(placeOf(asked).community)) ?? asked.locale;
  const isFresh = message === null || !isTouch(asked) || presses.take(message, asked.customId);
  const answering = isFresh ? answer(counter, asked, language) : Promise.resolve(inText(language, 'press.again'));
  try {
    await giveAnswer(counter, asked, language, answering, isFresh);
  } finally {
    if (message !== null && isTouch(asked)) presses.free(message, asked.customId);
  }
}

function inText(language: string, key: 'one-at-a-time' | 'press.again' | 'press.gone' | 'failed'): Answer {
  return { kind: 'reply', reply: { text: say(language, key) } };
}

async function answer(counter: Counter, asked: Asked, language: string): Promise<Answer> {
  try {
    const said = await readSaid(counter.commands, counter.desk.notes, asked);
    switch (said.kind) {
      case 'command':
        return await answerCommand(counter, asked, language, said);
      case 'unknown':
        return {
          kind: 'reply',
          reply: { text: say(language, 'unknown-command', { help: [{ form: 'code', text: '/help' }] }) },
        };
      case 'gone':
        return inText(language, 'press.gone');
      default:
        return said;
    }
  } catch (error) {
    counter.report({ event: 'command-failed', platform: 'discord', command: nameOf(asked), error });
    return inText(language, 'failed');
  }
}

async function answerCommand(
  counter: Counter,
  asked: Asked,
  language: string,
  { told, given }: { readonly told: Command; readonly given: Given<Options> },
): Promise<Answer> {
  const here = { place: placeOf(asked), asker: askerOf(asked, counter.desk), language };
  const isChange = told.who !== 'everyone';
  const turn = await counter.desk.heardFrom({ ...here, behalf: null, isPress: isTouch(asked), isChange });
  if (turn.kind === 'turned-away') return { kind: 'reply', reply: { text: turnedAwayInWords(turn, language) } };
  const { place, asker, desk, notices } = turn;
  const request: Request = { place, asker, language, locales: localesOf(asked), given };
  const refusal = refusalInWords(told, request.asker, 'discord', language);
  const inFull = (reply: Reply): Answer => ({ kind: 'reply', reply: tellFirst(notices, reply) });
  if (refusal !== null) return inFull({ text: refusal });
  const files = await readFiles(counter, asked, told, language);
  if ('text' in files) return inFull(files);
  const whole = { ...request, given: { ...given, ...files.given } };
  const missing = await askMissing(told, whole, desk);
  if (missing?.kind === 'form' && notices.length > 0) return inFull(offerForm(missing, language));
  if (missing !== null) return missing.kind === 'form' ? missing : inFull(missing.reply);
  return inFull(await told.answer(whole, desk));
}

/** The texts of what was attached; or a word on why one could not be read. */
async function readFiles(
  { apiUrl }: Counter,
  asked: Asked,
  { options }: Command,
  language: string,
): Promise<Reply | { readonly given: Given<Options> }> {
  const given: Record<string, string> = {};
  if (!asked.isChatInputCommand()) return { given };
  for (const name of Object.keys(options).filter((each) => options[each]?.kind === 'file')) {
    const attached = asked.options.getAttachment(name);
    const read = attached === null ? null : await readAttachment(attached, apiUrl);
    if (read !== null && read.kind !== 'text') return { text: fileFaultInWords(read, language) };
    if (read !== null) given[name] = read.text;
  }
  return { given };
}
