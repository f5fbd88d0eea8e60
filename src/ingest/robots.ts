import type { FetchOutcome } from './fetch-outcome.ts';

/** What a host's robots.txt says (RFC 9309). */
export interface Robots {
  readonly groups: readonly Group[];
}

interface Group {
  /** Product tokens in lower case, "*" among them. */
  readonly agents: readonly string[];
  readonly rules: readonly Rule[];
}

interface Rule {
  readonly isAllowed: boolean;
  readonly path: string;
}

const ALLOW_ALL: Robots = { groups: [] };
const DISALLOW_ALL: Robots = { groups: [{ agents: ['*'], rules: [{ isAllowed: false, path: '/' }] }] };
const MAX_CHARACTERS = 500 * 1024; // RFC 9309 2.5: at least 500 KiB must be read

/** Reads robots.txt; lines it does not know are passed over. */
export function readRobots(text: string): Robots {
  const groups: { agents: string[]; rules: Rule[] }[] = [];
  for (const [key, value] of lines(text)) {
    const last = groups.at(-1);
    if (key === 'user-agent') {
      const isNew = last === undefined || last.rules.length > 0;
      if (isNew) groups.push({ agents: [agentOf(value)], rules: [] });
      else last.agents.push(agentOf(value));
    } else if (last !== undefined && (key === 'allow' || key === 'disallow')) {
      // An empty Disallow allows everything, but it closes the list of names all the same.
      last.rules.push({ isAllowed: key === 'allow' || value === '', path: evenPath(value) });
    }
  }
  return { groups };
}

/** What an attempt to fetch robots.txt means (RFC 9309 2.3.1): none there allows all, a server in trouble forbids all for now. */
export function robotsFrom(outcome: FetchOutcome): Robots {
  switch (outcome.kind) {
    case 'fetched':
      return readRobots(new TextDecoder().decode(outcome.bytes));
    case 'answered':
      return outcome.status >= 400 && outcome.status < 500 && outcome.status !== 429 ? ALLOW_ALL : DISALLOW_ALL;
    case 'unchanged':
    case 'refused-by-us':
    case 'failed':
    case 'held':
      return DISALLOW_ALL;
  }
}

/**
 * Whether an agent may fetch a path.
 * @param agent our product token, as in the User-Agent before the slash
 * @param path with its query, as in the address
 */
export function isAllowed(robots: Robots, agent: string, path: string): boolean {
  const asked = evenPath(path);
  if (asked === '/robots.txt') return true;
  const matching = rulesFor(robots, agent.toLowerCase()).filter(
    (rule) => rule.path !== '' && matches(rule.path, asked),
  );
  const longest = Math.max(0, ...matching.map((rule) => rule.path.length));
  const deciding = matching.filter((rule) => rule.path.length === longest);
  return deciding.length === 0 || deciding.some((rule) => rule.isAllowed);
}

function* lines(text: string): Generator<readonly [key: string, value: string]> {
  for (const line of text
    .slice(0, MAX_CHARACTERS)
    .replace(/^\ufeff/u, '')
    .split(/\r\n|\r|\n/u)) {
    const [content = ''] = line.split('#');
    const colon = content.indexOf(':');
    if (colon > 0) yield [content.slice(0, colon).trim().toLowerCase(), content.slice(colon + 1).trim()];
  }
}

/** A product token is letters, "_" and "-"; what follows (a version, a comment) is not compared. */
function agentOf(value: string): string {
  return value === '*' ? '*' : (/^[a-z_-]+/u.exec(value.toLowerCase())?.[0] ?? '');
}

/** All groups that name the agent count as one; without any, those for everybody. */
function rulesFor(robots: Robots, agent: string): readonly Rule[] {
  const own = robots.groups.filter((group) => group.agents.includes(agent));
  const groups = own.length > 0 ? own : robots.groups.filter((group) => group.agents.includes('*'));
  return groups.flatMap((group) => group.rules);
}

/** RFC 9309 2.2.2: compared as octets, escapes in one form, so that /%7Ejoe and /~joe are one path. */
function evenPath(path: string): string {
  const escaped = path.replace(/[^\x21-\x7e]+/gu, (run) => encodeURIComponent(run.toWellFormed()));
  return escaped.replace(/%[0-9a-f]{2}/giu, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/u.test(character) ? character : code.toUpperCase();
  });
}

/** "*" stands for anything and "$" at the end for the end. The pieces between stars are looked for in order, so no pattern is slow. */
function matches(pattern: string, path: string): boolean {
  const isAnchored = pattern.endsWith('$');
  const [first = '', ...rest] = (isAnchored ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = isAnchored ? rest.pop() : undefined;
  for (const piece of rest) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  if (last !== undefined) return path.length - last.length >= at && path.endsWith(last);
  return !isAnchored || at === path.length;
}
