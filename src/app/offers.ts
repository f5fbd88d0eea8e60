import { randomBytes } from 'node:crypto';
import type { Community } from '../domain/channel.ts';
import type { Section } from '../domain/section.ts';

/** A feed that was offered to a community, with what was asked for it. */
export interface Offer {
  readonly address: string;
  readonly section: Section | null;
}

/** Feeds that were offered, each under a short key that a button has room for. A restart forgets them. */
export interface Offers {
  /** Answers the key, without its #. */
  offer(community: Community, offer: Offer, now: Date): string;
  /** Null when none is kept for this community under the key. */
  find(community: Community, key: string, now: Date): Offer | null;
}

const KEPT_MS = 3_600_000;
/** Of the install; the oldest are forgotten first. */
const MOST_KEPT = 5_000;
/** Nobody can guess another's; and what a key names was offered to its community alone. */
const KEY_BYTES = 4;

export function createOffers(): Offers {
  const kept = new Map<string, Offer & { readonly community: Community; readonly until: number }>();
  return {
    offer(community, offer, now) {
      const key = randomBytes(KEY_BYTES).toString('hex');
      kept.set(key, { ...offer, community, until: now.getTime() + KEPT_MS });
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return key;
    },
    find(community, key, now) {
      const found = kept.get(key);
      return found !== undefined && found.community === community && found.until > now.getTime() ? found : null;
    },
  };
}
