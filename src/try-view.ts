import { styleText } from 'node:util';
import { oneLine } from './text/one-line.ts';
import type { Result } from './try-stages.ts';

/** A text longer than this is cut in the readable view. */
const SHOWN = 240;

/** A result as a person reads it: what it is of, then a line for each thing it says. Data from outside is drawn as one harmless line. */
export function readable(result: Result): string {
  const { input, id, ...rest } = result;
  const head = styleText('bold', oneLine(String(input ?? id ?? '')));
  return `${[head, ...Object.entries(rest).flatMap(([name, value]) => rows(name, value))].join('\n')}\n`;
}

function rows(name: string, value: unknown): readonly string[] {
  if (Array.isArray(value) && value.some((each) => typeof each === 'object' && each !== null))
    return [`  ${name}: ${value.length}`, ...value.flatMap(listed)];
  if (name === 'text' && typeof value === 'string')
    return [`  ${name}:`, ...value.split('\n').map((line) => `    ${cut(line)}`)];
  return [`  ${name}: ${shown(value)}`];
}

function listed(value: unknown, i: number): readonly string[] {
  const fields = Object.entries(value as Record<string, unknown>);
  return fields.map(
    ([name, each], n) => `  ${n === 0 ? `${String(i + 1).padStart(3)}.` : '    '} ${name}: ${shown(each)}`,
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.map((each) => cut(String(each))).join(', ') || '–' : cut(String(value));
}

function cut(text: string): string {
  const line = oneLine(text);
  return line.length > SHOWN ? `${line.slice(0, SHOWN).toWellFormed()}…` : line;
}
