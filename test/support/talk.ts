import type { Command, Given, Options, Reply } from '../../src/domain/command.ts';
import { sayPlain } from '../../src/phrases/say.ts';
import { list, type Payload, payload, text } from './payload.ts';

export const plain = (words: string) => [{ form: 'plain', text: words }] as const;

/** A command named probe with one option, that answers as a test says while nothing is given and else tells what was; `heard` are all its arguments. */
export function probe(first: Partial<Reply>, some: Partial<Command> = {}) {
  const heard: Given<Options>[] = [];
  const command: Command = {
    discord: { group: 'probe', verb: 'go' },
    telegram: ['probe'],
    about: 'about.add-topic',
    who: 'everyone',
    options: {
      what: { kind: 'text', required: false, about: 'option.topic' },
      name: { kind: 'time', required: false, about: 'option.topic-name' },
    },
    answer: async ({ given }) => {
      heard.push(given);
      return given['what'] ? { text: plain(`Heard ${given['what']}.`) } : { text: plain('Well?'), ...first };
    },
    ...some,
  };
  return { heard, commands: [command] };
}

/** The ids of what can be pressed under a Discord message, by what stands on it. */
export function discordIds(components: readonly unknown[]): ReadonlyMap<string, string> {
  const all = list(components).flatMap((row) => list(payload(row)['components']).map(payload));
  return new Map(all.map((each) => [text(each['label'] ?? each['placeholder']), text(each['custom_id'])]));
}

/** What a Discord menu of this placeholder offers. */
export function discordOptions(components: readonly unknown[], placeholder: string): readonly Payload[] {
  const all = list(components).flatMap((row) => list(payload(row)['components']).map(payload));
  const menu = all.find((each) => each['placeholder'] === placeholder);
  return list(menu?.['options']).map(payload);
}

/** The data of a Telegram keyboard's buttons, by their labels. */
export function telegramKeys(keyboard: readonly unknown[]): ReadonlyMap<string, string> {
  const all = list(keyboard).flatMap((row) => list(row).map(payload));
  return new Map(all.map((each) => [text(each['text']), text(each['callback_data'])]));
}

export const words = {
  previous: sayPlain('en', 'menu.previous'),
  next: sayPlain('en', 'menu.next'),
  back: sayPlain('en', 'menu.back'),
  done: (count: number) => sayPlain('en', 'menu.done', { count }),
};
