import pino, { type Level, type Logger } from 'pino';
import type { Happening, Report } from './domain/happening.ts';

type Event = Happening['event'];

/** How loud each happening is; what is not named here is told at `info`. */
const LEVELS: Partial<Record<Event, Level>> = {
  polled: 'debug',
  gathered: 'debug',
  joined: 'debug',
  'told-again': 'debug',
  sent: 'debug',
  later: 'warn',
  uncertain: 'warn',
  'left-out': 'warn',
  refused: 'warn',
  paused: 'warn',
  disconnected: 'warn',
  'poll-failed': 'warn',
  'model-failed': 'warn',
  'command-failed': 'error',
  'walk-failed': 'error',
};

/** Where log lines go: a part of `process.stderr`. */
export interface LogTarget {
  readonly isTTY?: boolean;
  write(line: string): unknown;
}

/**
 * The log: one line a happening, JSON, or a readable line where a person looks on. Secrets (tokens, keys) are struck out wherever they stand: errors
 * of the platforms' libraries carry them in addresses.
 */
export function createLog(level: string, target: LogTarget, secrets: readonly string[]): Report {
  const write = (line: string): void => {
    const safe = secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
    target.write(target.isTTY === true ? readable(safe) : safe);
  };
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: pino.stdSerializers.err },
  };
  const logger: Logger = pino(options, { write });
  return (happening) => logger[LEVELS[happening.event] ?? 'info'](happening);
}

function readable(line: string): string {
  const { level, time, event, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const details = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const mark = Number(level) >= 50 ? 'error ' : Number(level) >= 40 ? 'warning ' : '';
  return `${String(time).slice(11, 19)} ${mark}${String(event)} ${details.join(' ')}\n`;
}
