import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { list } from './payload.ts';

/** A file that came with a multipart request. */
export type UploadedFile = {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
};

/** A request's body: parsed JSON or form fields, and the files beside them. */
export type Body = { readonly value: unknown; readonly files: readonly UploadedFile[] };

/** A running HTTP server on 127.0.0.1. `close` ends every connection and rejects if the server itself ever failed. */
export type Loopback = { readonly url: string; readonly server: Server; readonly close: () => Promise<void> };

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Starts an HTTP server on a free port of 127.0.0.1; its url has no path and no slash at the end. */
export async function listen(handle: Handler): Promise<Loopback> {
  const failures: unknown[] = [];
  const server = createServer((request, response) => {
    handle(request, response).catch((failure: unknown) => {
      if (!request.destroyed || request.complete) failures.push(failure);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, server, close: () => close(server, failures) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the loopback server has no port');
  return address.port;
}

async function close(server: Server, failures: readonly unknown[]): Promise<void> {
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
  if (failures.length > 0) throw new AggregateError(failures, 'a stand-in failed by itself');
}

/** Reads a whole request: JSON, a form, or a multipart form (with Discord's `payload_json` taken for the body). */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { value: {}, files: [] };
  if (type.startsWith('multipart/form-data')) return readMultipart(bytes, type);
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { value: Object.fromEntries(new URLSearchParams(bytes.toString())), files: [] };
  }
  return { value: JSON.parse(bytes.toString()), files: [] };
}

async function readMultipart(bytes: Buffer, type: string): Promise<Body> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const fields: Record<string, unknown> = {};
  const files: UploadedFile[] = [];
  for (const [field, entry] of form) {
    if (typeof entry === 'string') fields[field] = entry;
    else files.push({ field, name: entry.name, type: entry.type, content: await entry.text() });
  }
  const whole = fields['payload_json'];
  return { value: typeof whole === 'string' ? JSON.parse(whole) : fields, files };
}

/** Answers with JSON (nothing for undefined). */
export function answerJson(
  response: ServerResponse,
  status: number,
  value?: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = value === undefined ? '' : JSON.stringify(value);
  response.writeHead(status, { ...(body === '' ? {} : { 'content-type': 'application/json' }), ...headers });
  response.end(body);
}

/** The request's address, taken apart. */
export function addressOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://127.0.0.1');
}

/** A header's first value, or ''. */
export function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : String(list(value)[0] ?? '');
}
