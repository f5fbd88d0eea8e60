import { setTimeout as wait } from 'node:timers/promises';
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APISelectMenuOption,
  type AttachmentPayload,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  type Interaction,
  MessageFlags,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { Button, File, Menu, Reply } from '../domain/command.ts';
import { clip } from '../text/clip.ts';
import { buttonId, SILENT } from './message.ts';
import { drawRich } from './rich.ts';

/** What people do that is answered with words. */
export type Asked = ChatInputCommandInteraction | Touch;
export type Touch = ButtonInteraction | StringSelectMenuInteraction;

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

interface Message {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly Row[];
  readonly files?: readonly AttachmentPayload[];
}

/** Discord takes an interaction for failed after 3 seconds: an answer that takes longer than half of that is promised first. */
const PROMISE_AFTER_MS = 1_500;

/** Answers so that only who asked sees it. A button's own message gives way to the answer when nobody else sees that message. */
export async function giveReply(asked: Asked, answering: Promise<Reply>): Promise<void> {
  const isInPlace = isTouch(asked) && asked.message.flags.has(MessageFlags.Ephemeral);
  const isPromised = !(await isSoon(answering));
  if (isPromised) await promise(asked, isInPlace);
  const [first, ...rest] = drawReply(await answering);
  if (first !== undefined) await giveFirst(asked, first, isPromised, isInPlace);
  for (const message of rest) await asked.followUp(hidden(message));
}

export function isTouch(asked: Interaction): asked is Touch {
  return asked.isButton() || asked.isStringSelectMenu();
}

async function isSoon(answering: Promise<Reply>): Promise<boolean> {
  const patience = new AbortController();
  const late = wait(PROMISE_AFTER_MS, false, { signal: patience.signal }).catch(() => false);
  const soon = await Promise.race([answering.then(() => true), late]);
  patience.abort();
  return soon;
}

async function promise(asked: Asked, isInPlace: boolean): Promise<void> {
  if (isTouch(asked) && isInPlace) await asked.deferUpdate();
  else await asked.deferReply({ flags: MessageFlags.Ephemeral });
}

async function giveFirst(asked: Asked, message: Message, isPromised: boolean, isInPlace: boolean): Promise<void> {
  const shown = { components: [], ...message, allowedMentions: SILENT };
  if (isPromised) await asked.editReply(shown);
  else if (isTouch(asked) && isInPlace) await asked.update(shown);
  else await asked.reply(hidden(message));
}

function hidden(message: Message) {
  return { ...message, allowedMentions: SILENT, flags: MessageFlags.Ephemeral } as const;
}

/** https://docs.discord.com/developers/resources/message#create-message */
const LONGEST_CONTENT = 2000;

/** The messages of a reply: its text in as few as hold it, buttons and file with the last of them, then the digest's parts. */
function drawReply({ text, buttons = [], menus = [], parts = [], file }: Reply): readonly Message[] {
  const texts = splitLines(drawRich(text), LONGEST_CONTENT);
  const messages = texts.map((content, i) => ({
    content,
    ...(i === texts.length - 1 ? { components: drawRows(menus, buttons) } : {}),
    ...(i === texts.length - 1 && file !== undefined ? { files: [drawFile(file)] } : {}),
  }));
  return [...messages, ...parts.map(({ body }) => JSON.parse(body) as Message)];
}

function drawFile({ name, text }: File): AttachmentPayload {
  return { name, attachment: Buffer.from(text) };
}

/** Texts of at most `most` characters, broken between lines; a line that is longer by itself is clipped. */
function splitLines(text: string, most: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const line of text.split('\n').map((each) => clip(each, most))) {
    const longer = piece === '' ? line : `${piece}\n${line}`;
    if (longer.length > most) pieces.push(piece);
    piece = longer.length > most ? line : longer;
  }
  return [...pieces, piece];
}

/** https://docs.discord.com/developers/components/reference: rows of a message, buttons of a row, characters of a label; choices of a menu, and characters of one. */
const MOST = { rows: 5, inRow: 5, label: 80, choices: 25, choice: 100 } as const;

/** Parts a menu of ours from other components; behind it stands the line with `{}` in it. */
export const PICKS = 'pick:';

function drawRows(menus: readonly Menu[], buttons: readonly Button[]): readonly Row[] {
  const selects = menus.filter(({ choices }) => choices.length > 0).map(drawMenu);
  return [...selects, ...drawButtons(buttons)].slice(0, MOST.rows);
}

function drawMenu({ asks, says, choices, many = false }: Menu): Row {
  const options = choices.slice(0, MOST.choices).map(
    ({ label, value, hint, isChosen = false }): APISelectMenuOption => ({
      label: clip(label, MOST.choice),
      value,
      default: isChosen,
      ...(hint === undefined ? {} : { description: clip(hint, MOST.choice) }),
    }),
  );
  const count = many ? { min_values: 0, max_values: options.length } : {};
  const select = { type: ComponentType.StringSelect, custom_id: PICKS + says, placeholder: asks, options } as const;
  return { type: ComponentType.ActionRow, components: [{ ...select, ...count }] };
}

function drawButtons(buttons: readonly Button[]): readonly Row[] {
  const drawn = buttons.slice(0, MOST.rows * MOST.inRow).map(drawButton);
  const starts = drawn.map((_, i) => i).filter((i) => i % MOST.inRow === 0);
  return starts.map((start) => ({ type: ComponentType.ActionRow, components: drawn.slice(start, start + MOST.inRow) }));
}

function drawButton({ label, says }: Button): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: clip(label, MOST.label),
    custom_id: buttonId(says),
  };
}
