import type { Community } from './channel.ts';

export interface CommunityStore {
  /** The language a community chose for the bot's words, BCP 47; null when it chose none. */
  language(community: Community): Promise<string | null>;
  setLanguage(community: Community, language: string | null): Promise<void>;
}
