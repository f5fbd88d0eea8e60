import { decodeBytes } from './decode.ts';
import { parseFeed } from './feed.ts';
import { FeedFault } from './feed-fault.ts';
import type { Fault, Message, ReadingKind, Readings, Task } from './parser-task.ts';

/** How a document of each kind is read from its text and the address it came from. */
const READERS: { readonly [Kind in ReadingKind]: (text: string, base: string) => Promise<Readings[Kind]> } = {
  feed: parseFeed,
};

process.on('message', async (task: Task) => {
  say({ kind: 'begun' });
  say(await read(task));
});

function say(message: Message): void {
  process.send?.(message);
}

async function read({ kind, bytes, type, base }: Task): Promise<Message> {
  try {
    return { kind: 'read', reading: await READERS[kind](decodeBytes(bytes, type), base) };
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof FeedFault) return { kind: 'fault', fault: error.kind, reason: error.message };
  return { kind: 'fault', fault: 'broken', reason: `I failed to read that: ${String(error)}.` };
}
