import { expect, onTestFinished, test } from 'vitest';
import { type Courier, createCourier } from '../src/app/deliver.ts';
import { noticeDoor } from '../src/app/door.ts';
import { createWaker, takeUntold, type Waker } from '../src/app/pause.ts';
import { type Database, openDatabase } from '../src/database/open.ts';
import { createDiscord } from '../src/discord/client.ts';
import type { Place } from '../src/domain/channel.ts';
import type { DoorEvent } from '../src/domain/door.ts';
import type { Happening } from '../src/domain/happening.ts';
import type { StoryId } from '../src/domain/ids.ts';
import type { Connection } from '../src/domain/messenger.ts';
import { plainText } from '../src/domain/rich.ts';
import type { Subscription } from '../src/domain/subscription.ts';
import { createTelegram } from '../src/telegram/client.ts';
import { asMessage } from '../src/telegram/render.ts';
import { newPart } from './discord-samples.ts';
import { MORNING, minutesLater, ORDER, slotDigest } from './store-samples.ts';
import { openDiscord } from './support/discord/client.ts';
import { startTelegram } from './support/telegram/server.ts';

interface World {
  readonly db: Database;
  /** What a platform tells of doors. */
  notice(event: DoorEvent): Promise<void>;
  /** What is told at a command, and counts as told. */
  untold(): Promise<readonly string[]>;
  readonly subscription: Subscription;
  readonly happenings: readonly Happening[];
  readonly waker: Waker;
  /** Lets the courier send what is due, again and again, until so many minutes past; a minute at a step. */
  deliverUntil(minute: number): Promise<void>;
  state(): Promise<Subscription['state'] | undefined>;
  events(): readonly string[];
}

/** A subscription whose digest of two parts is owed, and a courier at one platform's door. */
async function open(
  connect: (report: (happening: Happening) => void) => Connection,
  place: Place & { readonly community: `discord:${string}` | `telegram:${string}` },
  createdBy: string,
  body: string,
): Promise<World> {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const happenings: Happening[] = [];
  const report = (happening: Happening): void => void happenings.push(happening);
  const messenger = { ...connect(report).messenger, pace: { perSecond: 1000, gapMs: () => 0 } };
  const time = { now: MORNING };
  const clock = (): Date => time.now;
  const messengers = new Map([[messenger.platform, messenger]]);
  const subscription = await db.subscriptions.add(
    { ...place, name: 'news' },
    { ...ORDER, createdBy, noticesTo: createdBy },
  );
  const digest = slotDigest(subscription, 2, 1);
  await db.digests.owe({
    ...digest,
    edition: { ...digest.edition, parts: [1, 2].map((story) => ({ body, stories: [story as StoryId] })) },
  });
  const room = { ...db, messengers, onUncertain: 'resend', report, clock } as const;
  const courier: Courier = createCourier(room);
  const waker = createWaker(room);
  return {
    ...{ db, subscription, happenings, waker },
    notice: (event) => noticeDoor({ ...room, waker }, event),
    untold: async () => (await takeUntold(room, place.community, 'en')).map(plainText),
    async deliverUntil(minute) {
      for (let at = 0; at <= minute; at += 1) {
        time.now = minutesLater(at);
        await courier.deliverDue();
        await courier.settled();
      }
    },
    state: async () => (await db.subscriptions.find(subscription.id))?.state,
    events: () => happenings.map(({ event }) => event),
  };
}

async function onTelegram(chat: 'group' | 'alice') {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  const id = telegram.chats[chat];
  const place = { platform: 'telegram', address: String(id), community: `telegram:${id}` } as const;
  const access = { token: telegram.token, apiUrl: telegram.url };
  const body = JSON.stringify(asMessage('A digest'));
  const by = `telegram:${telegram.chats.alice}`;
  const world = await open((report) => createTelegram({ ...access, report }), place, by, body);
  return { telegram, id, world };
}

