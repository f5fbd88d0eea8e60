import type { Digest, DigestButton } from '../domain/digest.ts';
import { sayPlain } from './say.ts';

/** The buttons under a digest, on its last part; none under one that tells nothing or is only shown. */
export function digestButtons({ kind, items, language }: Digest, part: number, of: number): readonly DigestButton[] {
  if (kind === 'preview' || items.length === 0 || part < of) return [];
  return [
    { verb: 'more', label: sayPlain(language, 'digest.button.more') },
    { verb: 'origins', label: sayPlain(language, 'digest.button.origins') },
    { verb: 'why', label: sayPlain(language, 'digest.button.why') },
    { verb: 'mute', label: sayPlain(language, 'digest.button.mute') },
  ];
}
