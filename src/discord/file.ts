import type { Attachment } from 'discord.js';
import { type FileRead, MOST_FILE_BYTES } from '../domain/command.ts';
import { readTextFile } from '../text/file.ts';

/** Where Discord keeps what people attach. */
const STORES: ReadonlySet<string> = new Set(['https://cdn.discordapp.com', 'https://media.discordapp.net']);
const DEADLINE_MS = 20_000;
const TOO_LARGE: FileRead = { kind: 'too-large', most: MOST_FILE_BYTES };

/** Reads an attachment from Discord's own server, or from the one that stands for Discord, and from nowhere else. */
export async function readAttachment({ url, size }: Attachment, apiUrl: string): Promise<FileRead> {
  if (size > MOST_FILE_BYTES) return TOO_LARGE;
  if (!isDiscords(url, apiUrl)) return { kind: 'unread' };
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(DEADLINE_MS) });
    if (!response.ok || response.body === null) return { kind: 'unread' };
    const text = await readTextFile(response.body, MOST_FILE_BYTES);
    return text === null ? TOO_LARGE : { kind: 'text', text };
  } catch {
    // A broken line or a deadline: the person is told, and tries again.
    return { kind: 'unread' };
  }
}

function isDiscords(url: string, apiUrl: string): boolean {
  const origin = URL.parse(url)?.origin ?? '';
  return STORES.has(origin) || origin === new URL(apiUrl).origin;
}
