// Repeats in days of generated news: events told by several outlets, edited, reprinted and carried on.
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { StoryId } from '../../src/domain/ids.ts';
import { type Days, type NewsItem, openDays } from '../support/days.ts';
import { chances, type InventedEvent, inventEvent } from '../support/invented-events.ts';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '10' },
    events: { type: 'string', default: '12' },
    outlets: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
  },
});
const [DAYS, EVENTS_A_DAY, OUTLETS] = [Number(values.days), Number(values.events), Number(values.outlets)];
const HOUR_MS = 3_600_000;
const POLL_HOURS = 4;
/** What an outlet's feed shows. */
const FEED_ITEMS = 30;
const START = new Date('2031-03-03T06:00:00Z');
/** Of the articles, one in so many is a reprint of the outlet before it, and one in so many is carried on when more happened. */
const REPRINT_ONE_IN = 5;
const CARRIED_ON_ONE_IN = 2;
/** The aim: repeats, of all that digests told. */
const AIM_PERCENT = 1;

/** One outlet's item about an event, over its life. */
interface Run {
  readonly event: InventedEvent;
  readonly outlet: number;
  readonly wording: number;
  readonly since: number;
  /** The hour at which it is rewritten with each later stage. */
  readonly stages: readonly number[];
}

const chance = chances(Number(values.seed));
const events = Array.from({ length: DAYS * EVENTS_A_DAY }, (_, id) => inventEvent(id, chance));
const runs = events.flatMap(runsOf);

/** An event begins at some hour; each outlet that has it words it its own way or reprints the one before it, and some carry it on. */
function runsOf(event: InventedEvent): readonly Run[] {
  const begins = chance(DAYS * 24);
  const later = Array.from({ length: event.stages }, (_, i) => begins + 18 + i * 30 + chance(12));
  const first = chance(OUTLETS);
  const wording = chance(9);
  return Array.from({ length: 1 + chance(4) }, (_, i) => ({
    event,
    outlet: (first + i) % OUTLETS,
    wording: chance(REPRINT_ONE_IN) === 0 ? wording : wording + i,
    since: begins + chance(8),
    stages: chance(CARRIED_ON_ONE_IN) === 0 ? later.map((hour) => hour + chance(6)) : [],
  }));
}

function stageAt(run: Run, hour: number): number {
  return run.stages.filter((at) => at <= hour).length;
}

/** A third of what is shown is changed at each poll in what says nothing. */
function itemOf(run: Run, hour: number): NewsItem {
  const { title, text } = run.event.tell(run.wording, stageAt(run, hour));
  const poll = chance(3) === 0 ? hour : 0;
  const link = `https://outlet${run.outlet}.example/${run.event.id}`;
  return {
    guid: `${run.event.id}-${poll}`,
    link: poll === 0 ? link : `${link}?utm_campaign=${poll}`,
    title,
    text,
    at: new Date(START.getTime() + (run.since + (poll === 0 ? 0 : 1)) * HOUR_MS),
  };
}

async function publish(days: Days, hour: number): Promise<void> {
  for (let outlet = 0; outlet < OUTLETS; outlet++) {
    const own = runs.filter((run) => run.outlet === outlet && run.since <= hour).sort((a, b) => b.since - a.since);
    days.publish(
      `/outlet${outlet}`,
      own.slice(0, FEED_ITEMS).map((run) => itemOf(run, hour)),
    );
  }
  await days.read();
}

/** Which events a story tells, and up to which stage each. */
async function eventsOf(days: Days, story: StoryId, hour: number): Promise<ReadonlyMap<number, number>> {
  const told = new Map<number, number>();
  for (const { link } of await days.database.articles.ofStories([story])) {
    const [, outlet, event] = /outlet(\d+)\.example\/(\d+)/u.exec(link ?? '') ?? [];
    const run = runs.find((each) => each.outlet === Number(outlet) && each.event.id === Number(event));
    if (run !== undefined) told.set(run.event.id, Math.max(told.get(run.event.id) ?? 0, stageAt(run, hour)));
  }
  return told;
}

const reader = new Map<number, number>();
const count = { told: 0, updates: 0, repeats: 0 };

/** Whether an item tells its reader something: of the events it speaks of one is new, or further on than when it was last told. */
async function read(days: Days, story: StoryId, title: string, text: string, hour: number): Promise<void> {
  const item = `${title}\n${text}`;
  const shown = [...(await eventsOf(days, story, hour))].filter(([id]) => events[id]?.isIn(item) === true);
  count.told += 1;
  if (title.includes('Update: ')) count.updates += 1;
  if (!shown.some(([event, stage]) => stage > (reader.get(event) ?? -1))) {
    count.repeats += 1;
    console.log(`repeat, hour ${hour}: ${title}`);
  }
  for (const [event, stage] of shown) reader.set(event, Math.max(reader.get(event) ?? -1, stage));
}

const days = await openDays(START);
await days.subscribe({ size: 25 });
for (let hour = 0; hour <= DAYS * 24; hour += POLL_HOURS) {
  days.setClock(new Date(START.getTime() + hour * HOUR_MS));
  await publish(days, hour);
  for (const { stories, titles, texts } of await days.tell())
    for (const [i, story] of stories.entries()) await read(days, story, titles[i] ?? '', texts[i] ?? '', hour);
}
const articles = await days.database.articles.count();
await days.close();
const percent = (100 * count.repeats) / Math.max(1, count.told);
console.table({ days: DAYS, outlets: OUTLETS, events: DAYS * EVENTS_A_DAY, entries: runs.length, articles, ...count });
console.log(
  `${percent.toFixed(2)} % repeats; aim: under ${AIM_PERCENT} %: ${percent < AIM_PERCENT ? 'met' : 'missed'}`,
);
process.exitCode = percent < AIM_PERCENT ? 0 : 1;
