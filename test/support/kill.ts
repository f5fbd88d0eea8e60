import { onTestFinished } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import type { DeliveryState } from '../../src/domain/delivery.ts';
import type { Doubts } from '../../src/domain/standing.ts';
import { loopbackSettings, spawnBot, testFolder, until } from './bot.ts';
import { fileDigests, headline, NO_FEED, STORIES, slotIn } from './kill-news.ts';
import { type KilledOn, openWorld, type World } from './kill-worlds.ts';
import { startModel } from './openai.ts';

export type { KilledOn };

/** When a bot is killed with a digest of two parts on its way. */
export type Moment =
  | 'while it is being prepared'
  | 'before it is owed'
  | 'while it is being owed'
  | 'when it is owed'
  | 'when its first part is claimed'
  | 'while its first part is under way'
  | 'when its first part is stored and not answered'
  | 'when its first part is answered and not recorded'
  | 'between its parts'
  | 'while its last part is under way'
  | 'when its last part is stored and not answered'
  | 'after its last part';

/** How each moment is met: at a statement of the database, at a request that the model or the platform leaves unanswered, or at the last happening of all. */
type Death =
  | { readonly at: 'preparing' }
  | { readonly at: 'statement'; readonly when: 'before' | 'after'; readonly sql: string; readonly isCommit: boolean }
  | { readonly at: 'request'; readonly part: 'first' | 'last'; readonly isStored: boolean }
  | { readonly at: 'end' };

const SENT = 'update "deliveries" set .*"message"';
export const MOMENTS: Readonly<Record<Moment, Death>> = {
  'while it is being prepared': { at: 'preparing' },
  'before it is owed': statement('before', 'insert into "digests"', false),
  'while it is being owed': statement('before', 'insert into "told"', false),
  'when it is owed': statement('after', 'insert into "deliveries"', true),
  'when its first part is claimed': statement('after', 'update "deliveries" set "uncertain" = case', true),
  'while its first part is under way': { at: 'request', part: 'first', isStored: false },
  'when its first part is stored and not answered': { at: 'request', part: 'first', isStored: true },
  'when its first part is answered and not recorded': statement('before', SENT, false),
  'between its parts': statement('after', SENT, true),
  'while its last part is under way': { at: 'request', part: 'last', isStored: false },
  'when its last part is stored and not answered': { at: 'request', part: 'last', isStored: true },
  'after its last part': { at: 'end' },
};

function statement(when: 'before' | 'after', sql: string, isCommit: boolean): Death {
  return { at: 'statement', when, sql, isCommit };
}

export type OnUncertain = 'resend' | 'skip';
/** When the bot comes back: as soon as a process starts, which takes a second, or when the platform has forgotten what it remembers for minutes. */
export type Return = 'at once' | 'after ten minutes';

/** What came of it: how often each part's stories stand in the channel, how its deliveries ended, and what is counted as doubtful. */
export interface Aftermath {
  readonly copies: { readonly first: readonly number[]; readonly second: readonly number[] };
  readonly states: ReadonlyMap<DeliveryState, number>;
  readonly doubts: Doubts;
  readonly violations: readonly unknown[];
  /** The exit code of the bot that came after. */
  readonly exit: number | null;
}

const MINUTE_MS = 60_000;
const AWAY_MINUTES = 10;
/** Two processes start one after the other, perhaps on a busy machine. */
const PATIENCE_MS = 60_000;

/** Lets a real bot deliver a digest, kills it at the moment, starts it again, and looks what arrived. */
export async function killAt(
  moment: Moment,
  platform: KilledOn,
  onUncertain: OnUncertain,
  comesBack: Return,
): Promise<Aftermath> {
  const world = await openWorld(platform);
  const folder = testFolder();
  const url = `file:${folder}/news.db`;
  const env = {
    ...loopbackSettings(folder, [NO_FEED]),
    ...world.env,
    DATABASE_URL: url,
    DELIVERY_ON_UNCERTAIN: onUncertain,
  };
  const death = MOMENTS[moment];
  await fileDigests(url, [world.place], slotIn(death.at === 'preparing' ? AWAY_MINUTES - 1 : 0));
  await dieAt(death, env, world);
  if (death.at === 'preparing' && comesBack === 'at once') await bringSlot(url);
  if (comesBack === 'after ten minutes') world.age();
  const next = spawnBot({ ...env, ...(comesBack === 'at once' ? {} : laterBy(AWAY_MINUTES)) });
  await until(
    'all is recorded',
    () => next.hasLogged('ready') && endings(next.output.stderr) === leftAfter(moment),
    PATIENCE_MS,
  );
  const exit = await next.end('SIGTERM');
  return { copies: countCopies(world), ...(await standingIn(url, world)), violations: world.violations, exit };
}

