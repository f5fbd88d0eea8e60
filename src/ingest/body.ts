import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import type { FailureCause } from './fetch-outcome.ts';

/** The bytes of an answer with every compression undone, or why there are none. */
export type Body =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array }
  | { readonly kind: 'none'; readonly cause: FailureCause };

type Inflate = (
  bytes: Uint8Array,
  options: { readonly maxOutputLength: number },
  done: (error: Error | null, bytes: Uint8Array) => void,
) => void;

/** Servers that compress what was compressed already do it once; more layers are an attack on us. */
const MAX_LAYERS = 3;

/**
 * Reads an answer to its end. Counts as it goes, before and after decompression, so that neither an endless body nor a bomb costs more than the cap.
 * @param encoding the Content-Encoding header, or null; believed only as far as the bytes agree with it
 */
export async function readBody(
  stream: AsyncIterable<Uint8Array>,
  encoding: string | null,
  maxBytes: number,
): Promise<Body> {
  const collected = await collect(stream, maxBytes);
  if (collected === null) return { kind: 'none', cause: 'too-big' };
  const layers = encodings(encoding);
  if (layers.length > MAX_LAYERS) return { kind: 'none', cause: 'encoding' };
  let body: Body = { kind: 'whole', bytes: collected };
  for (const layer of layers.reverse()) {
    if (body.kind === 'whole') body = await undo(layer, body.bytes, maxBytes);
  }
  // Some servers store feeds gzipped and say nothing of it.
  return body.kind === 'whole' && isGzip(body.bytes) ? undo('gzip', body.bytes, maxBytes) : body;
}

async function collect(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

function encodings(header: string | null): string[] {
  return (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity' && name !== 'none');
}

async function undo(encoding: string, bytes: Uint8Array, maxBytes: number): Promise<Body> {
  if (bytes.length === 0) return { kind: 'whole', bytes };
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      // Said to be gzip and is not: a proxy unpacked it and left the header.
      return isGzip(bytes) ? inflated(gunzip, bytes, maxBytes) : { kind: 'whole', bytes };
    case 'br':
      return inflated(brotliDecompress, bytes, maxBytes);
    case 'deflate':
      return inflated(hasZlibHeader(bytes) ? inflate : inflateRaw, bytes, maxBytes);
    default:
      // Charsets and media types are found in this header too.
      return { kind: 'whole', bytes };
  }
}

function inflated(run: Inflate, bytes: Uint8Array, maxBytes: number): Promise<Body> {
  return new Promise((resolve) => {
    run(bytes, { maxOutputLength: maxBytes }, (error, result) => {
      resolve(error === null ? { kind: 'whole', bytes: result } : { kind: 'none', cause: inflateCause(error) });
    });
  });
}

function inflateCause(error: NodeJS.ErrnoException): FailureCause {
  if (error.code === 'ERR_BUFFER_TOO_LARGE') return 'too-big';
  return error.code === 'Z_BUF_ERROR' || error.code === 'ERR_BROTLI_DECODER_ERROR_NEEDS_MORE_INPUT'
    ? 'reset'
    : 'encoding';
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** RFC 1950: method 8 in the low half, and the first two bytes divisible by 31. Many servers send raw deflate instead. */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}
