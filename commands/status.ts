import { command } from '../src/domain/command.ts';
import type { Status } from '../src/domain/desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import { countInWords } from '../src/phrases/counts.ts';
import { instantInWords } from '../src/phrases/dates.ts';
import { lines, say } from '../src/phrases/say.ts';
import { changeInWords } from './change-words.ts';
import { subscribe } from './subscribe.ts';
import { asCode } from './words.ts';

/** Shows how the bot stands. */
export const status = command({
  discord: { group: 'status', verb: null },
  telegram: ['status'],
  about: 'about.status',
  who: 'everyone',
  options: {},
  async answer({ place, language }, desk) {
    const stand = await desk.status(place.community);
    const next =
      stand.next === null
        ? say(language, 'status.no-next', { subscribe: asCode(subscribe, place.platform) })
        : say(language, 'status.next', { next: instantInWords(stand.next.at, stand.next.zone, language) });
    return {
      text: lines(
        ...aboutSources(stand, language),
        lastDigest(stand, language),
        next,
        ...aboutMessages(stand, language),
        aboutModel(stand, language),
        ...aboutChange(stand, language),
      ),
    };
  },
});

function aboutSources({ sources, articles, failing, failingNames }: Status, language: string): readonly Rich[] {
  const read = say(language, 'status.sources', {
    sources: countInWords(sources, 'sources', language),
    articles: countInWords(articles, 'articles', language),
  });
  return failing === 0
    ? [read]
    : [read, say(language, 'status.failing', { count: failing, names: failingNames.join(', ') })];
}

function lastDigest({ lastDigest: last, next }: Status, language: string): Rich {
  return last === null
    ? say(language, 'status.never')
    : say(language, 'status.last', { last: instantInWords(last, next?.zone ?? 'UTC', language) });
}

function aboutMessages({ waiting, uncertain }: Status, language: string): readonly Rich[] {
  return [
    ...(waiting === 0 ? [] : [say(language, 'status.waiting', { count: waiting })]),
    ...(uncertain === 0 ? [] : [say(language, 'status.uncertain', { count: uncertain })]),
  ];
}

function aboutModel({ model }: Status, language: string): Rich {
  return model === null ? say(language, 'status.no-model') : say(language, 'status.model', { model });
}

function aboutChange({ lastChange, next }: Status, language: string): readonly Rich[] {
  if (lastChange === null) return [];
  const at = instantInWords(lastChange.at, next?.zone ?? 'UTC', language);
  return [say(language, 'status.change', { at, change: changeInWords(lastChange, language) })];
}
