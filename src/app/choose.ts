import { type Candidate, type Chosen, composeDigest, type Past } from '../digest/compose.ts';
import type { DigestKind, DigestStore, Passed } from '../domain/digest.ts';
import type { StoryId } from '../domain/ids.ts';
import type { StoryStore } from '../domain/story.ts';
import type { News, Wanting } from './news.ts';

/** What a channel's past is read from. */
export interface PastStores {
  readonly digests: DigestStore;
  readonly stories: StoryStore;
}

/** A digest looks back a day at least, so that a second one finds what the first left over, and a week at most. */
const LOOK_BACK_MS = 24 * 3_600_000;
const LONGEST_LOOK_BACK_MS = 7 * LOOK_BACK_MS;
const NO_PAST: Past<StoryId> = { told: new Map(), growth: new Map() };

/** What a subscription is to be told now, what was left out, and the instant it looked back to. A preview shows again what was told before. */
export async function chooseStories(
  stores: PastStores,
  wanting: Wanting,
  news: News,
  kind: DigestKind,
  now: Date,
): Promise<{ readonly chosen: readonly Chosen[]; readonly passed: Passed; readonly since: Date }> {
  const since = await lookBack(stores, wanting, now);
  const wanted = news.wantedBy(wanting);
  const isFresh = ({ story }: Candidate): boolean => story.lastSeen >= since;
  const looked = wanted.filter((each) => isFresh(each) || isAmendedSince(each, since)).map(({ story }) => story.id);
  const past = kind === 'preview' ? NO_PAST : await readPast(stores, wanting, looked);
  const candidates = wanted.filter(
    (each) => isFresh(each) || (isAmendedSince(each, since) && past.told.has(each.story.id)),
  );
  return { ...composeDigest(candidates, past, wanting.size, now), since };
}

/** An older story that was corrected or withdrawn concerns those who were told it. */
function isAmendedSince({ story: { amendedAt } }: Candidate, since: Date): boolean {
  return amendedAt !== undefined && amendedAt >= since;
}

/** Growth is read for the stories that were told alone. */
async function readPast(
  { digests, stories }: PastStores,
  { channel }: Wanting,
  fresh: readonly StoryId[],
): Promise<Past<StoryId>> {
  const told = await digests.lastTold(channel.id, fresh);
  return { told, growth: told.size === 0 ? new Map() : await stories.growthOf([...told.keys()]) };
}

async function lookBack({ digests }: PastStores, { channel }: Wanting, now: Date): Promise<Date> {
  const latest = await digests.latest(channel.id);
  const since = Math.min(latest?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime() - LOOK_BACK_MS);
  return new Date(Math.max(since, now.getTime() - LONGEST_LOOK_BACK_MS));
}
