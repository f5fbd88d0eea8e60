import { command } from '../src/domain/command.ts';
import type { Settled } from '../src/domain/desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import { QUIETS, STYLES, type Subscription } from '../src/domain/subscription.ts';
import { languageInWords } from '../src/phrases/origin.ts';
import { lines, type PhraseKey, say, sayPlain } from '../src/phrases/say.ts';
import { noSuchDigest, readNumber } from './digests.ts';
import { topicsInWords } from './words.ts';

/** Changes how a digest is told; without a change it shows how it is set. */
export const settings = command({
  discord: { group: 'settings', verb: null },
  telegram: ['settings'],
  about: 'about.settings',
  who: 'manager',
  options: {
    style: { kind: 'word', required: false, about: 'option.style', choices: STYLES, suggest: fitting(STYLES) },
    quiet: { kind: 'word', required: false, about: 'option.quiet', choices: QUIETS, suggest: fitting(QUIETS) },
    language: { kind: 'language', required: false, about: 'option.language' },
    number: { kind: 'number', required: false, about: 'option.number' },
    stories: { kind: 'number', required: false, about: 'option.stories' },
  },
  async answer({ place, language, given: { number, ...asked } }, desk) {
    const settled = await desk.settings(place.community, { ...asked, number: readNumber(number) });
    switch (settled.kind) {
      case 'settled':
        return { text: show(settled, language), buttons: styleButtons(settled, language) };
      case 'which':
        return {
          text: say(language, 'wrong.which-digest'),
          buttons: settled.subscriptions.map(digestButton(language)),
        };
      case 'no-such-subscription':
        return { text: noSuchDigest(settled.count, place.platform, language) };
      default:
        return { text: say(language, WRONG[settled.kind], { ...settled }) };
    }
  },
});

function fitting(words: readonly string[]): (typed: string) => readonly string[] {
  return (typed) => words.filter((word) => word.startsWith(typed.trim().toLowerCase()));
}

const WRONG: Readonly<Record<Extract<Settled['kind'], `wrong-${string}`>, PhraseKey>> = {
  'wrong-style': 'wrong.style',
  'wrong-stories': 'wrong.stories',
  'wrong-language': 'wrong.language',
  'wrong-quiet': 'wrong.quiet',
};

function show({ subscription, number, isChanged, hasModel }: Settled & { kind: 'settled' }, language: string): Rich {
  const { topics, manner, size, quiet } = subscription;
  const head = say(language, isChanged ? 'settings.changed' : 'settings.head', {
    number,
    topics: topicsInWords(topics, language),
  });
  const told =
    manner.language === null
      ? say(language, 'settings.own-language')
      : say(language, 'settings.language', { language: languageInWords(manner.language, language) });
  return lines(
    head,
    say(language, `settings.style.${manner.style}`),
    say(language, 'settings.stories', { count: size }),
    told,
    ...(manner.language !== null && !hasModel ? [say(language, 'settings.no-model')] : []),
    say(language, `settings.quiet.${quiet}`),
  );
}

/** The styles it is not told in. */
function styleButtons({ subscription, number }: Settled & { kind: 'settled' }, language: string) {
  return STYLES.filter((style) => style !== subscription.manner.style).map((style) => ({
    label: sayPlain(language, `settings.to.${style}`),
    says: `settings ${number} ${style}`,
  }));
}

function digestButton(language: string) {
  return ({ topics }: Subscription, i: number) => ({
    label: `${i + 1}. ${topicsInWords(topics, language)}`,
    says: `settings ${i + 1}`,
  });
}
