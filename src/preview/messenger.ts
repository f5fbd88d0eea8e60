import type { Messenger } from '../domain/messenger.ts';
import { plainText } from '../domain/rich.ts';

/** Where the preview's digests go: one channel, this process's standard output. */
export const TERMINAL = { platform: 'terminal', address: 'stdout', community: 'terminal:stdout', name: null } as const;

/** Prints parts as they are. */
export function createTerminalMessenger(print: (text: string) => void): Messenger {
  return {
    platform: 'terminal',
    pace: { perSecond: 1000, gapMs: () => 0 },
    canLook: false,
    spot: async () => null,
    privately: async () => null,
    mayPost: async () => ({ kind: 'yes' }),
    async send({ id, part }) {
      print(`\n${(JSON.parse(part.body) as { text: string }).text}\n`);
      return { kind: 'sent', message: String(id) };
    },
    async tell(_person, text) {
      print(`\n${plainText(text)}\n`);
      return true;
    },
  };
}
