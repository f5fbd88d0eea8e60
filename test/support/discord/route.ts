import type { UploadedFile } from '../loopback.ts';
import type { Payload } from '../payload.ts';

/** A request that found its route; `params` are the parts of its path that the pattern names. */
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Payload;
  readonly list: readonly unknown[];
  readonly files: readonly UploadedFile[];
};

export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A pattern such as `/channels/:channel/messages` and what answers it. */
export type Route = {
  readonly method: string;
  readonly pattern: string;
  readonly run: (call: Call) => Answer | Promise<Answer>;
};

/** The named parts of a path, or undefined when the pattern does not fit it. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const value = decodeURIComponent(given[at] ?? '');
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export const NOTHING: Answer = { status: 204 };

/** An error as Discord answers it: an HTTP status, a code of the JSON error table and its sentence. */
export function refuse(status: number, code: number, message: string): Answer {
  return { status, body: { message, code } };
}
