import type { Blocks } from '../src/domain/admin-desk.ts';
import { command, type Reply } from '../src/domain/command.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';

/** Shows whom the bot answers no more, and shuts somebody out. */
export const adminBlock = command({
  discord: { group: 'admin', verb: 'block' },
  telegram: ['admin block', 'admin blocks'],
  about: 'about.admin-block',
  isHere: true,
  who: 'owner',
  options: { who: { kind: 'word', required: false, about: 'option.admin-who', example: 'telegram:2001' } },
  async answer({ language, given }, desk) {
    return answerFor(await desk.blocks(given.who, true), 'admin.blocked', language);
  },
});

/** Lets somebody in again. */
export const adminUnblock = command({
  discord: { group: 'admin', verb: 'unblock' },
  telegram: ['admin unblock'],
  about: 'about.admin-unblock',
  isHere: true,
  who: 'owner',
  options: { who: { kind: 'word', required: true, about: 'option.admin-who', example: 'telegram:2001' } },
  async answer({ language, given }, desk) {
    return answerFor(await desk.blocks(given.who, false), 'admin.unblocked', language);
  },
});

function answerFor(blocks: Blocks, done: 'admin.blocked' | 'admin.unblocked', language: string): Reply {
  switch (blocks.kind) {
    case 'wrong-who':
      return { text: say(language, 'admin.wrong-who', { given: blocks.given }) };
    case 'an-owner':
      return { text: say(language, 'admin.an-owner') };
    case 'blocks': {
      const { all, changed } = blocks;
      const head = changed === null ? [] : [say(language, done, { who: changed })];
      const list =
        all.length === 0 ? say(language, 'admin.no-blocks') : say(language, 'admin.blocks', { all: all.join(', ') });
      return {
        text: lines(...head, list),
        buttons: all.map((who) => ({
          label: sayPlain(language, 'admin.unblock', { who }),
          says: `admin unblock ${who}`,
        })),
      };
    }
  }
}
