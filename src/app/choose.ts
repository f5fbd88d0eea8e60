import { type Candidate, type Chosen, composeDigest } from '../digest/compose.ts';
import type { ChannelPast, Passed } from '../domain/digest.ts';
import type { Story } from '../domain/story.ts';
import type { News, Wanting } from './news.ts';

/** What a subscription is told, what was left out, and the instant it looked back to. */
export interface Choice {
  readonly chosen: readonly Chosen[];
  readonly passed: Passed;
  readonly since: Date;
}

/** A digest looks back a day at least, so that a second one finds what the first left over, and a week at most. */
const LOOK_BACK_MS = 24 * 3_600_000;
const LONGEST_LOOK_BACK_MS = 7 * LOOK_BACK_MS;

/** Those that ask for the same and were told the same are offered one choice. */
export async function chooseStories(news: News, wanting: Wanting, { latest, told }: ChannelPast): Promise<Choice> {
  const since = lookBack(latest, news.now);
  const asked = news.askedBy(wanting);
  const key = `choice ${asked.key} since ${since.getTime()} told ${news.numberOf(told)} size ${wanting.size}`;
  return await news.once(key, async () => {
    const isLooked = ({ story }: Candidate): boolean =>
      story.lastSeen >= since || (isAmendedSince(story, since) && told.has(story.id));
    const growth = await news.growthOf(told);
    return {
      ...composeDigest(news.offeredTo(asked).filter(isLooked), { told, growth }, wanting.size, news.now),
      since,
    };
  });
}

/** An older story that was corrected or withdrawn concerns those who were told it. */
function isAmendedSince({ amendedAt }: Story, since: Date): boolean {
  return amendedAt !== undefined && amendedAt >= since;
}

function lookBack(latest: Date | null, now: Date): Date {
  const since = Math.min(latest?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime() - LOOK_BACK_MS);
  return new Date(Math.max(since, now.getTime() - LONGEST_LOOK_BACK_MS));
}
