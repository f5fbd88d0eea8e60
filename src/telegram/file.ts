import type { Document } from 'telegraf/types';
import { type FileRead, MOST_FILE_BYTES } from '../domain/command.ts';
import { readTextFile } from '../text/file.ts';
import { call } from './call.ts';
import type { Voice } from './reply.ts';

const DEADLINE_MS = 20_000;
const TOO_LARGE: FileRead = { kind: 'too-large', most: MOST_FILE_BYTES };

/** Reads a document from the Bot API's own server. The address carries the token: it is told to nobody. */
export async function readDocument(
  { telegram, ending }: Voice,
  { file_id, file_size = 0 }: Document,
): Promise<FileRead> {
  if (file_size > MOST_FILE_BYTES) return TOO_LARGE;
  try {
    const url = await telegram.getFileLink(await call(telegram, 'getFile', { file_id }, ending));
    const signal = AbortSignal.any([ending, AbortSignal.timeout(DEADLINE_MS)]);
    const response = await fetch(url, { redirect: 'error', signal });
    if (!response.ok || response.body === null) return { kind: 'unread' };
    const text = await readTextFile(response.body, MOST_FILE_BYTES);
    return text === null ? TOO_LARGE : { kind: 'text', text };
  } catch {
    // A broken line, a deadline, a file that is gone: the person is told, and sends it again.
    return { kind: 'unread' };
  }
}
