import { expect, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import type { DoorEvent } from '../src/domain/door.ts';
import { connect, newDesk, newSide } from './discord-samples.ts';
import { openDiscord } from './support/discord/client.ts';

test('a log-in is reported with the bot’s name, and asks for no privileged intent', async () => {
  const discord = await openDiscord();
  const side = await connect(discord);
  expect(await side.heard('connected')).toMatchObject({
    platform: 'discord',
    as: expect.stringContaining('broadsheet'),
  });
  expect(discord.gateway.status()).toMatchObject({ identifies: 1, connected: 1 });
  expect(discord.violations).toEqual([]);
});

test('a wrong token ends the start with one sentence for people', async () => {
  const discord = await openDiscord();
  const side = newSide(discord, { token: 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.wrong.token' });
  await side.connection.start(COMMANDS, newDesk());
  expect(side.happenings).toEqual([
    { event: 'disconnected', platform: 'discord', final: true, why: expect.stringContaining('DISCORD_TOKEN') },
  ]);
});

test('a token that is revoked while connected is reported as final', async () => {
  const discord = await openDiscord();
  const side = await connect(discord);
  await side.heard('connected');
  discord.gateway.close(4004);
  expect(await side.heard('disconnected')).toMatchObject({
    final: true,
    why: expect.stringContaining('DISCORD_TOKEN'),
  });
});

test('a Discord that is away at the start is tried again until it is there', async () => {
  const discord = await openDiscord();
  discord.fault({ kind: 'answer', status: 503, path: /gateway/u, times: 4 });
  const side = await connect(discord);
  expect(side.happenings[0]).toMatchObject({ event: 'disconnected', final: false });
  expect(discord.gateway.status()).toMatchObject({ connected: 1 });
});

test('a cut connection comes back by itself, and both are reported', async () => {
  const discord = await openDiscord();
  const side = await connect(discord);
  await side.heard('connected');
  discord.gateway.drop();
  expect(await side.heard('disconnected')).toMatchObject({ final: false });
  await discord.until(() => discord.gateway.status().resumes === 1);
  const { message } = await discord.runCommand({ name: 'digest', subcommand: 'list' });
  expect(message?.content).toContain('No digest is ordered here yet');
  const told = side.happenings.map(({ event }) => event).filter((event) => event.endsWith('connected'));
  expect(told).toEqual(['connected', 'disconnected', 'connected']);
});

test('a server that puts the bot out or lets it in, and a channel or thread that is changed or removed, are told of at once', async () => {
  const discord = await openDiscord();
  const doors: DoorEvent[] = [];
  const told = Promise.withResolvers<void>();
  const notice = async (event: DoorEvent): Promise<void> => {
    doors.push(event);
    if (doors.length === 6) told.resolve();
  };
  const { id: removed } = discord.addChannel({ name: 'removed' });
  const { id: thread } = discord.addChannel({ name: 'thread', type: 'thread', parent: discord.channel.id });
  await connect(discord, newDesk({ notice }));
  discord.changeThread(thread, { isLocked: true });
  discord.removeChannel(thread);
  discord.removeChannel(removed);
  discord.removeGuild(discord.guild.id);
  discord.addGuild(discord.guild);
  await told.promise;
  const community = `discord:${discord.guild.id}`;
  expect(doors).toEqual([
    { kind: 'all-doors', platform: 'discord', communities: [community] },
    { kind: 'let-in', community },
    { kind: 'channel-removed', place: { platform: 'discord', address: thread, community } },
    { kind: 'channel-removed', place: { platform: 'discord', address: removed, community } },
    { kind: 'put-out', community },
    { kind: 'let-in', community },
  ]);
});

test('a stop breaks the connection off, also while logging in', async () => {
  const discord = await openDiscord();
  const side = await connect(discord);
  await side.connection.stop();
  await discord.until(() => discord.gateway.status().connected === 0);
  expect(side.happenings.map(({ event }) => event)).not.toContain('disconnected');
  discord.fault({ kind: 'answer', status: 503, path: /gateway/u, times: 100 });
  const away = newSide(discord);
  const starting = away.connection.start(COMMANDS, newDesk());
  await away.heard('disconnected');
  await away.connection.stop();
  await starting;
  expect(discord.gateway.status().connected).toBe(0);
});
