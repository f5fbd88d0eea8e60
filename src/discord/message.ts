import {
  type APIActionRowComponent,
  type APIAllowedMentions,
  type APIButtonComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import type { Delivery } from '../domain/delivery.ts';
import { type DigestButton, lineOf } from '../domain/digest.ts';
import { clip } from '../text/clip.ts';
import type { Drawn } from './render.ts';

/** Nobody is rung up, whatever a message says. */
export const SILENT = { parse: [] } as const;

/** A part as Discord takes it. */
export interface Message extends Pick<Drawn, 'content' | 'embeds'> {
  readonly components?: readonly APIActionRowComponent<APIButtonComponent>[];
  readonly flags?: number;
  readonly allowed_mentions: APIAllowedMentions;
}

/** The message of a part, and the title of the thread it may begin. A digest makes itself heard once: with its first part. */
export function composeMessage(delivery: Delivery): { readonly message: Message; readonly title: string } {
  const { content, embeds, title = '', buttons = [] } = JSON.parse(delivery.part.body) as Drawn;
  const role = delivery.number === 1 ? readRole(delivery.posting.role) : null;
  const message: Message = {
    content: role === null ? content : `<@&${role}> ${content}`,
    embeds,
    ...(buttons.length === 0 ? {} : { components: [drawRow(buttons, delivery)] }),
    ...(delivery.number === 1 ? {} : { flags: MessageFlags.SuppressNotifications }),
    allowed_mentions: role === null ? { ...SILENT, parse: [] } : { parse: [], roles: [role] },
  };
  return { message, title };
}

/** Only an id may stand in a mention. */
function readRole(role: string | null): string | null {
  return role !== null && /^\d{1,20}$/u.test(role) ? role : null;
}

/** https://docs.discord.com/developers/components/reference, in characters. */
const LONGEST_LABEL = 80;

function drawRow(buttons: readonly DigestButton[], delivery: Delivery): APIActionRowComponent<APIButtonComponent> {
  const drawn = buttons.map(
    (button): APIButtonComponent => ({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: clip(button.label, LONGEST_LABEL),
      custom_id: markedId(lineOf(button, delivery.digest), markOf(delivery)),
    }),
  );
  return { type: ComponentType.ActionRow, components: drawn };
}

/**
 * The same for every try of a part: its nonce, by which Discord gives the first copy back while it remembers it (some minutes), and the mark in its
 * buttons, by which it is known ever after. The time tells it from a part of another database that counts from 1 too. At most 25 characters.
 */
export function markOf({ id, owedAt }: Delivery): string {
  return `bs-${id.toString(36)}-${owedAt.getTime().toString(36)}`;
}

/** Parts a button of ours from other components. */
const SAYS = /^say(?:@(?<mark>[\w-]+))?:(?<line>.*)$/su;

/** What a button carries that says this line. */
export function buttonId(line: string): string {
  return `say:${line}`;
}

function markedId(line: string, mark: string): string {
  return `say@${mark}:${line}`;
}

/** The line that a button says and the mark it bears; null for what is no button of ours. */
export function readButtonId(id: string): { readonly line: string; readonly mark: string | null } | null {
  const { line, mark = null } = SAYS.exec(id)?.groups ?? {};
  return line === undefined ? null : { line, mark };
}
