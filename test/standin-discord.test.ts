import {
  type Client,
  DiscordAPIError,
  Events,
  type Interaction,
  MessageFlags,
  REST,
  Routes,
  SlashCommandBuilder,
} from 'discord.js';
import { expect, test } from 'vitest';
import { logIn, openDiscord } from './support/discord/client.ts';
import type { Discord } from './support/discord/server.ts';

const DIGEST = new SlashCommandBuilder()
  .setName('digest')
  .setDescription('The daily digest')
  .addSubcommand((preview) =>
    preview
      .setName('preview')
      .setDescription('Shows the next one')
      .addStringOption((topic) =>
        topic.setName('topic').setDescription('Which topic').setRequired(true).setAutocomplete(true),
      ),
  )
  .toJSON();

async function register(client: Client<true>, commands: readonly unknown[] = [DIGEST]): Promise<void> {
  await client.rest.put(Routes.applicationCommands(client.application.id), { body: commands });
}

async function answerDigest(interaction: Interaction): Promise<unknown> {
  if (interaction.isAutocomplete()) return interaction.respond([{ name: 'Science', value: 'science' }]);
  if (interaction.isButton()) return interaction.update({ content: 'You pressed it', components: [] });
  if (!interaction.isChatInputCommand()) return undefined;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  return interaction.editReply(`${interaction.options.getString('topic')} in ${interaction.locale}`);
}

function rest(discord: Discord): REST {
  return new REST({ api: discord.url, retries: 1 }).setToken(discord.token);
}

function post(discord: Discord, body: unknown, channel = discord.channel.id): Promise<unknown> {
  return rest(discord).post(Routes.channelMessages(channel), { body });
}

