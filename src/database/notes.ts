import { createHash } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { Kept, NoteStore, Question } from '../domain/notes.ts';
import { fromJson, type Tables, toJson } from './rows.ts';

/** 96 bits of the content's hash: no two contents meet, and a button has room for it. */
const KEY_LENGTH = 16;

export class Notes implements NoteStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async keep(what: Kept, now: Date): Promise<string> {
    const content = toJson(what);
    const key = createHash('sha256').update(content).digest('base64url').slice(0, KEY_LENGTH);
    const kept_at = now.getTime();
    await this.#db
      .insertInto('kept')
      .values({ key, content, kept_at })
      .onConflict((known) => known.column('key').doUpdateSet({ kept_at }))
      .execute();
    return key;
  }

  async find(key: string): Promise<Kept | null> {
    const row = await this.#db.selectFrom('kept').select('content').where('key', '=', key).executeTakeFirst();
    return row === undefined ? null : fromJson(row.content);
  }

  async ask({ form, ...question }: Question, now: Date): Promise<void> {
    await this.#db
      .insertInto('questions')
      .values({ ...question, form: toJson(form), asked_at: now.getTime() })
      .execute();
  }

  async question(chat: string, message: number): Promise<Question | null> {
    const row = await this.#db
      .selectFrom('questions')
      .selectAll()
      .where('chat', '=', chat)
      .where('message', '=', message)
      .executeTakeFirst();
    return row === undefined ? null : toQuestion(row);
  }

  async newestQuestion(chat: string, person: string, since: Date): Promise<Question | null> {
    const row = await this.#db
      .selectFrom('questions')
      .selectAll()
      .where('chat', '=', chat)
      .where('person', '=', person)
      .where('asked_at', '>=', since.getTime())
      .orderBy('message', 'desc')
      .executeTakeFirst();
    return row === undefined ? null : toQuestion(row);
  }

  async close({ chat, message }: Question): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('questions')
      .where('chat', '=', chat)
      .where('message', '=', message)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async closeAll(chat: string, person: string): Promise<void> {
    await this.#db.deleteFrom('questions').where('chat', '=', chat).where('person', '=', person).execute();
  }

  async prune(before: Date): Promise<void> {
    await this.#db.deleteFrom('kept').where('kept_at', '<', before.getTime()).execute();
    await this.#db.deleteFrom('questions').where('asked_at', '<', before.getTime()).execute();
  }
}

function toQuestion({ asked_at: _, form, ...row }: Selectable<Tables['questions']>): Question {
  return { ...row, form: fromJson(form) };
}
