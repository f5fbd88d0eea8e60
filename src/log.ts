import pino, { type Level, type Logger } from 'pino';
import type { Happening, Report } from './domain/happening.ts';

type Event = Happening['event'];

/** How loud each happening is; what is not named here is told at `info`. */
const LEVELS: Partial<Record<Event, Level>> = {
  polled: 'debug',
  gathered: 'debug',
  sent: 'debug',
  later: 'warn',
  uncertain: 'warn',
  refused: 'warn',
  paused: 'warn',
  disconnected: 'warn',
  'poll-failed': 'warn',
  'command-failed': 'error',
  'walk-failed': 'error',
};

/** The log: one line a happening on standard error, JSON, or a readable line where a person looks on. */
export function createLog(level: string, isPerson: boolean): { readonly report: Report } {
  const target = isPerson ? { write: (line: string) => process.stderr.write(readable(line)) } : pino.destination({ dest: 2, sync: true });
  const logger: Logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: pino.stdSerializers.err } }, target);
  return {
    report: (happening) => logger[LEVELS[happening.event] ?? 'info'](happening),
  };
}

function readable(line: string): string {
  const { level, time, event, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const details = Object.entries(rest).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const mark = Number(level) >= 50 ? 'error ' : Number(level) >= 40 ? 'warning ' : '';
  return `${String(time).slice(11, 19)} ${mark}${String(event)} ${details.join(' ')}\n`;
}
