import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import type { Field, Form } from '../domain/command.ts';
import { writeArgument } from '../domain/line.ts';
import { clip } from '../text/clip.ts';

/** https://docs.discord.com/developers/components/reference#label: characters; a modal has five fields. */
const MOST = { fields: 5, title: 45, label: 45, description: 100, example: 100, value: 4000 } as const;

/** A form as a modal; `id` is where it is kept. */
export function drawForm(id: string, { title, fields }: Form): APIModalInteractionResponseCallbackData {
  return {
    custom_id: id,
    title: clip(title, MOST.title),
    components: fields.slice(0, MOST.fields).map(drawField),
  };
}

/** A label that is too long stands whole below its beginning. */
function drawField({ name, label, value, example, long }: Field): APILabelComponent {
  const isLong = label.length > MOST.label;
  return {
    type: ComponentType.Label,
    label: clip(label, MOST.label),
    ...(isLong ? { description: clip(label, MOST.description) } : {}),
    component: {
      type: ComponentType.TextInput,
      custom_id: name,
      style: long === true ? TextInputStyle.Paragraph : TextInputStyle.Short,
      max_length: MOST.value,
      // What stood there already may be emptied.
      required: value === undefined,
      ...(value === undefined ? {} : { value: value.slice(0, MOST.value) }),
      ...(example === undefined ? {} : { placeholder: clip(example, MOST.example) }),
    },
  };
}

/** The line that a form says with what was typed. */
export function filledLine({ fields }: ModalSubmitInteraction, says: string, form: Form): string {
  const typed = form.fields.map(
    ({ name }) => [name, fields.fields.has(name) ? fields.getTextInputValue(name) : ''] as const,
  );
  const args = typed.flatMap(([name, value]) => (value.trim() === '' ? [] : [writeArgument(name, value.trim())]));
  return [says, ...args].join(' ');
}
