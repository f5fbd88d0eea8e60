import type { Button } from '../src/domain/command.ts';
import { command } from '../src/domain/command.ts';
import type { Rich } from '../src/domain/rich.ts';
import { titleOf } from '../src/domain/source.ts';
import type { SourcePage, SourceView } from '../src/domain/source-desk.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { sectionInWords } from '../src/phrases/sections.ts';
import { addSource } from './add-source.ts';
import { healthInWords } from './source-words.ts';
import { asCode } from './words.ts';

/** Shows what is read for a community, and how each source fares. */
export const sources = command({
  discord: { group: 'source', verb: 'list' },
  telegram: ['sources'],
  about: 'about.sources',
  who: 'everyone',
  options: { page: { kind: 'number', required: false, about: 'option.page' } },
  async answer({ place, language, given }, desk) {
    const page = await desk.sources(place.community, pageNumber(given.page));
    const add = asCode(addSource, place.platform);
    if (page.own + page.starters === 0) return { text: say(language, 'sources.none', { add }) };
    const rows = page.shown.map((view) => row(view, page.at, language));
    const { page: number, pages } = page;
    const foot = pages === 1 ? [] : [say(language, 'sources.page', { page: number, pages })];
    return { text: lines(...headOf(page, add, language), ...rows, ...foot), buttons: pageButtons(page, language) };
  },
});

/** What is no number is the first page. */
function pageNumber(given: string | null): number {
  return Number.parseInt(given?.replace('#', '') ?? '', 10) || 1;
}

function headOf({ own, starters }: SourcePage, add: Rich, language: string): readonly Rich[] {
  if (own === 0) return [say(language, 'sources.starter-only', { count: starters, add })];
  const head = say(language, 'sources.head', { count: own + starters });
  return starters === 0 ? [head] : [head, say(language, 'sources.starter', { count: starters })];
}

function row({ source, number }: SourceView, at: Date, language: string): Rich {
  const { section } = source;
  return say(language, 'sources.row', {
    number,
    title: titleOf(source),
    section: section === null ? '' : ` (${sectionInWords(section, language)})`,
    health: healthInWords(source, at, language),
  });
}

/** To the page before and the page behind. */
function pageButtons({ page, pages }: SourcePage, language: string): readonly Button[] {
  return [page - 1, page + 1]
    .filter((each) => each >= 1 && each <= pages)
    .map((each) => ({ label: sayPlain(language, 'sources.to-page', { page: each }), says: `sources ${each}` }));
}
