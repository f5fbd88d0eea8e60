import { onTestFinished } from 'vitest';
import { draftSubscription } from '../../src/app/order.ts';
import { openDatabase } from '../../src/database/open.ts';
import type { Place } from '../../src/domain/channel.ts';
import type { DeliveryState } from '../../src/domain/delivery.ts';
import { EVERY_DAY } from '../../src/domain/subscription.ts';
import { loopbackSettings, spawnBot, testFolder, until } from './bot.ts';
import { openDiscord } from './discord/client.ts';
import type { Fault } from './faults.ts';
import { startTelegram } from './telegram/server.ts';

/** When a bot is killed with a digest of two parts on its way. */
export type Moment =
  | 'before it is owed'
  | 'while it is being owed'
  | 'when it is owed'
  | 'when its first part is claimed'
  | 'while its first part is under way'
  | 'when its first part is stored and not answered'
  | 'when its first part is answered and not recorded'
  | 'between its parts'
  | 'after its last part';

/** How each moment is met: at a statement of the database, at a request the platform leaves unanswered, or at the last happening of all. */
type Death =
  | { readonly at: 'statement'; readonly when: 'before' | 'after'; readonly sql: string; readonly isCommit: boolean }
  | { readonly at: 'request'; readonly isStored: boolean }
  | { readonly at: 'end' };

const SENT = 'update "deliveries" set .*"message"';
export const MOMENTS: Readonly<Record<Moment, Death>> = {
  'before it is owed': statement('before', 'insert into "digests"', false),
  'while it is being owed': statement('before', 'insert into "told"', false),
  'when it is owed': statement('after', 'insert into "deliveries"', true),
  'when its first part is claimed': statement('after', 'update "deliveries" set "uncertain" = case', true),
  'while its first part is under way': { at: 'request', isStored: false },
  'when its first part is stored and not answered': { at: 'request', isStored: true },
  'when its first part is answered and not recorded': statement('before', SENT, false),
  'between its parts': statement('after', SENT, true),
  'after its last part': { at: 'end' },
};

function statement(when: 'before' | 'after', sql: string, isCommit: boolean): Death {
  return { at: 'statement', when, sql, isCommit };
}

export type KilledOn = 'discord' | 'telegram';
export type OnUncertain = 'resend' | 'skip';

/** What came of it: how often each part's stories stand in the channel, and how its deliveries ended. */
export interface Aftermath {
  readonly copies: { readonly first: readonly number[]; readonly second: readonly number[] };
  readonly states: ReadonlyMap<DeliveryState, number>;
  /** The exit code of the bot that came after. */
  readonly exit: number | null;
}

const STORIES = 14;

/** Lets a real bot deliver a digest, kills it at the moment, starts it again, and looks what arrived. */
export async function killAt(moment: Moment, platform: KilledOn, onUncertain: OnUncertain): Promise<Aftermath> {
  const world = await (platform === 'discord' ? discordWorld() : telegramWorld());
  const folder = testFolder();
  const url = `file:${folder}/news.db`;
  const env = {
    ...loopbackSettings(folder, [NO_FEED]),
    ...world.env,
    DATABASE_URL: url,
    DELIVERY_ON_UNCERTAIN: onUncertain,
  };
  await fileDigest(url, world.place);
  await dieAt(MOMENTS[moment], env, world);
  const next = spawnBot(env);
  if (moment === 'after its last part') await until('the bot is up again', () => next.hasLogged('ready'));
  else await until('the second part is there', () => world.said().some(isSecondPart));
  const isDone = (): boolean => moment === 'after its last part' || next.hasLogged('sent');
  await until('the last part is recorded', isDone);
  const exit = await next.end('SIGTERM');
  return { copies: countCopies(world), states: await statesIn(url), exit };
}

async function dieAt(death: Death, env: Readonly<Record<string, string>>, world: World): Promise<void> {
  if (death.at === 'statement') {
    const hook = new URL('die-at.ts', import.meta.url);
    hook.search = new URLSearchParams({
      when: death.when,
      sql: death.sql,
      ...(death.isCommit ? { commit: '' } : {}),
    }).toString();
    const bot = spawnBot({ ...env, NODE_OPTIONS: `--import=${hook.href}` });
    await bot.ended;
    return;
  }
  let isMet = false;
  if (death.at === 'request')
    world.fault({ ...world.posting, kind: 'hang', isStored: death.isStored, met: () => (isMet = true) });
  const bot = spawnBot(env);
  if (death.at === 'request') await until('the platform has the request', () => isMet);
  else await until('both parts are recorded', () => bot.output.stderr.split('"event":"sent"').length === 3);
  await bot.end('SIGKILL');
}

