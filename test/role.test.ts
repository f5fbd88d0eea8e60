import { expect, test } from 'vitest';
import { sayPlain } from '../src/phrases/say.ts';
import { openBoth } from './support/both.ts';
import type { Permission } from './support/discord/permissions.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';
import { list, payload, text } from './support/payload.ts';
import { discordIds } from './support/talk.ts';

const word = (key: Parameters<typeof sayPlain>[1]) => sayPlain('en', key);

/** Each starts a bot. */
const PATIENCE_MS = 30_000;

/** A server with a digest, and what is seen of its settings by somebody with these rights. */
async function open() {
  const { discord } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  await discord.runCommand({ name: 'digest', subcommand: 'subscribe', options: { time: '08:00', zone: 'UTC' } });
  const settingsFor = async (permissions: readonly Permission[]) => {
    let { message: seen } = await discord.runCommand({ name: 'settings', permissions });
    const press = async (label: string, values?: readonly string[]): Promise<string> => {
      const customId = discordIds(seen?.components ?? []).get(label) ?? `no ${label}`;
      const asked = { messageId: seen?.id ?? '', customId, permissions };
      ({ message: seen } = await discord.pressButton(values === undefined ? asked : { ...asked, values }));
      return seen?.content ?? '';
    };
    /** The role that the menu shows as chosen. */
    const chosen = (): string | undefined => {
      const all = list(seen?.components).flatMap((row) => list(payload(row)['components']).map(payload));
      const menu = all.find(({ placeholder }) => placeholder === word('settings.choose.role'));
      return list(menu?.['default_values']).map((each) => text(payload(each)['id']))[0];
    };
    await press(word('settings.more'));
    return { press, choose: (role: string) => press(word('settings.choose.role'), [role]), chosen };
  };
  return { discord, settingsFor };
}

test(
  'the role to mention is chosen among the roles of the server, and let go by a button',
  async () => {
    const { discord, settingsFor } = await open();
    const role = discord.addRole('Newsreaders', false);
    const settings = await settingsFor(['MANAGE_GUILD', 'MENTION_EVERYONE']);
    expect(settings.chosen()).toBeUndefined();
    await settings.choose(role);
    expect(settings.chosen()).toBe(role);
    await discord.runCommand({ name: 'digest', subcommand: 'now' });
    await discord.until(() => discord.messages(discord.channel.id).length > 0);
    const [digest] = discord.messages(discord.channel.id);
    expect(digest?.request['allowed_mentions']).toEqual({ parse: [], roles: [role] });
    await settings.press(word('settings.no-role'));
    expect(settings.chosen()).toBeUndefined();
    expect(discord.violations).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'who may not mention a role is told so, and none is mentioned; one that everybody may mention is anybody’s',
  async () => {
    const { discord, settingsFor } = await open();
    const [staff, readers] = [discord.addRole('Staff', false), discord.addRole('Newsreaders', true)];
    const settings = await settingsFor(['MANAGE_GUILD']);
    expect(await settings.choose(staff)).toContain('You may not mention that role yourself');
    await settings.press(word('menu.back'));
    expect(settings.chosen()).toBeUndefined();
    await settings.choose(readers);
    expect(settings.chosen()).toBe(readers);
    const typed = { name: 'settings', permissions: ['MANAGE_GUILD'], options: { role: staff } } as const;
    expect((await discord.runCommand(typed)).message?.content).toContain('You may not mention that role yourself');
    expect((await settingsFor(['MANAGE_GUILD'])).chosen()).toBe(readers);
    expect(discord.violations).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'where there is no role to mention, no menu asks for one',
  async () => {
    const { discord } = await open();
    const channel = discord.directChannel(discord.member);
    await discord.runCommand({ name: 'digest', subcommand: 'subscribe', options: { zone: 'UTC' }, channel });
    const { message } = await discord.runCommand({ name: 'settings', channel });
    const customId = discordIds(message?.components ?? []).get(word('settings.more')) ?? '';
    const more = await discord.pressButton({ messageId: message?.id ?? '', customId });
    expect([...discordIds(more.message?.components ?? []).keys()]).not.toContain(word('settings.choose.role'));
  },
  PATIENCE_MS,
);
