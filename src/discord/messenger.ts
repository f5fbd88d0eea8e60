import { type APIChannel, type APIMessage, type APIUser, DiscordAPIError, type REST, Routes } from 'discord.js';
import type { Delivery } from '../domain/delivery.ts';
import type { Messenger, PaceRule } from '../domain/messenger.ts';
import type { Rich } from '../domain/rich.ts';
import { oneLine } from '../text/one-line.ts';
import { readFailure } from './outcome.ts';
import { missingPermissions } from './permissions.ts';
import { drawRich } from './rich.ts';

/** A message as it was drawn: what makes it known again. */
interface Drawn {
  readonly content?: string;
  readonly embeds?: readonly { readonly title?: string | undefined; readonly description?: string | undefined }[];
}

/**
 * Discord lets a bot send 50 requests a second, answers to people among them, and 5 messages in 5 seconds to a channel, counted from the first; a
 * little more than a second between two keeps clear of the edge.
 */
const PACE: PaceRule = { perSecond: 20, gapMs: () => 1_100 };
/** Nobody is rung up, whatever a message says. */
export const SILENT = { parse: [] } as const;

/** Sends parts by Discord's REST interface, which needs no connection to its gateway. `rest` must neither retry nor wait by itself. */
export function createDiscordMessenger(rest: REST): Messenger {
  let self: Promise<string> | null = null;
  const me = async (): Promise<string> => {
    self ??= rest.get(Routes.user('@me')).then((user) => (user as APIUser).id);
    return await self.catch((error: unknown) => {
      self = null;
      throw error;
    });
  };
  return {
    platform: 'discord',
    pace: PACE,
    canLook: true,
    async mayPost({ address }) {
      const missing = await missingPermissions(rest, address, await me());
      return missing.length === 0 ? { kind: 'yes' } : { kind: 'no', missing };
    },
    async send(delivery, signal) {
      try {
        const before = delivery.uncertain ? await findSent(rest, delivery, await me(), signal) : null;
        return { kind: 'sent', message: before ?? (await post(rest, delivery, signal)) };
      } catch (error) {
        return readFailure(error);
      }
    },
    async tell(person, text) {
      const [platform, id] = person.split(':');
      if (platform !== 'discord' || id === undefined) return false;
      try {
        await whisper(rest, id, text);
        return true;
      } catch {
        // A closed door, a stranger, a broken line: the person was not reached, and nothing more is to be done here.
        return false;
      }
    },
  };
}

/** Says something to one person. Their private channel is opened first, which is the same one every time. */
async function whisper(rest: REST, person: string, text: Rich): Promise<void> {
  const channel = (await rest.post(Routes.userChannels(), { body: { recipient_id: person } })) as APIChannel;
  await rest.post(Routes.channelMessages(channel.id), { body: { content: drawRich(text), allowed_mentions: SILENT } });
}

async function post(rest: REST, delivery: Delivery, signal: AbortSignal): Promise<string> {
  const drawn = JSON.parse(delivery.part.body) as Drawn;
  const body = { ...drawn, allowed_mentions: SILENT, nonce: nonceOf(delivery), enforce_nonce: true };
  const message = (await rest.post(Routes.channelMessages(delivery.channel.address), { body, signal })) as APIMessage;
  return message.id;
}

/**
 * The same for every try of a part, so that Discord gives the first copy back while it remembers it (some minutes). The time tells it from a part
 * of another database that counts from 1 too. At most 25 characters.
 */
function nonceOf({ id, owedAt }: Delivery): string {
  return `bs-${id.toString(36)}-${owedAt.getTime().toString(36)}`;
}

/** As many of a channel's newest messages as Discord gives in one answer. */
const LOOKED_AT = 100;
/** Discord's clock and ours may differ by this. */
const CLOCKS_APART_MS = 60_000;

/**
 * The part's message when an earlier try did reach the channel: one of the bot's own since it was owed that says the same. The nonce can't tell, for
 * Discord gives it back only once. Null too where the bot may not read what was written: then the nonce alone keeps a second copy away.
 */
async function findSent(rest: REST, delivery: Delivery, me: string, signal: AbortSignal): Promise<string | null> {
  const wanted = likeness(JSON.parse(delivery.part.body) as Drawn);
  const since = delivery.owedAt.getTime() - CLOCKS_APART_MS;
  const newest = await newestMessages(rest, delivery.channel.address, signal);
  const own = newest.filter(({ author, timestamp }) => author.id === me && Date.parse(timestamp) >= since);
  return own.find((message) => likeness(message) === wanted)?.id ?? null;
}

async function newestMessages(rest: REST, address: string, signal: AbortSignal): Promise<readonly APIMessage[]> {
  const query = new URLSearchParams({ limit: String(LOOKED_AT) });
  try {
    return (await rest.get(Routes.channelMessages(address), { query, signal })) as readonly APIMessage[];
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 403) return [];
    throw error;
  }
}

/** What a message says, but for blanks, which Discord may trim. */
function likeness({ content = '', embeds = [] }: Drawn): string {
  return [content, ...embeds.map(({ title, description }) => title ?? description ?? '')].map(oneLine).join('\n');
}
