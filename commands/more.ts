import type { MorePage, MoreStory } from '../src/domain/archive-desk.ts';
import { command, type Reply } from '../src/domain/command.ts';
import { readReference, referenceTo } from '../src/domain/reference.ts';
import type { Rich } from '../src/domain/rich.ts';
import { instantInWords } from '../src/phrases/dates.ts';
import { lines, say } from '../src/phrases/say.ts';
import { clip } from '../src/text/clip.ts';
import { oneLine } from '../src/text/one-line.ts';
import { linked, noSuchDigest, pageButtons, publishersInWords } from './past-words.ts';

/** Shows the stories a digest had no room for; said by the button under it. */
export const more = command({
  discord: null,
  telegram: ['more'],
  isUnlisted: true,
  about: 'about.more',
  who: 'everyone',
  options: {
    digest: { kind: 'word', required: true, about: 'option.digest' },
    page: { kind: 'number', required: false, about: 'option.page' },
  },
  async answer({ place, language, given }, desk) {
    const reference = readReference(given.digest);
    const page = Number.parseInt(given.page ?? '1', 10);
    const found = reference === null ? null : await desk.more(place, reference.digest, page);
    if (found?.kind !== 'more') return { text: noSuchDigest(language), isBeside: true };
    return { ...drawPage(found, language), isBeside: given.page === null };
  },
});

function drawPage(found: MorePage, language: string): Reply {
  const { stories, page, pages, digest, at, zone } = found;
  if (pages === 0) return { text: say(language, 'more.none') };
  const head = say(language, 'more.head', { at: instantInWords(at, zone, language) });
  const rows = stories.flatMap((story) => row(story, summaryRoom(stories), language));
  const foot = pages === 1 ? [] : [say(language, 'sources.page', { page, pages })];
  const buttons = pageButtons(found, (to) => `more ${referenceTo(digest)} ${to}`, language);
  return { text: lines(head, ...(rows.length === 0 ? [say(language, 'more.gone')] : rows), ...foot), buttons };
}

/** What a page may hold so that it is one message on each platform, with room for what escapes add. */
const PAGE = 1_700;
const LONGEST_SUMMARY = 300;
/** Below this a summary says nothing. */
const SHORTEST_SUMMARY = 60;

/** What is left for the summary of each story. */
function summaryRoom(stories: readonly MoreStory[]): number {
  const taken = stories.reduce(
    (sum, { headline, link }) => sum + Math.min(headline.length, 150) + (link?.length ?? 0) + 120,
    0,
  );
  const each = Math.floor((PAGE - taken) / Math.max(1, stories.length));
  return each < SHORTEST_SUMMARY ? 0 : Math.min(each, LONGEST_SUMMARY);
}

function row(
  { number, headline, link, summary, publishers }: MoreStory,
  room: number,
  language: string,
): readonly Rich[] {
  const told = clip(oneLine(summary), room);
  return [
    say(language, 'more.row', {
      number,
      headline: linked(headline, link),
      publishers: publishersInWords(publishers, language),
    }),
    ...(told === '' ? [] : [[{ form: 'plain', text: told } as const]]),
  ];
}
