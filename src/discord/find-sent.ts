import { type APIMessage, ComponentType, DiscordAPIError, type REST, Routes } from 'discord.js';
import type { Delivery } from '../domain/delivery.ts';
import { oneLine } from '../text/one-line.ts';
import { type Forum, idAt, isNoPlaceForMessages, threadsSince } from './forum.ts';
import { type Message, markOf, readButtonId } from './message.ts';

/** What came of looking for a part: where it stands, that it is not there, or that the bot may not look. */
export type Found =
  | { readonly kind: 'there'; readonly message: string; readonly thread?: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unseen' };

/** Where and for what is looked. */
export interface Search {
  readonly rest: REST;
  readonly delivery: Delivery;
  /** As it would be sent. */
  readonly message: Message;
  /** The bot's own id. */
  readonly me: string;
  readonly signal: AbortSignal;
}

/** Discord's clock and ours may differ by this. */
const CLOCKS_APART_MS = 60_000;

/**
 * Looks in a forum for a part that may have arrived, among the bot's own posts since it was owed: by the mark in its buttons, or where it has none by
 * what it says. A post begins with the message that has its id.
 */
export async function findPost(search: Search, forum: Forum): Promise<Found> {
  const { rest, me, signal } = search;
  const threads = await threadsSince(rest, forum, me, sinceOf(search), signal);
  if (threads === null) return { kind: 'unseen' };
  for (const thread of threads) {
    const message = await readMessage(rest, thread, signal);
    if (message !== null && isSame(message, search)) return { kind: 'there', message: thread, thread };
  }
  return { kind: 'absent' };
}

async function readMessage(rest: REST, thread: string, signal: AbortSignal): Promise<APIMessage | null> {
  try {
    return (await rest.get(Routes.channelMessage(thread, thread), { signal })) as APIMessage;
  } catch (error) {
    // Somebody removed it, or hid it from the bot.
    if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}

/** As many messages as Discord gives in one answer; after so many answers the place is too busy to look through. */
const PAGE = 100;
const MOST_PAGES = 10;

/** The same in a channel or thread. The nonce can't tell, for Discord gives it back only once. */
export async function findMessage(search: Search, place: string): Promise<Found> {
  let after = idAt(sinceOf(search));
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const messages = await messagesAfter(search, place, after);
    if (messages === null) return { kind: 'unseen' };
    const same = messages.find((message) => isSame(message, search));
    if (same !== undefined) return { kind: 'there', message: same.id };
    const newest = messages.reduce((latest, { id }) => (BigInt(id) > BigInt(latest) ? id : latest), after);
    if (messages.length < PAGE || newest === after) return { kind: 'absent' };
    after = newest;
  }
  return { kind: 'absent' };
}

/** Those right after an id, the newest first; null where the bot may not read what was written. */
async function messagesAfter(
  { rest, signal }: Search,
  place: string,
  after: string,
): Promise<readonly APIMessage[] | null> {
  const query = new URLSearchParams({ limit: String(PAGE), after });
  try {
    return (await rest.get(Routes.channelMessages(place), { query, signal })) as readonly APIMessage[];
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 403) return null;
    if (isNoPlaceForMessages(error)) return [];
    throw error;
  }
}

function sinceOf({ delivery }: Search): Date {
  return new Date(delivery.owedAt.getTime() - CLOCKS_APART_MS);
}

function isSame(message: APIMessage, search: Search): boolean {
  if (message.author.id !== search.me || Date.parse(message.timestamp) < sinceOf(search).getTime()) return false;
  return search.message.components === undefined
    ? likeness(message) === likeness(search.message)
    : marksOf(message).includes(markOf(search.delivery));
}

function marksOf({ components = [] }: APIMessage): readonly (string | null)[] {
  return components
    .flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []))
    .map((button) => ('custom_id' in button ? (readButtonId(button.custom_id)?.mark ?? null) : null));
}

/** What a message says, but for blanks, which Discord may trim. */
function likeness({ content, embeds }: Pick<APIMessage | Message, 'content' | 'embeds'>): string {
  return [content, ...embeds.map(({ title, description }) => title ?? description ?? '')].map(oneLine).join('\n');
}
