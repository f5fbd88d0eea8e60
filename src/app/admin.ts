import type {
  AdminDesk,
  BlockStore,
  Blocks,
  Budget,
  Forgotten,
  InstallSources,
  SourceAct,
  SourceChanged,
} from '../domain/admin-desk.ts';
import type { Community } from '../domain/channel.ts';
import type { ForgettingStore } from '../domain/forgetting.ts';
import type { Report } from '../domain/happening.ts';
import type { SourceId } from '../domain/ids.ts';
import type { SourceInUse, SourceStore } from '../domain/source.ts';
import type { SubscriptionStore } from '../domain/subscription.ts';
import { SHUT_OUT } from './pause.ts';
import { dayOf, readTotals, type StatusRoom } from './status.ts';

/** What running the bot by commands rests on. */
export interface AdminRoom extends StatusRoom {
  readonly blocks: BlockStore;
  readonly forgetting: ForgettingStore;
  readonly report: Report;
  readonly subscriptions: SubscriptionStore;
  /** The people who run the bot. */
  readonly owners: readonly string[];
  readonly clock: () => Date;
}

/** Rows a reader takes in at a glance, and that fit one message whatever their titles. */
const ROWS_OF_PAGE = 10;
const DAYS_SHOWN = 7;
const DAY_MS = 24 * 3_600_000;

/** The answers for the people who run the bot. */
export function createAdminDesk(room: AdminRoom): AdminDesk {
  return {
    totals: () => readTotals(room, room.clock()),
    installSources: (page) => pageOfInstall(room.sources, page, room.clock()),
    changeInstallSource: (id, act, by) => changeSource(room.sources, { id, act, by }, room.clock()),
    budget: (isPaused) => readBudget(room, isPaused, room.clock()),
    forgetWho: (who, isSure) => forgetWho(room, who, isSure),
    blocks: (who, isBlocked) => changeBlocks(room, who, isBlocked, room.clock()),
  };
}

async function pageOfInstall(store: SourceStore, asked: number, at: Date): Promise<InstallSources> {
  const all = [...(await store.inUse())].sort(worstFirst);
  const pages = Math.max(1, Math.ceil(all.length / ROWS_OF_PAGE));
  const page = Math.min(Math.max(1, asked), pages);
  const shown = all.slice((page - 1) * ROWS_OF_PAGE, page * ROWS_OF_PAGE);
  return { shown, count: all.length, page, pages, at };
}

function worstFirst(one: SourceInUse, other: SourceInUse): number {
  const trouble = ({ source: { state, health } }: SourceInUse): number =>
    Number(state !== 'active') * 2 + Number(health.lastError !== null);
  return trouble(other) - trouble(one) || other.communities - one.communities || one.source.id - other.source.id;
}

async function changeSource(
  store: SourceStore,
  { id, act, by }: { readonly id: SourceId; readonly act: SourceAct | null; readonly by: string },
  now: Date,
): Promise<SourceChanged | null> {
  const found = (await store.inUse()).find(({ source }) => source.id === id);
  if (found === undefined) return null;
  const { address, title, section } = found.source;
  if (act === 'off' || act === 'on') await store.setBarred(id, act === 'off', now);
  if (act === 'remove') await store.dropEverywhere(id);
  if (act === 'starter') await store.use({ address, title, section }, 'starter', by, now);
  if (act === 'not-starter') await store.drop(id, 'starter');
  const after = (await store.inUse()).find(({ source }) => source.id === id);
  return { source: after ?? { ...found, communities: 0, isStarter: false }, at: now };
}

async function readBudget(
  { budget, modelName: model, dailyTokens: cap }: AdminRoom,
  isPaused: boolean | null,
  now: Date,
): Promise<Budget> {
  const today = dayOf(now);
  if (isPaused !== null) await budget.setPaused(today, isPaused);
  const asked = Array.from({ length: DAYS_SHOWN }, (_, i) =>
    dayOf(new Date(now.getTime() - (DAYS_SHOWN - 1 - i) * DAY_MS)),
  );
  const used = await budget.usedOn(asked);
  const days = asked.map((day) => used.find((each) => each.day === day) ?? { day, tokens: 0, isPaused: false });
  return { model, cap, days, isPaused: days.at(-1)?.isPaused ?? false };
}

const WHO = /^(?:discord:(?:dm-)?\d{1,25}|telegram:-?\d{1,20})$/u;
/** Of a person who has no conversation of their own here their name is forgotten where it stands. */
async function forgetWho({ forgetting, report }: AdminRoom, who: string, isSure: boolean): Promise<Forgotten> {
  if (!WHO.test(who)) return { kind: 'wrong-who' };
  const community = who as Community;
  const holdings = await (isSure ? forgetting.forget(community) : forgetting.holdings(community));
  if (isSure) report({ event: 'forgotten', community });
  return { kind: 'holdings', holdings };
}

/** The digests of a community that is shut out rest from then on, and go on when it is let in. */
async function changeBlocks(room: AdminRoom, who: string | null, isBlocked: boolean, now: Date): Promise<Blocks> {
  const { blocks, subscriptions, owners } = room;
  if (who !== null && !WHO.test(who)) return { kind: 'wrong-who', given: who };
  if (who !== null && owners.includes(who)) return { kind: 'an-owner' };
  if (who !== null && isBlocked) await blocks.block(who, now);
  if (who !== null && !isBlocked) await blocks.unblock(who);
  const there = who === null || !isBlocked ? [] : await subscriptions.ofCommunity(who as Community);
  const active = there.filter(({ state }) => state === 'active').map(({ id }) => id);
  for (const id of active) await subscriptions.pause(id, SHUT_OUT);
  // The commands of who is shut out are answered with the reason.
  await subscriptions.pauseTold(active);
  return { kind: 'blocks', all: await blocks.all(), changed: who };
}