test('a client logs in, registers a command and its deferred answer reaches the person who asked', async () => {
  const discord = await openDiscord();
  await register(await logIn(discord, answerDigest));
  expect(discord.commands().map((command) => command['name'])).toEqual(['digest']);
  const reaction = await discord.runCommand({
    name: 'digest',
    subcommand: 'preview',
    options: { topic: 'science' },
    locale: 'de',
  });
  expect(reaction).toMatchObject({ acked: true, ephemeral: true, edits: 1, message: { content: 'science in de' } });
  expect(discord.messages(discord.channel.id)).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test('autocomplete answers reach the person who types', async () => {
  const discord = await openDiscord();
  await register(await logIn(discord, answerDigest));
  const reaction = await discord.autocomplete({
    name: 'digest',
    subcommand: 'preview',
    options: { topic: 'sc' },
    focused: 'topic',
  });
  expect(reaction.choices).toEqual([{ name: 'Science', value: 'science' }]);
});

test('a pressed button may change the message it sits on', async () => {
  const discord = await openDiscord();
  const client = await logIn(discord, answerDigest);
  const button = { type: 2, style: 1, label: 'More', custom_id: 'more' };
  await client.rest.post(Routes.channelMessages(discord.channel.id), {
    body: { content: 'Press', components: [{ type: 1, components: [button] }], allowed_mentions: { parse: [] } },
  });
  const [sent] = discord.messages(discord.channel.id);
  const reaction = await discord.pressButton({ messageId: sent?.id ?? '', customId: 'more' });
  expect(reaction.message).toMatchObject({ id: sent?.id, content: 'You pressed it', earlier: [{ content: 'Press' }] });
});

test('a command that Discord would not let a person send is refused before the bot sees it', async () => {
  const discord = await openDiscord();
  await register(await logIn(discord, answerDigest), [{ ...DIGEST, default_member_permissions: '32' }]);
  const preview = { name: 'digest', subcommand: 'preview', options: { topic: 'science' } };
  await expect(discord.runCommand({ ...preview, user: discord.member })).rejects.toThrow('hidden');
  await expect(discord.runCommand({ ...preview, options: {} })).rejects.toThrow('required');
  await expect(discord.runCommand({ ...preview, name: 'digests' })).rejects.toThrow('not among');
  expect((await discord.runCommand(preview)).acked).toBe(true);
});

test('a second answer to the same interaction is a violation', async () => {
  const discord = await openDiscord();
  let second: unknown;
  const client = await logIn(discord, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply('once');
    const route = Routes.interactionCallback(interaction.id, interaction.token);
    second = await client.rest
      .post(route, { body: { type: 4, data: { content: 'twice' } } })
      .catch((error: unknown) => error);
    await interaction.followUp('after');
  });
  await register(client);
  const reaction = await discord.runCommand({
    name: 'digest',
    subcommand: 'preview',
    options: { topic: 'x' },
    until: ({ followups }) => followups.length === 1,
  });
  expect(reaction.followups.map((message) => message.content)).toEqual(['after']);
  expect(second).toBeInstanceOf(DiscordAPIError);
  expect(discord.violations.map(({ kind }) => kind)).toEqual(['double-ack']);
});

test('a message whose answer was lost is stored once when its nonce is sent again', async () => {
  const discord = await openDiscord();
  discord.fault({ kind: 'reset', path: /messages$/u, isStored: true });
  const body = { content: 'Once', nonce: 'd-1', enforce_nonce: true, allowed_mentions: { parse: [] } };
  await post(discord, body);
  await post(discord, body);
  expect(discord.messages(discord.channel.id).map((message) => message.content)).toEqual(['Once']);
  await post(discord, { ...body, enforce_nonce: false });
  expect(discord.messages(discord.channel.id)).toHaveLength(2);
});

test('a client that honours a 429 leaves no violation, one that does not leaves one', async () => {
  const discord = await openDiscord();
  discord.fault({ kind: 'slow-down', retryAfterSeconds: 0.2, path: /messages$/u });
  await post(discord, { content: 'patient' });
  expect(discord.violations).toEqual([]);
  discord.fault({ kind: 'slow-down', retryAfterSeconds: 5, path: /messages$/u });
  const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' };
  const send = () =>
    fetch(`${discord.url}/v10/channels/${discord.channel.id}/messages`, {
      method: 'POST',
      headers,
      body: '{"content":"hasty"}',
    });
  expect((await send()).status).toBe(429);
  await send();
  expect(discord.violations.map(({ kind }) => kind)).toEqual(['request-before-retry-after']);
});

test('a sixth message within five seconds hits the limit of the channel', async () => {
  const discord = await openDiscord();
  const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' };
  const url = `${discord.url}/v10/channels/${discord.channel.id}/messages`;
  const statuses = [];
  for (let at = 0; at < 6; at++)
    statuses.push((await fetch(url, { method: 'POST', headers, body: '{"content":"a"}' })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  expect(discord.violations.map(({ kind }) => kind)).toEqual(['hit-429-route']);
});

test('a command that is not acknowledged in time is a violation, and so is the late answer', async () => {
  const discord = await openDiscord({ ackMs: 50 });
  const late: unknown[] = [];
  const { promise: patience, resolve: goOn } = Promise.withResolvers<void>();
  const client = await logIn(discord, async (interaction) => {
    await patience;
    if (interaction.isChatInputCommand()) late.push(await interaction.reply('late').catch((error: unknown) => error));
    discord.addChannel({ name: 'done' });
  });
  await register(client);
  const done = new Promise((resolve) => client.once(Events.ChannelCreate, resolve));
  const reaction = await discord.runCommand({ name: 'digest', subcommand: 'preview', options: { topic: 'x' } });
  expect(reaction).toMatchObject({ acked: false, message: null });
  goOn();
  await done;
  expect(late).toMatchObject([{ code: 10062 }]);
  expect(discord.violations.map(({ kind }) => kind)).toEqual(['interaction-not-acked-in-3s', 'late-ack']);
});

test('a modal is shown and what is written in it arrives', async () => {
  const discord = await openDiscord();
  const client = await logIn(discord, async (interaction) => {
    if (interaction.isModalSubmit()) await interaction.reply(`Wrote ${interaction.fields.getTextInputValue('query')}`);
    if (interaction.isChatInputCommand()) await interaction.showModal(MODAL);
  });
  await register(client);
  const asked = await discord.runCommand({ name: 'digest', subcommand: 'preview', options: { topic: 'x' } });
  expect(asked.modal).toMatchObject({ custom_id: 'edit', title: 'Edit' });
  const reaction = await discord.submitModal({ customId: 'edit', fields: { query: 'rain' }, user: discord.member });
  expect(reaction.message?.content).toBe('Wrote rain');
});

const MODAL = {
  customId: 'edit',
  title: 'Edit',
  components: [{ type: 18, label: 'Query', component: { type: 4, customId: 'query', style: 1 } }],
};

const IMPORT = new SlashCommandBuilder()
  .setName('import')
  .setDescription('Takes a file')
  .addAttachmentOption((file) => file.setName('file').setDescription('The file').setRequired(true))
  .toJSON();

test('a person gives a file and gets one back', async () => {
  const discord = await openDiscord();
  const client = await logIn(discord, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { name, url } = interaction.options.getAttachment('file', true);
    const content = await (await fetch(url)).text();
    await interaction.reply({ files: [{ attachment: Buffer.from(content.toUpperCase()), name }] });
  });
  await register(client, [IMPORT]);
  const reaction = await discord.runCommand({ name: 'import', options: { file: discord.attachFile('a.txt', 'sent') } });
  expect(reaction.message?.files).toMatchObject([{ name: 'a.txt', content: 'SENT' }]);
});
