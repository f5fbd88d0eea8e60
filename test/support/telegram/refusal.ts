import type { Payload } from '../payload.ts';

/** A call that Telegram refuses, with its error code, sentence and parameters. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: Payload | undefined;

  constructor(code: number, description: string, parameters?: Payload) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** The most frequent refusal: 400, for the reason given. */
export function badRequest(reason: string, parameters?: Payload): Refusal {
  return new Refusal(400, `Bad Request: ${reason}`, parameters);
}

/** 429 with the seconds to wait. */
export function tooMany(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}

/** What Telegram says to a call that a test lets fail with only a code. */
export function usualRefusal(code: number): Refusal {
  return new Refusal(code, USUAL[code] ?? 'Internal Server Error');
}

const USUAL: Readonly<Record<number, string>> = {
  400: 'Bad Request: chat not found',
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  502: 'Bad Gateway',
};
