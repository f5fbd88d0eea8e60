import { command } from '../src/domain/command.ts';
import type { Mute } from '../src/domain/mute.ts';
import { dateInWords } from '../src/phrases/dates.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';

/** Shows what is muted, with a button to end each. */
export const mutes = command({
  discord: { group: 'mute', verb: 'list' },
  telegram: ['mutes', 'mute list'],
  about: 'about.mutes',
  who: 'everyone',
  options: {},
  async answer({ place, language }, desk) {
    const held = await desk.mutes(place.community);
    if (held.length === 0) return { text: say(language, 'mutes.none') };
    const rows = held.map((each) =>
      say(language, 'mutes.row', {
        number: each.id,
        what: muteInWords(each, language),
        until: dateInWords(each.until, 'UTC', language),
      }),
    );
    return {
      text: lines(say(language, 'mutes.head'), ...rows),
      buttons: held.slice(-MOST_BUTTONS).map((each) => ({
        label: sayPlain(language, 'mutes.end', { what: muteInWords(each, language) }),
        says: `unmute ${each.id}`,
      })),
    };
  },
});

/** The latest are the ones people think better of; the others are ended by their number. */
const MOST_BUTTONS = 10;

/** What is muted, as in the word “crypto”. */
export function muteInWords({ kind, label }: Mute, language: string): string {
  switch (kind) {
    case 'word':
      return sayPlain(language, 'mute.word', { label });
    case 'source':
      return sayPlain(language, 'mute.source', { label });
    case 'story':
      return sayPlain(language, 'mute.story', { label });
  }
}
