import type { Database } from '../src/database/open.ts';
import type { ArticleDraft } from '../src/domain/article.ts';
import type { Part } from '../src/domain/digest.ts';
import type { SourceId, StoryId } from '../src/domain/ids.ts';
import type { Gathered } from '../src/domain/story.ts';
import { type Slot, type Subscription, type SubscriptionDraft, USUAL_POSTING } from '../src/domain/subscription.ts';

export const MORNING = new Date('2031-03-03T08:00:00Z');
export const FIRST_SLOT: Slot = { at: MORNING, date: '2031-03-03', time: '08:00' };
export const SECOND_SLOT: Slot = { at: new Date('2031-03-04T08:00:00Z'), date: '2031-03-04', time: '08:00' };

export function minutesLater(minutes: number): Date {
  return new Date(MORNING.getTime() + minutes * 60_000);
}

export function place(address: string) {
  return { platform: 'telegram', address, community: `telegram:${address}`, name: `Channel ${address}` } as const;
}

export const ORDER: SubscriptionDraft = {
  topics: ['Science', 'harbour OR ferry'],
  timetable: { times: ['08:00'], days: [1, 2, 3, 4, 5, 6, 7], zone: 'UTC' },
  language: 'en',
  size: 10,
  createdBy: 'telegram:7',
  noticesTo: 'telegram:7',
  createdAt: MORNING,
  nextSlot: FIRST_SLOT,
  state: 'active',
  pausedWhy: null,
  pausedUntil: null,
  quiet: 'skip',
  manner: { style: 'short', language: null, ai: true },
  posting: USUAL_POSTING,
  quietHours: null,
};

export function articleDraft(sourceId: SourceId, entryKey: string, change: Partial<ArticleDraft> = {}): ArticleDraft {
  return {
    sourceId,
    entryKey,
    address: `https://harbour.example/${entryKey}`,
    link: `https://harbour.example/${entryKey}?from=feed`,
    headline: `The ferry sails again (${entryKey})`,
    byline: ['Ada Quill'],
    credit: null,
    publisher: 'Harbour Post',
    publishedAt: MORNING,
    seenAt: MORNING,
    language: 'en',
    text: 'The ferry left at dawn.\nIt was late.',
    sections: ['World'],
    tags: ['ferry'],
    image: null,
    isNews: true,
    ...change,
  };
}

export const NEW_STORY: Gathered['story'] = {
  id: null,
  headline: 'The ferry sails again',
  link: 'https://harbour.example/1',
  language: 'en',
  publishers: ['Harbour Post', 'Quay Times'],
  sections: ['World'],
  image: null,
  firstSeen: MORNING,
  lastSeen: MORNING,
  version: 1,
  isNews: true,
};

/** A subscription with a digest of one story in each of so many parts, not yet owed. */
export async function ready(db: Database, address: string, parts: number, firstStory = 1) {
  const subscription = await db.subscriptions.add(place(address), ORDER);
  return { subscription, owed: slotDigest(subscription, parts, firstStory) };
}

export function slotDigest(
  subscription: Subscription,
  parts: number,
  firstStory: number,
  version = 1,
  slot = FIRST_SLOT,
) {
  const stories = Array.from({ length: parts }, (_, index) => (firstStory + index) as StoryId);
  return {
    subscription: subscription.id,
    channel: subscription.channel,
    kind: 'slot',
    slot,
    nextSlot: SECOND_SLOT,
    edition: {
      items: stories.map((story) => ({ story, version })),
      parts: stories.map((story): Part => ({ body: `{"story":${story}}`, stories: [story] })),
    },
    at: slot.at,
  } as const;
}
