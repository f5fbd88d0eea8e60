import type { Form } from '../domain/command.ts';
import type { Kept, Question } from '../domain/notes.ts';
import type { Json } from './json.ts';

/** What is kept for buttons, by the hash of its content. */
export interface KeptRow {
  key: string;
  content: Json<Kept>;
  kept_at: number;
}

export interface QuestionRow extends Omit<Question, 'form'> {
  form: Json<Form>;
  asked_at: number;
}
