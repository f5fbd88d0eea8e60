import type { NoSuchStory, PastView } from '../src/domain/archive-desk.ts';
import type { Button, Reply } from '../src/domain/command.ts';
import { referenceTo } from '../src/domain/reference.ts';
import type { Rich } from '../src/domain/rich.ts';
import { instantInWords, listInWords } from '../src/phrases/dates.ts';
import { say, sayPlain } from '../src/phrases/say.ts';
import { clip } from '../src/text/clip.ts';
import { oneLine } from '../src/text/one-line.ts';

/** A digest was pruned, or is another community's: people cannot tell the one from the other. */
export function noSuchDigest(language: string): Rich {
  return say(language, 'past.no-such-digest');
}

/** A digest has no story of this number. */
export function noSuchStory({ count }: NoSuchStory, language: string): Rich {
  return count === 0 ? say(language, 'wrong.no-story-yet') : say(language, 'wrong.no-such-story', { count });
}

/** Asks which story of a digest is meant; choosing one says the verb with its reference. */
export function askWhichStory({ digest, at, zone, stories }: PastView, verb: string, language: string): Reply {
  if (stories.length === 0) return { text: say(language, 'past.no-stories') };
  return {
    text: say(language, 'past.which-story', { at: instantInWords(at, zone, language) }),
    isBeside: true,
    menus: [
      {
        asks: sayPlain(language, 'past.choose-story'),
        says: `${verb} ${referenceTo(digest)} {}`,
        choices: stories.map(({ number, headline }) => ({
          label: `${number}. ${oneLine(headline)}`,
          value: String(number),
        })),
      },
    ],
  };
}

/** Longer headlines hide the others. */
const HEADLINE = 150;
const NAMED = 4;
const PUBLISHERS = 100;

/** A headline from outside, leading to its article where there is one. */
export function linked(headline: string, link: string | null): Rich {
  const text = clip(oneLine(headline), HEADLINE);
  return [link === null ? { form: 'plain', text } : { form: 'link', text, href: link }];
}

/** The first publishers by name, the rest counted. */
export function publishersInWords(publishers: readonly string[], language: string): string {
  const left = publishers.length - NAMED;
  const named = publishers.slice(0, left > 0 ? NAMED : undefined).map(oneLine);
  const more = left > 0 ? [sayPlain(language, 'past.more-publishers', { count: left })] : [];
  return clip(listInWords([...named, ...more], language), PUBLISHERS);
}

/** To the page before and the page behind, where there are any. */
export function pageButtons(
  { page, pages }: { readonly page: number; readonly pages: number },
  says: (page: number) => string,
  language: string,
): readonly Button[] {
  return [page - 1, page + 1]
    .filter((each) => each >= 1 && each <= pages)
    .map((each) => ({ label: sayPlain(language, 'sources.to-page', { page: each }), says: says(each) }));
}
