import { type APIEmbed, type AttachmentPayload, MessageFlags } from 'discord.js';
import { type Board, boardOf, formId, type View } from '../domain/board.ts';
import type { File, Form, Reply } from '../domain/command.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { Presses } from '../domain/presses.ts';
import { isSoon } from '../domain/soon.ts';
import { offerForm } from '../phrases/conduct.ts';
import { clip } from '../text/clip.ts';
import { type Asked, isTouch, messageOf } from './asked.ts';
import { drawBoard, idsIn, type Row } from './board.ts';
import { drawForm } from './form.ts';
import { SILENT } from './message.ts';
import { drawRich } from './rich.ts';

/** What comes of what somebody did: words, a form to fill in, or the same message with its menu leafed through. */
export type Answer =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'form'; readonly says: string; readonly form: Form }
  | { readonly kind: 'board'; readonly board: Board; readonly view: View | null };

interface Message {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly Row[];
  readonly files?: readonly AttachmentPayload[];
}

/** What an answer is given by. */
interface Voice {
  readonly desk: NewsDesk;
  readonly presses: Presses;
}

/** Discord takes an interaction for failed after 3 seconds: an answer that takes longer than half of that is promised first. */
const PROMISE_AFTER_MS = 1_500;

/** Answers so that only who asked sees it. A button's own message gives way to the answer when nobody else sees that message, and `mayReplace`. */
export async function giveAnswer(
  voice: Voice,
  asked: Asked,
  language: string,
  answering: Promise<Answer>,
  mayReplace = true,
): Promise<void> {
  const inPlace = mayReplace ? messageOf(asked) : null;
  const isPromised = !(await isSoon(answering, PROMISE_AFTER_MS));
  if (isPromised) await promise(asked, inPlace !== null);
  const answer = await answering;
  if (answer.kind === 'board') return await leaf(voice, asked, answer, language, isPromised);
  if (answer.kind === 'form' && !isPromised && !asked.isModalSubmit()) return await openForm(voice, asked, answer);
  // Discord opens a form only as the first answer, and not upon another form.
  const reply = answer.kind === 'form' ? offerForm(answer, language) : answer.reply;
  const [first, ...rest] = await drawReply(voice.desk, reply, language);
  if (first !== undefined) await giveFirst(asked, first, isPromised, inPlace !== null);
  if (inPlace !== null && first !== undefined) voice.presses.drawn(inPlace, idsIn(first.components ?? []));
  for (const message of rest) await asked.followUp(hidden(message));
}

async function promise(asked: Asked, isInPlace: boolean): Promise<void> {
  if (isInPlace && !asked.isChatInputCommand()) await asked.deferUpdate();
  else await asked.deferReply({ flags: MessageFlags.Ephemeral });
}

/** Shows the message with its menu as it stands now; nothing else of it changes. */
async function leaf(
  { desk, presses }: Voice,
  asked: Asked,
  { board, view }: Answer & { readonly kind: 'board' },
  language: string,
  isPromised: boolean,
): Promise<void> {
  const components = await drawBoard(desk.notes, board, view, language);
  if (isPromised) await asked.editReply({ components });
  else if (isTouch(asked)) await asked.update({ components });
  const message = messageOf(asked);
  if (message !== null) presses.drawn(message, idsIn(components));
}

async function openForm(
  { desk }: Voice,
  asked: Exclude<Asked, { fields: unknown }>,
  { says, form }: Answer & { readonly kind: 'form' },
): Promise<void> {
  const key = await desk.notes.keep({ kind: 'form', says, form });
  await asked.showModal(drawForm(formId(key), form));
}

async function giveFirst(asked: Asked, message: Message, isPromised: boolean, isInPlace: boolean): Promise<void> {
  const shown = { components: [], ...message, allowedMentions: SILENT };
  if (isPromised) await asked.editReply(shown);
  else if (isInPlace && isTouch(asked)) await asked.update(shown);
  else if (isInPlace && asked.isModalSubmit() && asked.isFromMessage()) await asked.update(shown);
  else await asked.reply(hidden(message));
}

function hidden(message: Message) {
  return { ...message, allowedMentions: SILENT, flags: MessageFlags.Ephemeral } as const;
}

/** https://docs.discord.com/developers/resources/message#create-message */
const LONGEST_CONTENT = 2000;

/** The messages of a reply: its text in as few as hold it, menus, buttons and file with the last of them, then the digest's parts. */
async function drawReply({ notes }: NewsDesk, reply: Reply, language: string): Promise<readonly Message[]> {
  const texts = splitLines(drawRich(reply.text), LONGEST_CONTENT);
  const components = await drawBoard(notes, boardOf(reply), null, language);
  const messages = texts.map((content, i) => ({
    content,
    ...(i === texts.length - 1 ? { components } : {}),
    ...(i === texts.length - 1 && reply.file !== undefined ? { files: [drawFile(reply.file)] } : {}),
  }));
  return [...messages, ...(reply.parts ?? []).map(({ body }) => JSON.parse(body) as Message)];
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
