import type { IncomingMessage, ServerResponse } from 'node:http';
import { act, type Fault, type Faults } from '../faults.ts';
import { addressOf, answerJson, header, readBody } from '../loopback.ts';
import { list, number, payload } from '../payload.ts';
import { type Limits, tooMany } from './limits.ts';
import { type Answer, type Call, matchPath, type Route, refuse } from './route.ts';
import type { World } from './world.ts';

/** What the REST side of Discord is made of. */
export type RestParts = {
  readonly world: World;
  readonly token: string;
  readonly routes: readonly Route[];
  readonly limits: Limits;
  readonly faults: Faults;
};

/** Only this version of the API is spoken here. */
const PREFIX = '/api/v10';

/** Answers one REST request: its login, the limits, the faults ordered by a test, then its route. */
export async function answerRest(parts: RestParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = addressOf(request);
  const path = address.pathname.slice(PREFIX.length);
  const method = request.method ?? 'GET';
  const body = await readBody(request);
  const early = address.pathname.startsWith(PREFIX) ? refuseEarly(parts, request, path) : notFound();
  if (early !== undefined) return give(response, early);
  parts.world.requests.push(`${method} ${path}`);
  const place = placeOf(method, path);
  parts.limits.check(place);
  const point = { method, path, target: /^\/channels\/(\d+)/u.exec(path)?.[1] };
  if (await isFaulty(parts, parts.faults.take({ ...point, isStored: false }), place, request, response))
    return undefined;
  const answer = await route(parts, {
    method,
    path,
    params: {},
    query: address.searchParams,
    body: payload(body.value),
    list: list(body.value),
    files: body.files,
  });
  if (answer.status === 429) parts.limits.mustWait(place, number(payload(answer.body)['retry_after']));
  if (await isFaulty(parts, parts.faults.take({ ...point, isStored: true }), place, request, response))
    return undefined;
  return give(response, answer);
}

function refuseEarly({ world, token, limits }: RestParts, request: IncomingMessage, path: string): Answer | undefined {
  if (path.startsWith('/interactions/') || path.startsWith('/webhooks/')) return undefined;
  if (header(request, 'authorization') === `Bot ${token}`) return limits.global();
  world.ledger.violation('401', path);
  return refuse(401, 0, '401: Unauthorized');
}

function notFound(): Answer {
  return refuse(404, 0, '404: Not Found');
}

/** The requests that share one wait: same method, same channel, same kind of route. */
function placeOf(method: string, path: string): string {
  const [, first = '', owner = '', kind = ''] = path.split('/');
  return `${method} /${first}/${owner}/${kind}`;
}

async function isFaulty(
  { limits }: RestParts,
  fault: Fault | undefined,
  place: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (fault === undefined) return false;
  if (fault.kind !== 'slow-down') return act(fault, request, response);
  const isGlobal = fault.isGlobal ?? false;
  limits.mustWait(isGlobal ? '*' : place, fault.retryAfterSeconds);
  give(response, tooMany(fault.retryAfterSeconds, isGlobal));
  return true;
}

async function route({ world, routes }: RestParts, call: Call): Promise<Answer> {
  for (const { method, pattern, run } of routes) {
    const params = method === call.method ? matchPath(pattern, call.path) : undefined;
    if (params !== undefined) return run({ ...call, params });
  }
  world.ledger.note('route-not-in-stand-in', `${call.method} ${call.path}`);
  return notFound();
}

function give(response: ServerResponse, answer: Answer): void {
  if (!response.destroyed) answerJson(response, answer.status, answer.body, answer.headers);
}
