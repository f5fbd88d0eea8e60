import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerJson } from './loopback.ts';

/** What a fault does to a request. Seconds and milliseconds as the names say. */
export type FaultAct =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'slow-down'; readonly retryAfterSeconds: number; readonly isGlobal?: boolean }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' };

/** Which requests a fault meets: all that are named must fit. `target` is the channel or chat; `method` the HTTP or Bot API method. */
type FaultMatch = { readonly method?: string; readonly path?: RegExp; readonly target?: string | number };

/** A fault to come: it lets `skip` fitting requests pass, then acts `times` times (1 unless told). With `isStored` it acts after the request was carried out: the answer is lost. */
export type Fault = FaultAct &
  FaultMatch & {
    readonly times?: number;
    readonly skip?: number;
    readonly isStored?: boolean;
    /** Called when a request meets it. */
    readonly met?: () => void;
  };

/** One moment at which a fault may act. */
export type FaultPoint = {
  readonly method: string;
  readonly path: string;
  readonly target?: string | undefined;
  readonly isStored: boolean;
};

type Waiting = { readonly fault: Fault; skip: number; left: number };

/** The faults a test has ordered, oldest first. */
export class Faults {
  readonly #waiting: Waiting[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 });
  }

  /** The fault that acts at this point, used up once. */
  take(point: FaultPoint): Fault | undefined {
    for (const waiting of this.#waiting) {
      if (waiting.left <= 0 || !fits(waiting.fault, point)) continue;
      if (waiting.skip > 0) {
        waiting.skip -= 1;
        continue;
      }
      waiting.left -= 1;
      waiting.fault.met?.();
      return waiting.fault;
    }
    return undefined;
  }
}

function fits(fault: Fault, point: FaultPoint): boolean {
  return (
    (fault.isStored ?? false) === point.isStored &&
    (fault.method === undefined || fault.method.toLowerCase() === point.method.toLowerCase()) &&
    (fault.path === undefined || fault.path.test(point.path)) &&
    (fault.target === undefined || String(fault.target) === point.target)
  );
}

/** Lets a fault act that is the same on every platform; false means the request goes on as if nothing had been. */
export async function act(
  fault: Exclude<FaultAct, { kind: 'slow-down' }>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  switch (fault.kind) {
    case 'delay':
      await sleep(fault.delayMs);
      return response.destroyed;
    case 'hang':
      return true;
    case 'reset':
      request.socket.resetAndDestroy();
      return true;
    case 'answer':
      answerFault(response, fault);
      return true;
  }
}

function answerFault(response: ServerResponse, fault: Extract<FaultAct, { kind: 'answer' }>): void {
  if (typeof fault.body === 'string') {
    response.writeHead(fault.status, { 'content-type': 'text/html', ...fault.headers });
    response.end(fault.body);
  } else answerJson(response, fault.status, fault.body, fault.headers);
}
