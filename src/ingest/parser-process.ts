import type { Entry, Feed } from '../domain/entry.ts';
import { sayPlain } from '../phrases/say.ts';
import { languageOf, primaryLanguage, UNKNOWN_LANGUAGE } from '../text/language.ts';
import { decodeBytes } from './decode.ts';
import { parseFeed } from './feed.ts';
import { FeedFault } from './feed-fault.ts';
import { parsePage } from './page.ts';
import type { Fault, Message, ReadingKind, Readings, Task } from './parser-task.ts';

/** How a document of each kind is read from its text and the address it came from. The language is told here: its tables take more memory than all else. */
const READERS: { readonly [Kind in ReadingKind]: (text: string, base: string, now: Date) => Promise<Readings[Kind]> } =
  {
    feed: async (text, base) => tellLanguages(await parseFeed(text, base)),
    page: async (text, base, now) => parsePage(text, base, now),
  };

/** A feed of more entries is an archive: those further down are taken to be in the language the feed states. */
const MOST_TOLD = 500;

function tellLanguages(feed: Feed): Feed {
  const entries = feed.entries.map((entry, i) => ({
    ...entry,
    language: i < MOST_TOLD ? languageIn(entry, feed.language) : primaryLanguage(feed.language),
  }));
  return { ...feed, entries };
}

function languageIn({ title, text }: Entry, stated: string | null): string | null {
  const language = languageOf(`${title ?? ''}\n${text}`, stated);
  return language === UNKNOWN_LANGUAGE ? null : language;
}

// The tables are read now, so that their time is not the first document's.
languageOf('');

process.on('message', async (task: Task) => {
  say({ kind: 'begun' });
  say(await read(task));
});

function say(message: Message): void {
  process.send?.(message);
}

async function read({ kind, bytes, type, base, now }: Task): Promise<Message> {
  try {
    return { kind: 'read', reading: await READERS[kind](decodeBytes(bytes, type), base, now) };
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof FeedFault) return { kind: 'fault', fault: error.kind, reason: error.message };
  return { kind: 'fault', fault: 'broken', reason: sayPlain('en', 'reading-fault.failed', { why: String(error) }) };
}
