import { command } from '../src/domain/command.ts';
import { SECTIONS } from '../src/domain/section.ts';
import { say, sayPlain } from '../src/phrases/say.ts';
import { setup } from './setup.ts';
import { asCode } from './words.ts';

/** The first thing Telegram says for a person; a link (`?start=sub_technology_science`) brings the sections along that they want to read of. */
export const start = command({
  discord: null,
  telegram: ['start'],
  about: 'about.start',
  who: 'everyone',
  options: { link: { kind: 'word', required: false, about: 'option.link', choices: [] } },
  async answer(request, desk) {
    const { language, place, given, asker } = request;
    const topics = given.link === null ? [] : sectionsIn(given.link);
    if (topics.length > 0 && asker.isManager)
      return await setup.answer(
        { ...request, given: { topics: topics.join(', '), time: null, zone: null, where: null, go: null } },
        desk,
      );
    return {
      text: say(language, 'start', { setup: asCode(setup, place.platform) }),
      buttons: [
        { label: sayPlain(language, 'start.setup'), says: 'setup' },
        { label: sayPlain(language, 'start.help'), says: 'help' },
      ],
    };
  },
});

/** What a link asks for; words that are no section's name are passed over. */
function sectionsIn(link: string): readonly string[] {
  const [first, ...words] = link.toLowerCase().split('_');
  if (first !== 'sub') return [];
  return SECTIONS.filter((section) => words.includes(section.toLowerCase()));
}
