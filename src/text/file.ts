/** A byte order mark says more than the declaration behind it. */
const MARKED: readonly (readonly [mark: string, encoding: string])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];
const LONGEST_DECLARATION = 200;

/** The text of a file in whatever encoding it declares, as XML does; null for one of more bytes, of which no more is read. */
export async function readTextFile(chunks: AsyncIterable<Uint8Array>, mostBytes: number): Promise<string | null> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > mostBytes) return null;
    read.push(chunk);
  }
  const bytes = Buffer.concat(read);
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf(bytes: Buffer): string {
  const start = bytes.subarray(0, 3).toString('hex');
  const marked = MARKED.find(([mark]) => start.startsWith(mark));
  if (marked !== undefined) return marked[1];
  const head = bytes.subarray(0, LONGEST_DECLARATION).toString('latin1');
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/u.exec(head)?.[1] ?? 'utf-8';
  // A declaration that could be read byte by byte is in no UTF-16, whatever it says.
  return isKnown(declared) && !/^utf-?16/iu.test(declared) ? declared : 'utf-8';
}

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch {
    return false;
  }
}
