import { sayPlain } from '../../src/phrases/say.ts';
import { openBoth } from './both.ts';
import type { Reaction } from './discord/exchange.ts';
import { FERRY, SUNDAY } from './ferry.ts';
import { list, payload } from './payload.ts';
import { discordIds, discordOptions, telegramKeys } from './talk.ts';

/** An answer with what can be pressed under it. */
export interface Seen {
  text(): string;
  /** What stands on its buttons and menus. */
  labels(): readonly string[];
  /** Presses a button. */
  press(label: string): Promise<void>;
  /** Chooses in a menu, by what stands on the choices; of one of several, these and no other. */
  choose(menu: string, ...choices: readonly string[]): Promise<void>;
  /** Presses a button that asks, and answers with one value. */
  fill(label: string, value: string): Promise<void>;
}

/** One platform, where a manager and a member speak. */
export interface Talker {
  say(line: string, who?: 'manager' | 'member'): Promise<Seen>;
  violations(): readonly unknown[];
}

/** A bot on both platforms; a line is said as it is written in Telegram, its options by their names. */
export async function openTalkers() {
  const both = await openBoth({ now: SUNDAY, articles: [FERRY] });
  return { ...both, talkers: { telegram: onTelegram(both), discord: onDiscord(both) } };
}

type Opened = Awaited<ReturnType<typeof openBoth>>;

function onTelegram({ telegram }: Opened): Talker {
  const people = { manager: telegram.chats.alice, member: telegram.chats.boris };
  return {
    violations: () => telegram.violations,
    async say(line, who = 'manager') {
      const from = people[who];
      // A group takes twenty messages a minute, which a test soon has; in private everybody is a manager.
      const chat = who === 'member' ? telegram.chats.group : from;
      const [first] = await telegram.say({ chat, text: `/${line}`, from });
      const id = first?.id ?? 0;
      const now = () => telegram.messages(chat).find((message) => message.id === id);
      const keys = () => telegramKeys(now()?.keyboard ?? []);
      const press = async (label: string): Promise<void> => {
        const data = keys().get(label) ?? [...keys()].find(([each]) => each.startsWith(`${label}:`))?.[1];
        if (data === undefined) throw new Error(`There is no ${label} among ${[...keys().keys()].join(' | ')}.`);
        const earlier = now()?.earlier.length ?? 0;
        await telegram.press({
          ...{ chat, messageId: id, data, from },
          until: ({ message, newer, answer }) =>
            message.earlier.length > earlier || newer.length > 0 || (answer?.text ?? '') !== '',
        });
      };
      return {
        text: () => now()?.text ?? '',
        labels: () => [...keys().keys()],
        press,
        async choose(menu, ...choices) {
          const isOpen = keys().has(choices[0] ?? '') || keys().has(`✓ ${choices[0]}`);
          if (!isOpen) await press(menu);
          const isMany = [...keys().keys()].some(isDone);
          if (!isMany) return await press(choices[0] ?? '');
          for (const label of toToggle([...keys().keys()], choices)) await press(label);
          await press([...keys().keys()].find(isDone) ?? '');
        },
        async fill(label, value) {
          await press(label);
          const question = telegram.messages(chat).at(-1);
          await telegram.say({ chat, text: value, from, replyTo: question?.id ?? 0 });
        },
      };
    },
  };
}

/** Of the labels of a menu of several, those to press so that these and no other are chosen. */
function toToggle(labels: readonly string[], choices: readonly string[]): readonly string[] {
  const on = labels.filter((label) => label.startsWith('✓ ') && !choices.includes(label.slice(2)));
  return [...on, ...choices.filter((choice) => labels.includes(choice))];
}

/** How a menu of several ends, with one chosen or more. */
const DONE_WORDS = [0, 1, 2].map((count) => sayPlain('en', 'menu.done', { count }).replace(/\d+/u, ''));

function isDone(label: string): boolean {
  return DONE_WORDS.includes(label.replace(/\d+/u, ''));
}

const VERBS: Readonly<Record<string, readonly [string, string?]>> = { settings: ['settings'] };

function onDiscord({ discord }: Opened): Talker {
  return {
    violations: () => discord.violations,
    async say(line, who = 'manager') {
      const [verb = '', ...rest] = line.match(/[a-z]+="[^"]*"|\S+/gu) ?? [];
      const options = Object.fromEntries(rest.map(readOption));
      const [name = 'digest', subcommand] = VERBS[verb] ?? ['digest', verb];
      const user = who === 'manager' ? discord.owner : discord.member;
      let seen: Reaction = await discord.runCommand({
        name,
        ...(subcommand === undefined ? {} : { subcommand }),
        options,
        user,
      });
      const components = () => seen.message?.components ?? [];
      const messageId = seen.message?.id ?? '';
      const touch = async (label: string, values?: readonly string[]): Promise<void> => {
        const customId = discordIds(components()).get(label);
        if (customId === undefined)
          throw new Error(`There is no ${label} among ${[...discordIds(components()).keys()].join(' | ')}.`);
        seen = await discord.pressButton({ messageId, customId, user, ...(values === undefined ? {} : { values }) });
      };
      return {
        text: () => seen.message?.content ?? '',
        labels: () => [...discordIds(components()).keys()],
        press: (label) => touch(label),
        async choose(menu, ...choices) {
          const offered = discordOptions(components(), menu);
          await touch(
            menu,
            offered.filter(({ label }) => choices.includes(String(label))).map(({ value }) => String(value)),
          );
        },
        async fill(label, value) {
          await touch(label);
          const field = payload(payload(list(seen.modal?.['components'])[0])['component'])['custom_id'];
          const fields = { [String(field)]: value };
          seen = await discord.submitModal({ customId: String(seen.modal?.['custom_id']), fields, messageId, user });
        },
      };
    },
  };
}

function readOption(word: string): readonly [string, string | number] {
  const [, name = '', value = ''] = /^([a-z]+)="?([^"]*)"?$/u.exec(word) ?? [];
  return [name, name === 'number' || name === 'stories' ? Number(value) : value];
}
