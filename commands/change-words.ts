import type { ChangeNote } from '../src/domain/change.ts';
import type { Rich } from '../src/domain/rich.ts';
import { say } from '../src/phrases/say.ts';
import { topicsInWords } from './words.ts';

/** Who changed what, as in “Ada ended digest 2, about climate.” */
export function changeInWords({ code, by, values }: ChangeNote, language: string): Rich {
  const filled = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'object' ? topicsInWords(value, language) : value,
  ]);
  return say(language, `change.${code}`, { ...Object.fromEntries(filled), who: by.name });
}
