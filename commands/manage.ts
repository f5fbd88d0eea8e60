import type { Managing } from '../src/domain/behalf.ts';
import { command, type Menu, type Reply } from '../src/domain/command.ts';
import type { Spot } from '../src/domain/turn.ts';
import { instantInWords, listInWords } from '../src/phrases/dates.ts';
import { say, sayPlain } from '../src/phrases/say.ts';
import { list } from './list.ts';
import { subscribe } from './subscribe.ts';
import { asCode } from './words.ts';

/** Speaks for a channel from a private conversation, where its readers see nothing of it. */
export const manage = command({
  discord: null,
  telegram: ['manage'],
  about: 'about.manage',
  isHere: true,
  who: 'everyone',
  options: { channel: { kind: 'text', required: false, about: 'option.manage', example: '@channel' } },
  async answer({ language, given }, desk) {
    return answerFor(await desk.manage(given.channel), language);
  },
});

function answerFor(managing: Managing, language: string): Reply {
  switch (managing.kind) {
    case 'managing':
      return begun(managing, language);
    case 'own':
      return { text: own(managing, language), menus: knownMenu(managing.known, language) };
    case 'unknown':
      return {
        text: say(language, 'manage.unknown', { given: managing.given }),
        menus: knownMenu(managing.known, language),
      };
    case 'not-administrator':
      return { text: say(language, 'manage.not-administrator', { name: managing.name }) };
    case 'may-not-post': {
      const missing = listInWords(managing.missing, language);
      return { text: say(language, 'manage.may-not-post', { name: managing.name, missing }) };
    }
    case 'not-private':
      return { text: say(language, 'manage.not-private') };
  }
}

function begun({ spot, until }: Managing & { readonly kind: 'managing' }, language: string): Reply {
  return {
    text: say(language, 'manage.begun', {
      name: nameOf(spot),
      until: instantInWords(until, 'UTC', language),
      subscribe: asCode(subscribe, 'telegram'),
      list: asCode(list, 'telegram'),
      manage: asCode(manage, 'telegram'),
    }),
  };
}

function own({ ended, known }: Managing & { readonly kind: 'own' }, language: string) {
  if (ended !== null) return say(language, 'manage.ended', { name: nameOf(ended) });
  return say(language, known.length === 0 ? 'manage.how' : 'manage.which');
}

function knownMenu(known: readonly Spot[], language: string): readonly Menu[] {
  if (known.length === 0) return [];
  const choices = known.map((spot) => ({ label: nameOf(spot), value: spot.address }));
  return [{ asks: sayPlain(language, 'manage.menu'), says: 'manage {}', choices }];
}

function nameOf({ name, address }: Spot): string {
  return name ?? address;
}
