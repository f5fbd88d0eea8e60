import {
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  REST,
  Routes,
  SlashCommandBuilder,
} from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { type Discord, startDiscord } from './support/discord/server.ts';

async function open(): Promise<Discord> {
  const discord = await startDiscord();
  onTestFinished(() => discord.close());
  return discord;
}

function newClient(discord: Discord): Client {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.url } });
  onTestFinished(() => client.destroy());
  return client;
}

async function logIn(discord: Discord, answer: (interaction: Interaction) => Promise<unknown>): Promise<Client<true>> {
  const client = newClient(discord);
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  return ready;
}

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

function rest(discord: Discord, token = discord.token): REST {
  return new REST({ api: discord.url, retries: 1 }).setToken(token);
}

function post(discord: Discord, body: unknown, channel = discord.channel.id): Promise<unknown> {
  return rest(discord).post(Routes.channelMessages(channel), { body });
}

test('a client logs in, registers a command and its deferred answer reaches the person who asked', async () => {
  const discord = await open();
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
  const discord = await open();
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
  const discord = await open();
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
  const discord = await open();
  await register(await logIn(discord, answerDigest), [{ ...DIGEST, default_member_permissions: '32' }]);
  const preview = { name: 'digest', subcommand: 'preview', options: { topic: 'science' } };
  await expect(discord.runCommand({ ...preview, user: discord.member })).rejects.toThrow('hidden');
  await expect(discord.runCommand({ ...preview, options: {} })).rejects.toThrow('required');
  await expect(discord.runCommand({ ...preview, name: 'digests' })).rejects.toThrow('not among');
  expect((await discord.runCommand(preview)).acked).toBe(true);
});

test('a second answer to the same interaction is a violation', async () => {
  const discord = await open();
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

test('a wrong token is refused by the gateway with 4004 and by the routes with 401', async () => {
  const discord = await open();
  await expect(newClient(discord).login('wrong')).rejects.toThrow(/token/iu);
  await expect(rest(discord, 'wrong').get(Routes.user('@me'))).rejects.toMatchObject({ status: 401 });
  const socket = new WebSocket(`${discord.gateway.url}?v=10&encoding=json`);
  socket.onopen = () => socket.send(JSON.stringify({ op: 2, d: { token: 'wrong', intents: 1, properties: {} } }));
  expect(await new Promise((resolve) => (socket.onclose = (event) => resolve(event.code)))).toBe(4004);
});

test('privileged intents are refused', async () => {
  const discord = await open();
  const client = new Client({ intents: [GatewayIntentBits.MessageContent], rest: { api: discord.url } });
  onTestFinished(() => client.destroy());
  const told = new Promise((resolve) => client.once(Events.Error, resolve));
  const outcome = await Promise.race([client.login(discord.token).catch((error: unknown) => error), told]);
  expect(String(outcome)).toMatch(/intents/iu);
  expect(discord.violations.map(({ kind }) => kind)).toEqual(['privileged-intents']);
});

test('a client whose connection is cut resumes and gets what it missed', async () => {
  const discord = await open();
  const client = await logIn(discord, answerDigest);
  const gone = new Promise((resolve) => client.once(Events.ChannelDelete, resolve));
  const { id } = discord.addChannel({ name: 'short-lived' });
  discord.gateway.drop();
  discord.removeChannel(id);
  expect(await gone).toMatchObject({ id });
  expect(discord.gateway.status()).toMatchObject({ identifies: 1, resumes: 1 });
});

test('a message whose answer was lost is stored once when its nonce is sent again', async () => {
  const discord = await open();
  discord.fault({ kind: 'reset', path: /messages$/u, isStored: true });
  const body = { content: 'Once', nonce: 'd-1', enforce_nonce: true, allowed_mentions: { parse: [] } };
  await post(discord, body);
  await post(discord, body);
  expect(discord.messages(discord.channel.id).map((message) => message.content)).toEqual(['Once']);
  await post(discord, { ...body, enforce_nonce: false });
  expect(discord.messages(discord.channel.id)).toHaveLength(2);
});

test('a client that honours a 429 leaves no violation, one that does not leaves one', async () => {
  const discord = await open();
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
  const discord = await open();
  const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' };
  const url = `${discord.url}/v10/channels/${discord.channel.id}/messages`;
  const statuses = [];
  for (let at = 0; at < 6; at++)
    statuses.push((await fetch(url, { method: 'POST', headers, body: '{"content":"a"}' })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  expect(discord.violations.map(({ kind }) => kind)).toEqual(['hit-429-route']);
});
