import type { Platform } from '../domain/channel.ts';
import type { Button, Command, Field, Form, Option, Reply, Request } from '../domain/command.ts';
import type { NewsDesk } from '../domain/desk.ts';
import { writeArgument } from '../domain/line.ts';
import type { Rich } from '../domain/rich.ts';
import type { TurnedAway } from '../domain/turn.ts';
import { type PhraseKey, say, sayPlain } from './say.ts';

/** Why somebody may not use a command, with what it needs; null when they may. */
export function refusalInWords(
  { who }: Command,
  { isManager, isOwner }: Request['asker'],
  platform: Platform,
  language: string,
): Rich | null {
  switch (who) {
    case 'everyone':
      return null;
    case 'manager':
      if (isManager) return null;
      return say(language, platform === 'discord' ? 'not-allowed.manager.discord' : 'not-allowed.manager.telegram');
    case 'owner':
      return isOwner ? null : say(language, 'not-allowed.owner');
  }
}

/** Why somebody gets no answer, with what they can do. */
export function turnedAwayInWords(turned: TurnedAway, language: string): Rich {
  return turned.why === 'blocked'
    ? say(language, 'turned-away.blocked')
    : say(language, 'behalf.not-theirs', { name: turned.name });
}

/** How to ask for what a command still needs: by an answer with a menu, or by a form whose fields stand behind the line. */
export type Missing =
  | { readonly kind: 'answer'; readonly reply: Reply }
  | { readonly kind: 'form'; readonly says: string; readonly form: Form };

/** Asks for what a command needs and was not given; null when nothing is missing. */
export async function askMissing(told: Command, request: Request, desk: NewsDesk): Promise<Missing | null> {
  const missing = Object.entries(told.options).filter(([name, { required }]) => required && !request.given[name]);
  const [first] = missing;
  if (first === undefined) return null;
  const [name, option] = first;
  const says = lineOf(told, request);
  if (option.kind === 'file') return { kind: 'answer', reply: askForFile(told, request) };
  const choices = (await option.offer?.(request, desk)) ?? [];
  if (choices.length > 0) {
    const asks = sayPlain(request.language, option.about as PhraseKey);
    const menus = [{ asks, says: `${says} ${name}={}`, choices }];
    const text = say(request.language, 'missing', { option: asks });
    return { kind: 'answer', reply: { text, menus, buttons: writeButton(told, says, name, option, request) } };
  }
  const typed = missing.filter(([, { kind, offer }], i) => kind !== 'file' && (i === 0 || offer === undefined));
  const fields = typed.map(([each, wanted]) => fieldFor(each, wanted, request.language));
  return { kind: 'form', says, form: { title: sayPlain(request.language, told.about as PhraseKey), fields } };
}

/** What is no number may also be something that the menu does not have. */
function writeButton(
  told: Command,
  says: string,
  name: string,
  option: Option,
  { language }: Request,
): readonly Button[] {
  if (option.kind === 'number') return [];
  const form = { title: sayPlain(language, told.about as PhraseKey), fields: [fieldFor(name, option, language)] };
  return [{ label: sayPlain(language, 'form.other'), says, asks: form }];
}

/** A form behind a button, where it cannot be opened at once: there is something to be told first, or the platform opens none now. */
export function offerForm({ says, form }: { readonly says: string; readonly form: Form }, language: string): Reply {
  const buttons = [{ label: sayPlain(language, 'form.open'), says, asks: form }];
  return { text: say(language, 'form.offer', { title: form.title }), buttons };
}

/** The command with what was given for it so far. */
function lineOf({ telegram }: Command, { given }: Request): string {
  const args = Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [writeArgument(name, value)]));
  return [telegram[0], ...args].join(' ');
}

function askForFile({ telegram, discord }: Command, { place, language }: Request): Reply {
  const command = place.platform === 'discord' ? [discord?.group, discord?.verb].join(' ') : telegram[0];
  return { text: say(language, 'missing.file', { command: `/${command}` }) };
}

/** What a value of each kind may look like. */
const EXAMPLES: Readonly<Record<Option['kind'], string>> = {
  ...{ text: 'climate', word: 'climate', number: '1', time: '08:00', zone: 'Europe/Berlin', days: 'weekdays' },
  span: '7d',
  language: 'de',
  address: 'https://example.org',
  channel: '',
  hours: '22:00-07:00',
  until: '3d',
  named: '',
  role: '',
  file: '',
};

/** A command as somebody would write it on a platform: with what it needs, and what else has an example of its own. */
export function exampleOf({ options }: Command, written: string, platform: Platform): string {
  const shown = Object.entries(options).filter(
    ([, { kind, required, example }]) => kind !== 'file' && (required || example),
  );
  const words = shown.map(([name, { kind, example = EXAMPLES[kind] }]) =>
    platform === 'discord' ? `${name}: ${example}` : example,
  );
  return [written, ...words].join(' ');
}

function fieldFor(name: string, { about, example, kind }: Option, language: string): Field {
  return { name, label: sayPlain(language, about as PhraseKey), example: example ?? EXAMPLES[kind] };
}
