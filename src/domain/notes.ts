import type { Button, Form, Menu } from './reply.ts';

/** What is kept under a key because a button has no room for it. */
export type Kept =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'form'; readonly says: string; readonly form: Form }
  | { readonly kind: 'board'; readonly menus: readonly Menu[]; readonly buttons: readonly Button[] };

/** Something a person was asked to type, in a message of the bot's that they answer. */
export interface Question {
  /** The chat and the message in it, as the platform numbers them. */
  readonly chat: string;
  readonly message: number;
  /** Who was asked, and what they are called. */
  readonly person: string;
  readonly name: string;
  /** The line so far; the answer to the form's first field stands behind it. */
  readonly says: string;
  readonly form: Form;
}

/** What the bot must remember of its talks with people, also over a restart. */
export interface Notes {
  /** Keeps it, the same thing once, and answers its key: 16 letters, digits, - and _. */
  keep(what: Kept): Promise<string>;
  /** Null when nothing is kept under the key any more. */
  find(key: string): Promise<Kept | null>;
  ask(question: Question): Promise<void>;
  /** The open question of this message. */
  question(chat: string, message: number): Promise<Question | null>;
  /** The newest open question to somebody in a chat, of the last hour: what is written later answers nothing. */
  newestQuestion(chat: string, person: string): Promise<Question | null>;
  /** The question is answered. False when it was already. */
  close(question: Question): Promise<boolean>;
  /** Somebody turned to something else: no question to them in this chat is open any more. */
  closeAll(chat: string, person: string): Promise<void>;
}

export interface NoteStore {
  keep(what: Kept, now: Date): Promise<string>;
  find(key: string): Promise<Kept | null>;
  ask(question: Question, now: Date): Promise<void>;
  question(chat: string, message: number): Promise<Question | null>;
  /** One asked since an instant. */
  newestQuestion(chat: string, person: string, since: Date): Promise<Question | null>;
  close(question: Question): Promise<boolean>;
  closeAll(chat: string, person: string): Promise<void>;
  /** Forgets what was kept and asked before an instant. */
  prune(before: Date): Promise<void>;
}
