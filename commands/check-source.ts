import type { Platform } from '../src/domain/channel.ts';
import { command } from '../src/domain/command.ts';
import type { Rich } from '../src/domain/rich.ts';
import { titleOf } from '../src/domain/source.ts';
import type { Checked } from '../src/domain/source-desk.ts';
import { countInWords } from '../src/phrases/counts.ts';
import { distanceInWords } from '../src/phrases/dates.ts';
import { languageInWords } from '../src/phrases/origin.ts';
import { lines, say } from '../src/phrases/say.ts';
import { addSource } from './add-source.ts';
import { offerSources } from './offers.ts';
import { choiceReply, faultReply, healthInWords, noSuchReply } from './source-words.ts';
import { asCode } from './words.ts';

/** Reads a source now and shows what it is. */
export const checkSource = command({
  discord: { group: 'source', verb: 'check' },
  telegram: ['checksource'],
  about: 'about.check-source',
  who: 'manager',
  options: {
    source: {
      kind: 'text',
      required: true,
      about: 'option.any-source',
      example: 'https://example.org',
      offer: offerSources({ isOwn: false }),
    },
  },
  async answer({ place, language, given }, desk) {
    const checked = await desk.checkSource(place.community, given.source);
    switch (checked.kind) {
      case 'checked':
        return { text: findings(checked, place.platform, language) };
      case 'choice':
        return choiceReply(checked, language);
      case 'fault':
        return faultReply(checked, language);
      case 'no-such-source':
        return noSuchReply(checked, asCode(addSource, place.platform), language);
    }
  },
});

type Findings = Checked & { readonly kind: 'checked' };

function findings(checked: Findings, platform: Platform, language: string): Rich {
  const { address, source, language: written } = checked;
  const host = new URL(address).host;
  return lines(
    say(language, 'source.checked', { title: titleOf(checked), host, address }),
    ...(written === null
      ? []
      : [say(language, 'source.checked-language', { language: languageInWords(written, language) })]),
    contents(checked, language),
    ...(checked.entries === 0 ? [] : [fullness(checked, language)]),
    source === null
      ? say(language, 'source.not-listed', { add: asCode(addSource, platform) })
      : say(language, 'source.listed', { health: healthInWords(source, checked.at, language) }),
  );
}

function contents({ entries, newest, at }: Findings, language: string): Rich {
  const articles = countInWords(entries, 'articles', language);
  return newest === null
    ? say(language, 'source.checked-undated', { articles })
    : say(language, 'source.checked-dated', { articles, newest: distanceInWords(newest, at, language) });
}

function fullness({ entries, thin }: Findings, language: string): Rich {
  if (thin === 0) return say(language, 'source.text-full');
  return thin === entries ? say(language, 'source.text-thin') : say(language, 'source.text-mixed', { count: thin });
}
