import { expect, test } from 'vitest';
import { distanceInWords } from '../src/phrases/dates.ts';
import { readTextFile } from '../src/text/file.ts';

async function* chunksOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

test.each([
  ['plain UTF-8', Buffer.from('Fähre')],
  ['UTF-8 with a mark', Buffer.from('\ufeffFähre')],
  ['UTF-16 with a mark', Buffer.from('\ufeffFähre', 'utf16le')],
])('a file in %s is read as it was written', async (_, bytes) => {
  expect(await readTextFile(chunksOf(bytes), 100)).toBe('Fähre');
});

test.each([
  ['iso-8859-1', 'Fähre'],
  ['utf-16', 'FÃ¤hre'],
  ['klingon', 'FÃ¤hre'],
])('a file that declares %s is read in it where it can be', async (encoding, written) => {
  const declaration = `<?xml version="1.0" encoding="${encoding}"?>`;
  const read = await readTextFile(chunksOf(Buffer.from(declaration + written, 'latin1')), 200);
  expect(read).toBe(`${declaration}Fähre`);
});

test('a letter may lie across two pieces, and a file of more bytes than are wanted is not read', async () => {
  const bytes = Buffer.from('Fähre');
  expect(await readTextFile(chunksOf(bytes.subarray(0, 2), bytes.subarray(2)), 6)).toBe('Fähre');
  expect(await readTextFile(chunksOf(bytes, bytes), 11)).toBeNull();
});

const NOON = new Date('2026-11-22T12:00:00Z');

test.each([
  ['2026-11-22T12:00:20Z', 'now'],
  ['2026-11-22T12:12:00Z', 'in 12 minutes'],
  ['2026-11-22T08:50:00Z', '3 hours ago'],
  ['2026-11-21T11:00:00Z', '1 day ago'],
  ['2025-11-01T12:00:00Z', '1 year ago'],
])('%s lies, seen from noon, %s', (at, words) => {
  expect(distanceInWords(new Date(at), NOON, 'en')).toBe(words);
});
