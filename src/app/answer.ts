import type { ArchiveStore } from '../domain/archive.ts';
import type { Community, Place, Platform } from '../domain/channel.ts';
import type { CommunityStore } from '../domain/community.ts';
import type { DeliveryStore } from '../domain/delivery.ts';
import type { NewsDesk, Order, Previewed, Subscribed, Told } from '../domain/desk.ts';
import type { ForgettingStore, Holdings } from '../domain/forgetting.ts';
import type { Report } from '../domain/happening.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { MemoryStore } from '../domain/memory.ts';
import type { Messenger } from '../domain/messenger.ts';
import type { NoteStore } from '../domain/notes.ts';
import type { Which } from '../domain/order-desk.ts';
import { SECTIONS } from '../domain/section.ts';
import { EVERY_DAY, type Subscription } from '../domain/subscription.ts';
import { suggestZones } from '../schedule/zones.ts';
import { type AdminRoom, createAdminDesk } from './admin.ts';
import type { BehalfRoom } from './behalf.ts';
import { previewDigest, tellNow } from './digest.ts';
import { noticeDoor } from './door.ts';
import { mutableOf, muteThing, unmute } from './mute.ts';
import { bindNotes, createTongue } from './notes.ts';
import { draftSubscription, takeOrder } from './order.ts';
import { createOrderDesk } from './order-desk.ts';
import { saveTopic, testTopic } from './own-topics.ts';
import { listPast, reopenPast, showMore, showOrigins, viewPast } from './past.ts';
import { createWaker } from './pause.ts';
import type { PollRoom } from './poll-source.ts';
import { type SearchRoom, searchArchive } from './search.ts';
import { createSetupDesk, type SetupRoom } from './setup.ts';
import { createSourceDesk } from './source-desk.ts';
import { readStatus } from './status.ts';
import { takeTurn } from './turn.ts';
import { pickSubscription } from './which.ts';
import { explain } from './why.ts';

/** What answering rests on. */
export interface DeskRoom extends AdminRoom, PollRoom, SearchRoom, BehalfRoom, SetupRoom {
  readonly messengers: ReadonlyMap<Platform, Messenger>;
  readonly report: Report;
  readonly deliveries: DeliveryStore;
  readonly memories: MemoryStore;
  readonly archive: ArchiveStore;
  readonly forgetting: ForgettingStore;
  /** Days that digests, and the articles behind them, are kept. */
  readonly keepDays: number;
  readonly notes: NoteStore;
  readonly communities: CommunityStore;
  /** Called when something was owed, so that it goes out at once. */
  readonly onOwed: () => void;
}

const MOST_SUGGESTED = 25;

/** The bot's answers, for commands and the page. */
export function createNewsDesk(room: DeskRoom): NewsDesk {
  const waker = createWaker(room);
  const desk: NewsDesk = {
    heardFrom: (said) => takeTurn({ ...room, waker }, desk, said),
    notice: (event) => noticeDoor({ ...room, waker }, event),
    notes: bindNotes(room.notes, room.clock),
    keepDays: room.keepDays,
    ...createTongue(room.communities),
    isOwner: (person) => room.owners.includes(person),
    subscribe: (order) => subscribe(room, order),
    subscriptions: (community) => room.subscriptions.ofCommunity(community),
    ...createOrderDesk(room),
    preview: (place, which, language) => preview(room, place, which, language),
    tellNow: (community, which) => tellAtOnce(room, community, which),
    ...createSourceDesk(room),
    ...createSetupDesk(room),
    saveTopic: (community, name, query) => saveTopic(room.topics, community, name, query),
    topics: (community) => room.topics.ofCommunities([community]),
    removeTopic: (community, name) => room.topics.remove(community, name),
    testTopic: (community, typed) => testTopic(room, community, typed, room.clock()),
    mute: (place, what, days) => muteThing(room, place, what, days, room.clock()),
    mutes: (community) => room.mutes.ofCommunities([community], room.clock()),
    unmute: (community, number) => unmute(room.mutes, community, number, room.clock()),
    mutable: (place, what) => mutableOf(room, place, what),
    why: (place, asked) => explain(room, place, asked, room.clock()),
    pastDigest: (place, digest) => viewPast(room, place, digest),
    history: (place, page) => listPast(room, place, page),
    search: (place, typed, page) => searchArchive(room, place, typed, page),
    reopen: (place, digest) => reopenPast(room, place, digest),
    more: (place, digest, page) => showMore(room, place, digest, page),
    origins: (place, digest, number) => showOrigins(room, place, digest, number),
    status: (community) => readStatus(room, community, room.clock()),
    // Whose conversation it is stands in the turn alone, which gives its desk this verb anew.
    manage: async () => ({ kind: 'not-private' }),
    holdings: (community) => room.forgetting.holdings(community),
    forget: (community) => forget(room, community),
    ...createAdminDesk(room),
    suggestZones,
    suggestTopics,
  };
  return desk;
}

