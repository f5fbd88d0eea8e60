import { setTimeout as wait } from 'node:timers/promises';
import type { Platform } from '../domain/channel.ts';
import type { Messenger } from '../domain/messenger.ts';
import { SECTIONS } from '../domain/section.ts';
import type { Draft, DraftAsked, Outline, SetupDesk } from '../domain/setup-desk.ts';
import { EVERY_DAY } from '../domain/subscription.ts';
import type { Spot } from '../domain/turn.ts';
import { nextSlot } from '../schedule/slots.ts';
import { readTimes } from '../schedule/timetable.ts';
import { guessZones } from '../schedule/zone-guess.ts';
import { nearestZones, readZone } from '../schedule/zones.ts';
import { readCircles } from './circle.ts';
import type { Newsroom } from './digest.ts';
import { readTopics } from './topics.ts';

/** What setting up rests on. */
export interface SetupRoom extends Newsroom {
  readonly messengers: ReadonlyMap<Platform, Messenger>;
  /** Reads every source that is due, and gathers what came. */
  readonly readAtOnce: () => Promise<void>;
  readonly clock: () => Date;
}

export function createSetupDesk(room: SetupRoom): SetupDesk {
  return {
    outline: (place) => outline(room, place),
    draft: (asked) => draft(room, asked),
    placeFor: (place, where, person) => placeFor(room, place, where, person),
  };
}

const COUNTED_MS = 24 * 3_600_000;
/** The latest of a day; more change nothing of what people choose. */
const MOST_COUNTED = 5_000;
/** Who sets up waits no longer for the sources; what has come by then counts. */
const READING_PATIENCE_MS = 20_000;

async function outline(room: SetupRoom, place: Spot): Promise<Outline> {
  const counted = await count(room, place);
  if (counted.stories > 0) return { ...counted, isFirst: false };
  const patience = new AbortController();
  const late = wait(READING_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
  await Promise.race([room.readAtOnce(), late]);
  patience.abort();
  return { ...(await count(room, place)), isFirst: true };
}

async function count(room: SetupRoom, { community }: Spot): Promise<Omit<Outline, 'isFirst'>> {
  const now = room.clock();
  const circle = (await readCircles(room, [community], now)).get(community);
  const news = await room.stories.newsSince(new Date(now.getTime() - COUNTED_MS), MOST_COUNTED);
  const tellers = await room.articles.tellersOf(news.map(({ id }) => id));
  const read = news.filter(({ id }) =>
    tellers.get(id)?.some(({ source }) => circle?.reading.sources.has(source) === true),
  );
  const sections = SECTIONS.map((section) => ({
    section,
    stories: read.filter((story) => story.sections.includes(section)).length,
  }));
  return { sections: sections.sort((a, b) => b.stories - a.stories), stories: read.length };
}

/** When people read news, the usual time first. */
const TIMES = ['08:00', '07:00', '12:00', '18:00', '20:00'];
const NEAREST_ZONES = 3;

async function draft(room: SetupRoom, asked: DraftAsked): ReturnType<SetupDesk['draft']> {
  const topics = readTopics(asked.topics);
  if (topics.kind === 'fault') return { ...topics, kind: 'wrong-topic' };
  const ordered = await room.subscriptions.ofCommunity(asked.place.community);
  const guessed = [...ordered.map(({ timetable }) => timetable.zone), ...guessZones(asked.locales)];
  const given = asked.zone ?? guessed[0] ?? 'UTC';
  const zone = readZone(given);
  if (zone === null) return { kind: 'wrong-zone', given, nearest: nearestZones(given, NEAREST_ZONES) };
  const times = readTimes(asked.time ?? TIMES[0] ?? '');
  if (times === null) return { kind: 'wrong-time', given: asked.time ?? '' };
  const timetable = { times, days: EVERY_DAY, zone };
  const drafted: Draft = {
    kind: 'draft',
    topics: topics.topics,
    time: times.join(', '),
    zone,
    next: nextSlot({ timetable, quietHours: null }, room.clock()).at,
    times: [...new Set([times.join(', '), ...TIMES])].sort(),
    zones: [...new Set([zone, ...guessed])].map((each) => ({ zone: each, clock: clockIn(each, room.clock()) })),
  };
  return drafted;
}

function clockIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(now);
}

/** A channel of another server is nobody's to order for. */
async function placeFor({ messengers }: SetupRoom, place: Spot, where: string, person: string): Promise<Spot | null> {
  const messenger = messengers.get(place.platform);
  if (where === 'here' || messenger === undefined) return place;
  if (where === 'me') return await messenger.privately(person);
  const spot = await messenger.spot(where);
  return spot?.community === place.community ? spot : null;
}