async function onDiscord() {
  const discord = await openDiscord();
  const place = { platform: 'discord', address: discord.channel.id, community: `discord:${discord.guild.id}` } as const;
  const access = { token: discord.token, apiUrl: discord.url };
  const world = await open(
    (report) => {
      const connection = createDiscord({ ...access, report });
      onTestFinished(() => connection.stop());
      return connection;
    },
    place,
    `discord:${discord.owner}`,
    newPart().body,
  );
  return { discord, world };
}

test('a group that shows the bot the door pauses its digest after three tries, and who ordered it is told in private', async () => {
  const { telegram, id, world } = await onTelegram('group');
  telegram.changeMembership({ chat: id, status: 'kicked' });
  await world.deliverUntil(5);
  expect(world.events()).toEqual(['later', 'later', 'refused', 'paused']);
  expect(world.happenings.at(-1)).toMatchObject({ why: 'forbidden', reached: true });
  expect(telegram.messages(telegram.chats.alice).map(({ text }) => text)).toEqual([expect.stringContaining('paused')]);
  expect(await world.db.deliveries.countByState()).toEqual(new Map([['refused', 2]]));
  expect(telegram.violations).toEqual([]);
});

test('a paused digest sleeps while the door is closed, and wakes within the hour after it opened', async () => {
  const { telegram, id, world } = await onTelegram('group');
  telegram.changeMembership({ chat: id, status: 'kicked' });
  await world.deliverUntil(5);
  await world.waker.wakeDue();
  expect(await world.state()).toBe('paused');
  telegram.changeMembership({ chat: id, status: 'member' });
  await world.waker.wakeDue();
  expect(await world.state()).toBe('paused');
  await world.deliverUntil(66);
  await world.waker.wakeDue();
  expect(await world.state()).toBe('active');
  expect(world.events().at(-1)).toBe('woken');
  expect((await world.db.subscriptions.find(world.subscription.id))?.nextSlot.at.getTime()).toBeGreaterThan(
    MORNING.getTime(),
  );
  expect(telegram.violations).toEqual([]);
});

test('many that sleep are asked about a few at a time, so that no platform is asked too much at once, and all wake', async () => {
  const { telegram, id, world } = await onTelegram('group');
  const place = { platform: 'telegram', address: String(id), community: `telegram:${id}`, name: 'news' } as const;
  for (let i = 0; i < 12; i += 1) {
    const { id: asleep } = await world.db.subscriptions.add(place, { ...ORDER, createdBy: 'telegram:7' });
    await world.db.subscriptions.pause(asleep, 'forbidden');
  }
  const woken: number[] = [];
  for (let walk = 0; walk < 4; walk += 1) {
    await world.waker.wakeDue();
    woken.push(world.events().filter((event) => event === 'woken').length);
  }
  expect(woken).toEqual([5, 10, 12, 12]);
  expect(telegram.violations).toEqual([]);
});

test('a person who blocked the bot is left alone until they say something again', async () => {
  const { telegram, id, world } = await onTelegram('alice');
  telegram.changeMembership({ chat: id, status: 'kicked' });
  await world.deliverUntil(5);
  expect(world.happenings.at(-1)).toMatchObject({ event: 'paused', reached: false });
  await world.waker.wakeDue();
  expect(await world.state()).toBe('paused');
  telegram.changeMembership({ chat: id, status: 'member' });
  await world.waker.wakeIn(`telegram:${id}`);
  expect(await world.state()).toBe('active');
  expect(telegram.violations).toEqual([]);
});

test('a group that became a supergroup is followed at once, with all that was owed to it', async () => {
  const { telegram, id, world } = await onTelegram('group');
  const to = telegram.migrate(id, { isAnnounced: false });
  await world.deliverUntil(1);
  expect(telegram.messages(to)).toHaveLength(2);
  expect(world.events()).toEqual(['moved', 'sent', 'sent']);
  expect(await world.db.subscriptions.ofCommunity(`telegram:${to}`)).toHaveLength(1);
  expect(telegram.violations).toEqual([]);
});

