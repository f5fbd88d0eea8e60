import type { Form } from '../domain/command.ts';
import type { NewsDesk } from '../domain/desk.ts';
import { writeArgument } from '../domain/line.ts';
import type { Question } from '../domain/notes.ts';
import type { Rich } from '../domain/rich.ts';
import { lines, say } from '../phrases/say.ts';
import { clip } from '../text/clip.ts';
import type { Answered, Heard } from './heard.ts';
import { giveQuestion, type Voice } from './reply.ts';

/** Asks for the first field of a form; the others are asked for when it is answered. */
export async function putQuestion(
  voice: Voice,
  heard: Heard,
  language: string,
  { says, form }: { readonly says: string; readonly form: Form },
): Promise<void> {
  const [field] = form.fields;
  if (field === undefined) return;
  const { label, example, value } = field;
  const text = lines(
    say(language, 'form.question', { label }),
    ...(value === undefined ? [] : [say(language, 'form.value', { value })]),
    ...(example === undefined || value !== undefined ? [] : [say(language, 'form.example', { example })]),
  );
  const message = await giveQuestion(
    voice,
    heard,
    text,
    example === undefined ? '' : clip(example, LONGEST_PLACEHOLDER),
  );
  const { id, name } = heard.asker;
  await voice.desk.notes.ask({ chat: String(heard.chat.id), message, person: id, name, says, form });
}

/** https://core.telegram.org/bots/api#forcereply, in characters. */
const LONGEST_PLACEHOLDER = 64;

/** The question that somebody answers; null when what they wrote answers none. */
export async function findQuestion({ notes }: NewsDesk, { chat, answers, asker }: Answered): Promise<Question | null> {
  if (answers !== null) return await notes.question(String(chat.id), answers);
  // Alone with the bot, people write without answering a message.
  return chat.type === 'private' ? await notes.newestQuestion(String(chat.id), asker.id) : null;
}

/** Who says a command, alone with the bot, has left what they were asked: the next word they write is no answer to it. */
export async function leaveQuestions({ notes }: NewsDesk, { chat, asker }: Heard): Promise<void> {
  if (chat.type === 'private') await notes.closeAll(String(chat.id), asker.id);
}

/** What an answer makes of its question: the line that is said, and the fields still to be asked for. */
export function answerQuestion({ says, form }: Question, text: string): { readonly says: string; readonly form: Form } {
  const [field, ...fields] = form.fields;
  const line = field === undefined ? says : `${says} ${writeArgument(field.name, text.trim())}`;
  return { says: line, form: { ...form, fields } };
}

/** That somebody else was asked. */
export function notYours({ name }: Question, language: string): Rich {
  return say(language, 'form.not-yours', { name });
}
