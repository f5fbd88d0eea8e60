import { type APIMessage, DiscordAPIError, type REST, Routes } from 'discord.js';
import type { Arrival, Delivery, SendOutcome } from '../domain/delivery.ts';
import type { Report } from '../domain/happening.ts';
import { type Found, findMessage, findPost, type Search } from './find-sent.ts';
import { findChannel, isForum, isNoPlaceForMessages, postToForum } from './forum.ts';
import { composeMessage, type Message, markOf } from './message.ts';
import { readFailure } from './outcome.ts';
import { createPublisher, type Publisher } from './publish.ts';
import { isThreadShut, openThread, reopenThread } from './threads.ts';

/** Sends the parts of digests. */
export interface Sender {
  send(delivery: Delivery, signal: AbortSignal): Promise<SendOutcome>;
}

/** What sending rests on; `me` is the bot's own id. */
interface Access {
  readonly rest: REST;
  readonly me: () => Promise<string>;
  readonly report: Report;
}

interface Outbox extends Access {
  readonly publisher: Publisher;
  /** The forums met so far: a message is not tried there a second time. */
  readonly forums: Set<string>;
}

/** One try to send a part. */
interface Errand {
  readonly outbox: Outbox;
  readonly delivery: Delivery;
  readonly message: Message;
  readonly title: string;
  readonly signal: AbortSignal;
}

export function createSender(access: Access): Sender {
  const outbox: Outbox = { ...access, publisher: createPublisher(access.rest), forums: new Set() };
  return {
    async send(delivery, signal) {
      try {
        const errand = { outbox, delivery, ...composeMessage(delivery), signal };
        const arrival = await bring(errand);
        return { kind: 'sent', ...(await follow(errand, arrival)) };
      } catch (error) {
        return readOwnThread(delivery, error) ?? readFailure(error);
      }
    },
  };
}

/** Brings a part to its place; one that may have arrived is looked for first. What place it is turns out on the way: most are no forums. */
async function bring(errand: Errand): Promise<Arrival> {
  const { outbox, delivery } = errand;
  const { address } = delivery.channel;
  if (delivery.thread === null && outbox.forums.has(address)) return await bringToForum(errand);
  try {
    const bringHere = async () => ({ message: await write(errand, delivery.thread ?? address) });
    return await unlessThere(errand, (search) => findMessage(search, delivery.thread ?? address), bringHere);
  } catch (error) {
    if (delivery.thread !== null || !isNoPlaceForMessages(error)) throw error;
    return await bringToForum(errand, error);
  }
}

/** Throws the refusal that led here where the place is no forum after all. */
async function bringToForum(errand: Errand, refusal?: unknown): Promise<Arrival> {
  const { outbox, delivery, title, message, signal } = errand;
  const channel = await findChannel(outbox.rest, delivery.channel.address, signal);
  if (!isForum(channel)) throw refusal ?? new TypeError(`${channel.id} is a forum no more.`);
  outbox.forums.add(channel.id);
  return await unlessThere(
    errand,
    (search) => findPost(search, channel),
    async () => {
      const thread = await postToForum(outbox.rest, channel, title, message, signal);
      return { message: thread, thread };
    },
  );
}

/** A part that may have arrived is brought where it is not found; where nobody may look, that may make a second copy. */
async function unlessThere(
  { outbox, delivery, message, signal }: Errand,
  look: (search: Search) => Promise<Found>,
  bringIt: () => Promise<Arrival>,
): Promise<Arrival> {
  if (!delivery.uncertain) return await bringIt();
  const { kind, ...arrival } = await look({ rest: outbox.rest, delivery, message, me: await outbox.me(), signal });
  if ('message' in arrival) return arrival;
  return { ...(await bringIt()), ...(kind === 'unseen' ? { isPerhapsTwice: true } : {}) };
}

/** Writes to a channel or thread; a thread that is archived is opened once, where the bot may. */
async function write(errand: Errand, place: string): Promise<string> {
  try {
    return await create(errand, place);
  } catch (error) {
    if (!isThreadShut(error) || !(await reopenThread(errand.outbox.rest, place, errand.signal))) throw error;
    return await create(errand, place);
  }
}

async function create({ outbox, delivery, message, signal }: Errand, place: string): Promise<string> {
  const body = { ...message, nonce: markOf(delivery), enforce_nonce: true };
  return ((await outbox.rest.post(Routes.channelMessages(place), { body, signal })) as APIMessage).id;
}

/** What is done beside the message has so long; a fault in it is told, and costs the message nothing. */
const PATIENCE_MS = 5_000;

/** Opens a thread under the first message and publishes each, where that is wanted. Done again for a part found again, it changes nothing. */
async function follow(errand: Errand, arrival: Arrival): Promise<Arrival> {
  const { delivery, signal } = errand;
  const { posting, thread, number } = delivery;
  const soon = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const isChannel = thread === null && arrival.thread === undefined;
  if (posting.crosspost && isChannel) await publish(errand, arrival.message, soon);
  if (!posting.thread || !isChannel || number > 1) return arrival;
  const opened = await openBelow(errand, arrival.message, soon);
  return opened === null ? arrival : { ...arrival, thread: opened };
}

async function publish({ outbox, delivery }: Errand, message: string, signal: AbortSignal): Promise<void> {
  const why = await outbox.publisher.publish(delivery.channel.address, message, signal);
  if (why !== null) leaveOut(outbox, delivery, 'publication', why);
}

async function openBelow(
  { outbox, delivery, title }: Errand,
  message: string,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    return await openThread(outbox.rest, delivery.channel.address, message, title, signal);
  } catch (error) {
    leaveOut(outbox, delivery, 'thread', error instanceof Error ? error.message : String(error));
    return null;
  }
}

function leaveOut({ report }: Outbox, { id: delivery }: Delivery, what: 'thread' | 'publication', why: string): void {
  report({ event: 'left-out', platform: 'discord', delivery, what, why });
}

/** Who removed the thread of a digest wants no more of that digest; the channel is still there. */
function readOwnThread({ thread }: Delivery, error: unknown): SendOutcome | null {
  const isGone = thread !== null && error instanceof DiscordAPIError && error.status === 404;
  return isGone ? { kind: 'refused', reason: 'removed', detail: error.message } : null;
}
