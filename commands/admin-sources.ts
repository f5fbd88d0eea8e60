import { type InstallSources, SOURCE_ACTS, type SourceAct } from '../src/domain/admin-desk.ts';
import { type Button, command, type Menu } from '../src/domain/command.ts';
import type { SourceId } from '../src/domain/ids.ts';
import type { Rich } from '../src/domain/rich.ts';
import { type SourceInUse, titleOf } from '../src/domain/source.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { readNumber } from './digests.ts';
import { healthInWords } from './source-words.ts';

/** Shows the sources of the whole install, those in trouble first; each has a menu entry that leads to what can be done about it. */
export const adminSources = command({
  discord: { group: 'admin', verb: 'sources' },
  telegram: ['admin sources'],
  about: 'about.admin-sources',
  isHere: true,
  who: 'owner',
  options: { page: { kind: 'number', required: false, about: 'option.page' } },
  async answer({ language, given }, desk) {
    const page = await desk.installSources(readNumber(given.page) ?? 1);
    const rows = page.shown.map((each) => row(each, page.at, language));
    return {
      text: lines(say(language, 'admin.sources', { count: page.count }), ...rows),
      menus: [sourceMenu(page, language)],
      buttons: pageButtons(page, language),
    };
  },
});

/** Switches a source off for everybody or on again, takes it from everybody, or puts it into the starter set or out of it. */
export const adminSource = command({
  discord: { group: 'admin', verb: 'source' },
  telegram: ['admin source'],
  about: 'about.admin-source',
  isHere: true,
  who: 'owner',
  options: {
    number: { kind: 'number', required: true, about: 'option.admin-source' },
    act: { kind: 'word', required: false, about: 'option.admin-act', choices: SOURCE_ACTS, suggest: () => SOURCE_ACTS },
  },
  async answer({ asker, language, given }, desk) {
    const id = (readNumber(given.number) ?? 0) as SourceId;
    const act = SOURCE_ACTS.find((each) => each === given.act) ?? null;
    if (act === null && given.act !== null) return { text: say(language, 'admin.wrong-act', { given: given.act }) };
    const found = await desk.changeInstallSource(id, act, asker.id);
    if (found === null) return { text: say(language, 'admin.no-such-source') };
    const { source, at } = found;
    const head = act === null ? [] : [say(language, `admin.done.${act}`, { title: titleOf(source.source) })];
    return { text: lines(...head, row(source, at, language)), buttons: actButtons(source, language) };
  },
});

function row({ source, communities, isStarter }: SourceInUse, at: Date, language: string): Rich {
  return say(language, isStarter ? 'admin.source-starter' : 'admin.source', {
    number: source.id,
    title: titleOf(source),
    address: source.address,
    count: communities,
    health: healthInWords(source, at, language),
  });
}

function sourceMenu({ shown }: InstallSources, language: string): Menu {
  return {
    asks: sayPlain(language, 'admin.source-menu'),
    says: 'admin source {}',
    choices: shown.map(({ source }) => ({ label: titleOf(source), value: String(source.id) })),
  };
}

function actButtons({ source, isStarter }: SourceInUse, language: string): readonly Button[] {
  const acts: readonly SourceAct[] = [
    source.state === 'barred' ? 'on' : 'off',
    isStarter ? 'not-starter' : 'starter',
    'remove',
  ];
  return acts.map((act) => ({
    label: sayPlain(language, `admin.act.${act}`),
    says: `admin source ${source.id} ${act}`,
  }));
}

function pageButtons({ page, pages }: InstallSources, language: string): readonly Button[] {
  return [page - 1, page + 1]
    .filter((each) => each >= 1 && each <= pages)
    .map((each) => ({ label: sayPlain(language, 'sources.to-page', { page: each }), says: `admin sources ${each}` }));
}
