import type { Community } from '../domain/channel.ts';
import type { CommunityStore } from '../domain/community.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { NoteStore, Notes } from '../domain/notes.ts';
import { LANGUAGES } from '../phrases/say.ts';
import { primaryLanguage } from '../text/language.ts';

/** What somebody writes later, without answering the message that asks, was hardly meant as the answer. */
const ANSWERED_WITHIN_MS = 60 * 60_000;

export function bindNotes(store: NoteStore, clock: () => Date): Notes {
  return {
    keep: (what) => store.keep(what, clock()),
    find: (key) => store.find(key),
    ask: (question) => store.ask(question, clock()),
    question: (chat, message) => store.question(chat, message),
    newestQuestion: (chat, person) =>
      store.newestQuestion(chat, person, new Date(clock().getTime() - ANSWERED_WITHIN_MS)),
    close: (question) => store.close(question),
    closeAll: (chat, person) => store.closeAll(chat, person),
  };
}

/** Communities whose language is remembered beside the database; every command asks for it. */
const MOST_REMEMBERED = 10_000;

/** What the bot speaks in each community. */
export function createTongue(store: CommunityStore): Pick<NewsDesk, 'languageOf' | 'setLanguage'> {
  const remembered = new Map<Community, string | null>();
  return {
    async languageOf(community) {
      const known = remembered.get(community);
      if (known !== undefined) return known;
      const language = await store.language(community);
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(community, language);
      return language;
    },
    async setLanguage(community, language) {
      const spoken = language === null ? null : primaryLanguage(language);
      if (spoken !== null && !LANGUAGES.includes(spoken)) return false;
      await store.setLanguage(community, spoken);
      remembered.set(community, spoken);
      return true;
    },
  };
}