async function subscribe(room: DeskRoom, order: Order): Promise<Subscribed> {
  const messenger = room.messengers.get(order.place.platform);
  if (messenger === undefined) throw new RangeError(`${order.place.platform} is not connected.`);
  const done = await takeOrder(room.subscriptions, messenger, order, room.clock());
  if (done.kind === 'subscribed')
    room.report({ event: 'subscribed', subscription: done.subscription.id, platform: order.place.platform });
  return done;
}

async function forget({ forgetting, report }: DeskRoom, community: Community): Promise<Holdings> {
  const held = await forgetting.forget(community);
  report({ event: 'forgotten', community });
  return held;
}

async function preview(
  room: DeskRoom,
  place: Place & { readonly community: Community },
  which: Which,
  language: string,
): Promise<Previewed> {
  const there = await room.subscriptions.ofCommunity(place.community);
  const isAnonymous = which === null && there.length === 0;
  const meant = pickSubscription(there, which);
  if (meant.kind !== 'found' && !isAnonymous) return meant;
  const wanting = meant.kind === 'found' ? meant.subscription : anonymous(room, place, language);
  const { digest, parts } = await previewDigest(room, wanting, room.clock());
  if (digest.items.length === 0) return { kind: 'nothing-new', ...digest.coverage };
  return { kind: 'preview', parts, stories: digest.items.length };
}

/** No channel has this number. */
const NO_CHANNEL = 0 as ChannelId;

/** What a place that ordered nothing would get: everything. */
function anonymous(
  room: DeskRoom,
  place: Place & { readonly community: Community },
  language: string,
): Omit<Subscription, 'id' | 'revision'> {
  const draft = draftSubscription(
    { by: '', language },
    [],
    { times: ['08:00'], days: EVERY_DAY, zone: 'UTC' },
    room.clock(),
  );
  return { ...draft, channel: { ...place, id: NO_CHANNEL, name: null } };
}

async function tellAtOnce(room: DeskRoom, community: Community, which: Which): Promise<Told> {
  const meant = pickSubscription(await room.subscriptions.ofCommunity(community), which);
  if (meant.kind !== 'found') return meant;
  const { subscription } = meant;
  const told = await tellNow(room, subscription, room.clock());
  if (told.kind === 'nothing-new') return told;
  room.onOwed();
  return { kind: 'owed', stories: told.stories, subscription: subscription.id };
}

/** Sections that begin with the last topic typed, behind the ones before it; all of them while nothing is typed. */
function suggestTopics(typed: string): readonly string[] {
  const before = typed.slice(0, typed.lastIndexOf(',') + 1);
  const last = typed.slice(before.length).trim().toLowerCase();
  const fitting = SECTIONS.filter((section) => section.toLowerCase().startsWith(last));
  const suggested = fitting.map((section) => (before === '' ? section : `${before} ${section}`));
  return [...(typed.trim() === '' || fitting.length > 0 ? [] : [typed]), ...suggested].slice(0, MOST_SUGGESTED);
}
