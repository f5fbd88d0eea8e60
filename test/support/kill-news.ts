import { draftSubscription } from '../../src/app/order.ts';
import { openDatabase } from '../../src/database/open.ts';
import type { Community, Place } from '../../src/domain/channel.ts';
import { EVERY_DAY, type Slot } from '../../src/domain/subscription.ts';

export const STORIES = 14;

/** Nothing listens there. */
export const NO_FEED = 'http://127.0.0.1:1/feed';
const HOUR_MS = 3_600_000;

export function headline(number: number): string {
  return `Harbour report ${number} of the season`;
}

/** Long enough that not all stories fit in one message. */
function textOf(number: number): string {
  return [
    `The harbour office counted ${number + 40} boats that came in over the past week, which is more than in any week since the new pier was opened.`,
    `Captain Ada Quill of berth ${number} said that the nets were full on most nights and that her crew of ${number + 3} had never seen a season like it.`,
    `The market hall will stay open until ten in the evening for ${number + 2} weeks, the council decided, so that nothing of the catch has to be thrown away.`,
  ].join('\n');
}

/** A place in its community: who is in no server of a channel's does not post there. */
export type Spot = Place & { readonly community: Community };

/** Files stories for two parts, and for each place a subscription with this slot. */
export async function fileDigests(url: string, places: readonly Spot[], slot: Slot): Promise<void> {
  const db = await openDatabase(url);
  const now = new Date();
  const seen = new Date(now.getTime() - HOUR_MS);
  const { source } = await db.sources.use(
    { address: NO_FEED, title: 'Harbour Post', section: null },
    'starter',
    null,
    seen,
  );
  for (let number = 1; number <= STORIES; number += 1) {
    const about = {
      headline: headline(number),
      link: `https://harbour.example/${number}`,
      language: 'en',
      sections: [],
    };
    const read = { ...about, publisher: 'Harbour Post', publishedAt: seen, seenAt: seen, byline: [], credit: null };
    const text = textOf(number);
    const draft = { ...read, sourceId: source.id, entryKey: String(number), address: about.link, text, tags: [] };
    const [article] = await db.articles.add([{ ...draft, image: null, isNews: true }]);
    if (article === undefined) throw new Error('an article was not stored');
    const story = { ...about, id: null, publishers: ['Harbour Post'], image: null, version: 1, isNews: true };
    const gathered = { ...story, firstSeen: seen, lastSeen: seen };
    await db.stories.gather({ article: article.id, reprintOf: null, story: gathered });
  }
  for (const place of places) {
    const timetable = { times: [slot.time], days: EVERY_DAY, zone: 'UTC' };
    const order = draftSubscription({ by: `${place.platform}:1`, language: 'en' }, [], timetable, now);
    const there = { ...place, name: null };
    await db.subscriptions.add(there, { ...order, size: STORIES, nextSlot: slot });
  }
  await db.close();
}

const MINUTE_MS = 60_000;

/** The slot of the minute that lies so many minutes ahead. */
export function slotIn(minutes: number): Slot {
  const at = new Date(Math.floor(Date.now() / MINUTE_MS + minutes) * MINUTE_MS);
  const [date = '', time = ''] = at.toISOString().split('T');
  return { at, date, time: time.slice(0, 'HH:MM'.length) };
}