/** The slot that was looked ahead to comes at once. */
async function bringSlot(url: string): Promise<void> {
  const db = await openDatabase(url);
  const [order] = await db.subscriptions.due(slotIn(AWAY_MINUTES).at, 1, ['discord', 'telegram']);
  if (order !== undefined) await db.subscriptions.resume(order.id, slotIn(0));
  await db.close();
}

function laterBy(minutes: number): Readonly<Record<string, string>> {
  const hook = new URL('shift-clock.ts', import.meta.url);
  hook.search = new URLSearchParams({ ms: String(minutes * MINUTE_MS) }).toString();
  return { NODE_OPTIONS: `--import=${hook.href}` };
}

async function dieAt(death: Death, env: Readonly<Record<string, string>>, world: World): Promise<void> {
  switch (death.at) {
    case 'preparing':
      return await dieAsking(env);
    case 'statement':
      return await dieWriting(death, env);
    case 'request':
      return await dieSending(death, env, world);
    case 'end': {
      const bot = spawnBot(env);
      await until('both parts are recorded', () => bot.output.stderr.split('"event":"sent"').length === 3, PATIENCE_MS);
      await bot.end('SIGKILL');
    }
  }
}

/** While the model has a story to sum up for the slot to come. */
async function dieAsking(env: Readonly<Record<string, string>>): Promise<void> {
  const model = await startModel();
  onTestFinished(() => model.close());
  model.setMode({ kind: 'hang' });
  const bot = spawnBot({ ...env, OPENAI_BASE_URL: model.url, OPENAI_API_KEY: model.key, OPENAI_MODEL: model.name });
  await model.until(() => model.requests.length > 0);
  await bot.end('SIGKILL');
}

async function dieWriting(
  { when, sql, isCommit }: Extract<Death, { at: 'statement' }>,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const hook = new URL('die-at.ts', import.meta.url);
  hook.search = new URLSearchParams({ when, sql, ...(isCommit ? { commit: '' } : {}) }).toString();
  await spawnBot({ ...env, NODE_OPTIONS: `--import=${hook.href}` }).ended;
}

async function dieSending(
  { part, isStored }: Extract<Death, { at: 'request' }>,
  env: Readonly<Record<string, string>>,
  world: World,
): Promise<void> {
  let isMet = false;
  world.fault({ ...world.posting[part], kind: 'hang', isStored, met: () => (isMet = true) });
  const bot = spawnBot(env);
  await until('the platform has the request', () => isMet, PATIENCE_MS);
  await bot.end('SIGKILL');
}

/** How many parts a log says were sent, or left because they may have arrived. */
function endings(log: string): number {
  return log.match(/"event":"(?:sent|refused)"/gu)?.length ?? 0;
}

/** How many parts the bot that died at this moment had not recorded. */
function leftAfter(moment: Moment): number {
  if (moment === 'after its last part') return 0;
  return moment === 'between its parts' || moment.includes('last') ? 1 : 2;
}

/** A story that stands nowhere is of the part that is missing. */
function countCopies(world: World): Aftermath['copies'] {
  const texts = world.said();
  const stories = Array.from({ length: STORIES }, (_, i) => texts.filter((text) => text.includes(headline(i + 1))));
  const missing = texts.some((text) => text.includes('(1/2)')) ? 'second' : 'first';
  const partOf = ([text]: readonly string[]): 'first' | 'second' =>
    text === undefined ? missing : text.includes('(1/2)') ? 'first' : 'second';
  const copiesOf = (part: 'first' | 'second'): readonly number[] =>
    stories.filter((said) => partOf(said) === part).map(({ length }) => length);
  return { first: copiesOf('first'), second: copiesOf('second') };
}

async function standingIn(url: string, { place }: World): Promise<Pick<Aftermath, 'states' | 'doubts'>> {
  const db = await openDatabase(url);
  const states = await db.deliveries.countByState();
  const doubts = await db.standing.doubts(place.community, new Date(Date.now() - MINUTE_MS));
  await db.close();
  return { states, doubts };
}
