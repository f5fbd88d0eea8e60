import { on } from 'node:events';
import { Client, Events, GatewayIntentBits, REST, Routes } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { logIn, newClient, openDiscord } from './support/discord/client.ts';

const ignore = async (): Promise<void> => undefined;

test('a wrong token is refused by the gateway with 4004 and by the routes with 401', async () => {
  const discord = await openDiscord();
  await expect(newClient(discord).login('wrong')).rejects.toThrow(/token/iu);
  const rest = new REST({ api: discord.url }).setToken('wrong');
  await expect(rest.get(Routes.user('@me'))).rejects.toMatchObject({ status: 401 });
  const socket = new WebSocket(`${discord.gateway.url}?v=10&encoding=json`);
  socket.onopen = () => socket.send(JSON.stringify({ op: 2, d: { token: 'wrong', intents: 1, properties: {} } }));
  expect(await new Promise((resolve) => (socket.onclose = (event) => resolve(event.code)))).toBe(4004);
});

test('privileged intents are refused', async () => {
  const discord = await openDiscord();
  const client = new Client({ intents: [GatewayIntentBits.MessageContent], rest: { api: discord.url } });
  onTestFinished(() => client.destroy());
  const told = new Promise((resolve) => client.once(Events.Error, resolve));
  const outcome = await Promise.race([client.login(discord.token).catch((error: unknown) => error), told]);
  expect(String(outcome)).toMatch(/intents/iu);
  expect(discord.violations.map(({ kind }) => kind)).toEqual(['privileged-intents']);
});

test('a client whose connection is cut resumes and gets what it missed', async () => {
  const discord = await openDiscord();
  const client = await logIn(discord, ignore);
  const gone = new Promise((resolve) => client.once(Events.ChannelDelete, resolve));
  const { id } = discord.addChannel({ name: 'short-lived' });
  discord.gateway.drop();
  discord.removeChannel(id);
  expect(await gone).toMatchObject({ id });
  expect(discord.gateway.status()).toMatchObject({ identifies: 1, resumes: 1 });
});

test('a client hears of guilds and channels that come and go', async () => {
  const discord = await openDiscord();
  const client = await logIn(discord, ignore);
  const heard: string[] = [];
  client.on(Events.GuildCreate, ({ name }) => heard.push(`+${name}`));
  client.on(Events.GuildDelete, ({ name }) => heard.push(`-${name}`));
  const gone = new Promise((resolve) => client.once(Events.ChannelDelete, resolve));
  const { id } = discord.addGuild({ id: '3000000000000000002', name: 'Others', ownerId: discord.owner, locale: 'fr' });
  discord.removeGuild(id);
  discord.removeChannel(discord.channel.id);
  await gone;
  expect(heard).toEqual(['+Others', '-Others']);
});

test('a client asked to reconnect, or closed with a passing code, resumes', async () => {
  const discord = await openDiscord();
  const client = await logIn(discord, ignore);
  for (const interrupt of [() => discord.gateway.askToReconnect(), () => discord.gateway.close(4000)]) {
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
    interrupt();
    await resumed;
  }
  expect(discord.gateway.status()).toMatchObject({ identifies: 1, resumes: 2 });
});

test('a session that was declared void cannot be resumed', async () => {
  const discord = await openDiscord();
  const socket = new WebSocket(`${discord.gateway.url}?v=10&encoding=json`);
  onTestFinished(() => socket.close());
  const packets = on(socket, 'message');
  const next = async () => JSON.parse(String((await packets.next()).value?.[0]));
  expect((await next()).op).toBe(10);
  socket.send(JSON.stringify({ op: 2, d: { token: discord.token, intents: 0, properties: {} } }));
  const ready = await next();
  discord.gateway.invalidate(false);
  expect(await next()).toMatchObject({ op: 9, d: false });
  socket.send(JSON.stringify({ op: 6, d: { token: discord.token, session_id: ready.d.session_id, seq: 1 } }));
  expect(await next()).toMatchObject({ op: 9, d: false });
});

test('a client whose heartbeats go unanswered connects again', async () => {
  const discord = await openDiscord({ heartbeatMs: 100 });
  await logIn(discord, ignore);
  discord.gateway.mute(true);
  await discord.until(() => discord.gateway.status().connected === 0);
  discord.gateway.mute(false);
  await discord.until(() => discord.gateway.status().resumes === 1);
  expect(discord.violations).toEqual([]);
});