interface World {
  readonly env: Readonly<Record<string, string>>;
  readonly place: Place;
  /** What a fault in posting a digest is met by. */
  readonly posting: Pick<Fault, 'method' | 'path'>;
  fault(fault: Fault): void;
  /** All that stands in the channel, a text a message. */
  said(): readonly string[];
}

async function discordWorld(): Promise<World> {
  const discord = await openDiscord();
  return {
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url },
    place: { platform: 'discord', address: discord.channel.id },
    posting: { method: 'POST', path: /\/channels\/\d+\/messages$/u },
    fault: (fault) => discord.fault(fault),
    said: () => discord.messages(discord.channel.id).map(({ content, embeds }) => content + JSON.stringify(embeds)),
  };
}

async function telegramWorld(): Promise<World> {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  return {
    env: { TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url },
    place: { platform: 'telegram', address: String(telegram.chats.alice) },
    posting: { method: 'sendMessage' },
    fault: (fault) => telegram.fault(fault),
    said: () => telegram.messages(telegram.chats.alice).map(({ text }) => text),
  };
}

/** Nothing listens there. */
const NO_FEED = 'http://127.0.0.1:1/feed';
const HOUR_MS = 3_600_000;

function headline(number: number): string {
  return `Harbour report ${number} of the season`;
}

/** Long enough that not all stories fit in one message. */
function textOf(number: number): string {
  return [
    `The harbour office counted ${number + 40} boats that came in over the past week, which is more than in any week since the new pier was opened.`,
    `Captain Ada Quill of berth ${number} said that the nets were full on most nights and that her crew of ${number + 3} had never seen a season like it.`,
    `The market hall will stay open until ten in the evening for ${number + 2} weeks, the council decided, so that nothing of the catch has to be thrown away.`,
  ].join('\n');
}

/** Files stories for two parts, and a subscription whose slot came a second ago. */
async function fileDigest(url: string, place: Place): Promise<void> {
  const db = await openDatabase(url);
  const now = new Date();
  const seen = new Date(now.getTime() - HOUR_MS);
  const { source } = await db.sources.use(
    { address: NO_FEED, title: 'Harbour Post', section: null },
    'starter',
    null,
    seen,
  );
  for (let number = 1; number <= STORIES; number += 1) {
    const about = {
      headline: headline(number),
      link: `https://harbour.example/${number}`,
      language: 'en',
      sections: [],
    };
    const read = { ...about, publisher: 'Harbour Post', publishedAt: seen, seenAt: seen, byline: [], credit: null };
    const text = textOf(number);
    const draft = { ...read, sourceId: source.id, entryKey: String(number), address: about.link, text, tags: [] };
    const [article] = await db.articles.add([{ ...draft, image: null, isNews: true }]);
    if (article === undefined) throw new Error('an article was not stored');
    const story = { ...about, id: null, publishers: ['Harbour Post'], image: null, version: 1, isNews: true };
    const gathered = { ...story, firstSeen: seen, lastSeen: seen };
    await db.stories.gather({ article: article.id, reprintOf: null, story: gathered });
  }
  const slot = { at: new Date(now.getTime() - 1000), date: '2026-11-22', time: '08:00' };
  const timetable = { times: ['08:00'], days: EVERY_DAY, zone: 'UTC' };
  const order = draftSubscription({ by: `${place.platform}:1`, language: 'en' }, [], timetable, now);
  const there = { ...place, community: `${place.platform}:1`, name: null } as const;
  await db.subscriptions.add(there, { ...order, size: STORIES, nextSlot: slot });
  await db.close();
}

function isSecondPart(text: string): boolean {
  return text.includes('(2/2)');
}

function countCopies(world: World): Aftermath['copies'] {
  const texts = world.said();
  const stories = Array.from({ length: STORIES }, (_, i) => texts.filter((text) => text.includes(headline(i + 1))));
  const inSecond = stories.filter((said) => said.some(isSecondPart));
  const inFirst = stories.filter((said) => !said.some(isSecondPart));
  return { first: inFirst.map(({ length }) => length), second: inSecond.map(({ length }) => length) };
}

async function statesIn(url: string): Promise<ReadonlyMap<DeliveryState, number>> {
  const db = await openDatabase(url);
  const states = await db.deliveries.countByState();
  await db.close();
  return states;
}