test('a channel that was deleted pauses its digest after three tries, and who ordered it is told in private', async () => {
  const { discord, world } = await onDiscord();
  discord.removeChannel(discord.channel.id);
  await world.deliverUntil(5);
  expect(world.events()).toEqual(['later', 'later', 'refused', 'paused']);
  expect(world.happenings.at(-1)).toMatchObject({ why: 'gone', reached: true });
  await world.waker.wakeDue();
  expect(await world.state()).toBe('paused');
  expect(discord.violations).toEqual([]);
});

test('a channel that lets the bot in again has its digest from the next slot, at a command or within the hour', async () => {
  const { discord, world } = await onDiscord();
  const { id } = discord.channel;
  discord.addChannel({ id, name: 'news', deny: ['SEND_MESSAGES'] });
  await world.deliverUntil(5);
  expect(await world.state()).toBe('paused');
  await world.waker.wakeIn(`discord:${discord.guild.id}`);
  expect(await world.state()).toBe('paused');
  discord.addChannel({ id, name: 'news' });
  await world.waker.wakeIn(`discord:${discord.guild.id}`);
  expect(await world.state()).toBe('active');
  expect(discord.violations).toEqual([]);
});

test('a server that puts the bot out pauses all that is ordered there at once, in one notice, and wakes it on its return', async () => {
  const { discord, world } = await onDiscord();
  const community = `discord:${discord.guild.id}` as const;
  const { channel } = world.subscription;
  await world.db.subscriptions.add(
    { ...channel, name: 'news' },
    { ...ORDER, createdBy: world.subscription.createdBy, noticesTo: world.subscription.createdBy },
  );
  await world.notice({ kind: 'put-out', community });
  expect(world.events()).toEqual(['left', 'paused', 'paused']);
  expect(await world.db.deliveries.countByState()).toEqual(new Map([['refused', 2]]));
  const told = discord.messages(discord.directChannel(discord.owner)).map(({ content }) => content);
  expect(told).toEqual([expect.stringMatching(/^Your digests for news are paused: I was removed from there/u)]);
  await world.notice({ kind: 'let-in', community });
  expect(world.events().slice(3)).toEqual(['woken', 'woken']);
  expect(discord.violations).toEqual([]);
});

test('a channel that is removed pauses its digest alone, at once', async () => {
  const { discord, world } = await onDiscord();
  const { platform, address, community } = world.subscription.channel;
  await world.notice({ kind: 'channel-removed', place: { platform, address: '1', community } });
  expect(await world.state()).toBe('active');
  await world.notice({ kind: 'channel-removed', place: { platform, address, community } });
  expect(world.happenings.at(-1)).toMatchObject({ event: 'paused', why: 'gone', reached: true });
  expect(discord.requests.filter((each) => each.includes(discord.channel.id))).toEqual([]);
});

test('whom no private message reaches is told at the next command there, once', async () => {
  const { discord, world } = await onDiscord();
  const shut = { code: 50_007, message: 'Cannot send messages to this user' };
  discord.fault({ kind: 'answer', status: 403, body: shut, method: 'POST', path: /@me\/channels$/u });
  discord.addChannel({ id: discord.channel.id, name: 'news', deny: ['SEND_MESSAGES'] });
  await world.deliverUntil(5);
  expect(world.happenings.at(-1)).toMatchObject({ event: 'paused', reached: false });
  expect(await world.untold()).toEqual([expect.stringContaining('I am not allowed to post there')]);
  expect(await world.untold()).toEqual([]);
});

test('who was told in private is not told again at a command', async () => {
  const { discord, world } = await onDiscord();
  discord.addChannel({ id: discord.channel.id, name: 'news', deny: ['SEND_MESSAGES'] });
  await world.deliverUntil(5);
  expect(await world.untold()).toEqual([]);
});

test('a locked thread pauses its digest and says so, and opened it wakes', async () => {
  const { discord, world } = await onDiscord();
  const { id } = discord.channel;
  discord.addChannel({ id, name: 'news', type: 'thread', isLocked: true });
  await world.deliverUntil(5);
  expect(world.happenings.at(-1)).toMatchObject({ event: 'paused', why: 'locked' });
  discord.addChannel({ id, name: 'news', type: 'thread' });
  await world.waker.wakeDue();
  expect(await world.state()).toBe('active');
});
