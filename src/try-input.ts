import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Fetcher } from './ingest/fetch.ts';

/** A call that is wrong in itself: exit 2, one sentence. */
export class WrongCall extends Error {}

/** A document to look into: a file or an address, what it is to be taken for, and where it is to be taken from. */
export interface Document {
  readonly input: string;
  readonly base: string | null;
  readonly type: string | null;
}

export interface Loaded {
  readonly bytes: Uint8Array;
  readonly type: string | null;
  readonly base: string;
}

/** The documents of a call: those named in it, or a line each of a list {file, base?, type?}. */
export async function documentsOf(
  named: readonly string[],
  options: { base?: string | undefined; type?: string | undefined; list?: string | undefined },
): Promise<readonly Document[]> {
  const { base = null, type = null, list } = options;
  if (list === undefined) return named.map((input) => ({ input, base, type }));
  const lines = (await readText(list)).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, i) => {
    const row = readRow(line, `${list}, line ${i + 1}`);
    const [file, its, kind] = [row['file'], row['base'], row['type']];
    if (typeof file !== 'string') throw new WrongCall(`${list}, line ${i + 1} has no "file".`);
    return { input: file, base: typeof its === 'string' ? its : base, type: typeof kind === 'string' ? kind : type };
  });
}

/** The bytes of a document; a sentence when there are none to be had. */
export async function load(
  { input, base, type }: Document,
  fetcher: () => Fetcher,
  accept: 'feed' | 'page',
): Promise<Loaded | string> {
  if (!/^https?:\/\//iu.test(input)) return await loadFile(input, base, type);
  const outcome = await fetcher().fetch(input, { accept });
  if (outcome.kind === 'fetched')
    return { bytes: outcome.bytes, type: type ?? outcome.contentType, base: base ?? outcome.url };
  return 'sentence' in outcome ? outcome.sentence : 'It answered with nothing new.';
}

async function loadFile(input: string, base: string | null, type: string | null): Promise<Loaded | string> {
  try {
    return { bytes: await readFile(input), type, base: base ?? '' };
  } catch {
    return 'There is no such file, or it may not be read.';
  }
}

/** JSON lines from standard input, one object each. */
export async function* inputRows(): AsyncGenerator<Readonly<Record<string, unknown>>> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() !== '') yield readRow(line, `standard input, line ${number}`);
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new WrongCall(`The list ${file} can't be read.`);
  }
}

function readRow(line: string, where: string): Readonly<Record<string, unknown>> {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Record<string, unknown>;
  } catch {
    // Said below, in one sentence for every form of fault.
  }
  throw new WrongCall(`${where}: a JSON object is expected, as in {"id": "1", "title": "…", "text": "…"}.`);
}

/** A field's text; nothing where it is missing. */
export function textIn(row: Readonly<Record<string, unknown>>, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : '';
}

export function textOrNull(row: Readonly<Record<string, unknown>>, name: string): string | null {
  return textIn(row, name) || null;
}
