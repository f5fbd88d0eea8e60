import { expect, onTestFinished, test } from 'vitest';
import { type Days, type NewsItem, openDays } from './support/days.ts';
import { sampleItem, slugOf } from './support/sample-items.ts';
import { say, textOf } from './support/say.ts';

const WEDNESDAY = new Date('2026-05-06T07:30:00Z');
const HOUR_MS = 3_600_000;
const [COURIER, MERIDIAN, BENCH] = ['Harbour Courier', 'Meridian Post', 'Bench & Field'];

/** A bot that reads outlets of the sample newsroom, what its channel was told, and what somebody asked. */
interface Room {
  readonly days: Days;
  /** An outlet's feed holds these of its articles from now on, by id; with an edit of one in its place. */
  publish(outlet: string, ids: readonly string[] | null, edit?: (item: NewsItem) => NewsItem): void;
  /** The feeds are asked at this many hours after Wednesday half past seven. */
  readAt(hours: number): Promise<void>;
  /** Writes down the digest of that many days after Wednesday. */
  tellOn(day: number): Promise<void>;
  /** Writes down what is answered to a line. */
  ask(line: string): Promise<void>;
  readonly lines: string[];
}

/** A rule for all to see: how a digest shows it. */
interface Rule {
  readonly name: string;
  readonly heading: string;
  readonly order?: Parameters<Days['subscribe']>[0];
  show(room: Room): Promise<void>;
}

const RULES: readonly Rule[] = [
  {
    name: 'one-story-once',
    heading:
      'What several outlets tell is one item with several publishers, and is not told again; a quiet day is one line where the channel wants it.',
    order: { quiet: 'line' },
    async show({ publish, readAt, tellOn }) {
      publish(COURIER, ['orlan-treaty', 'vellin-strike-ends']);
      publish(MERIDIAN, ['orlan-river-deal', 'vellin-deal']);
      await readAt(0);
      await tellOn(0);
      await readAt(12);
      await tellOn(1);
    },
  },
  {
    name: 'reprint-adds-its-publisher',
    heading:
      'An agency’s text that a second outlet prints adds the outlet’s name, and raises nothing: the quake stays where it stood.',
    async show({ publish, readAt, tellOn, days }) {
      publish(COURIER, ['orsola-quake', 'vellin-strike-ends', 'petrel-moon']);
      await readAt(0);
      await days.subscribe({ size: 3 });
      publish(MERIDIAN, ['old-town-orsola']);
      await readAt(0.2);
      await tellOn(0);
    },
  },
  {
    name: 'update',
    heading:
      'A story that was told comes again only as an update that says what is new: the outage of the morning has a cause at noon.',
    async show({ publish, readAt, tellOn }) {
      publish(COURIER, ['cloud-outage/first']);
      await readAt(0);
      await tellOn(0);
      publish(COURIER, ['cloud-outage']);
      await readAt(5);
      await tellOn(1);
      await readAt(30);
      await tellOn(2);
    },
  },
  {
    name: 'correction',
    heading: 'What its publisher corrects is told once as a correction, with what it says, however little is new.',
    async show({ publish, readAt, tellOn }) {
      publish(COURIER, ['valdria-budget']);
      await readAt(0);
      await tellOn(0);
      publish(COURIER, ['valdria-budget'], (item) => ({
        ...item,
        text: `${item.text.replace('2.7 percent', '2.5 percent')}\nCorrection: An earlier version of this article gave the deficit as 2.7 percent. It is 2.5 percent of national output.`,
      }));
      await readAt(5);
      await tellOn(1);
      await readAt(30);
      await tellOn(2);
    },
  },
  {
    name: 'withdrawal',
    heading: 'What its publisher takes back is told once as withdrawn to who was told it, and is summed up no more.',
    async show({ publish, readAt, tellOn }) {
      publish(COURIER, ['valdria-budget']);
      await readAt(0);
      await tellOn(0);
      publish(COURIER, ['valdria-budget'], (item) => ({
        ...item,
        title: 'Article withdrawn',
        text: 'This article has been withdrawn. The vote it reports had not been counted to the end.',
      }));
      await readAt(5);
      await tellOn(1);
    },
  },
  {
    name: 'mute',
    heading:
      'A muted word and a muted source stay out until their days are over; what another source tells as well still comes.',
    async show({ publish, readAt, tellOn, ask }) {
      publish(COURIER, ['coast-marathon', 'orlan-treaty', 'petrel-moon']);
      publish(MERIDIAN, ['orlan-river-deal', 'dengue-single-dose']);
      await readAt(0);
      await ask('mute marathon 2d');
      await ask('mute Meridian Post 2d');
      await tellOn(0);
    },
  },
  {
    name: 'cut-by-size',
    heading: 'A digest tells as many stories as the channel wants, the best first; what had no room can be asked for.',
    order: { size: 2 },
    async show({ publish, readAt, tellOn, ask }) {
      publish(COURIER, ['valdria-budget', 'vellin-strike-ends', 'storm-brannoch']);
      publish(MERIDIAN, ['renska-budget', 'vellin-deal']);
      await readAt(0);
      await tellOn(0);
      await ask('why https://harbour-courier.example/storm-brannoch');
    },
  },
  {
    name: 'one-outlet-cannot-flood',
    heading: 'However much one outlet writes, it leads no more than its share of a digest while others have news.',
    order: { size: 6, manner: { style: 'headline', language: null, ai: true } },
    async show({ publish, readAt, tellOn }) {
      publish(BENCH, [
        'siren-app',
        'stratella-certificate',
        'power-chips',
        'dv4-explained',
        'petrel-drill',
        'whale-song',
      ]);
      publish(COURIER, ['coast-marathon', 'storm-brannoch']);
      publish(MERIDIAN, ['old-town-orsola', 'vellin-deal']);
      await readAt(0);
      await tellOn(0);
    },
  },
  {
    name: 'coverage',
    heading:
      'The last line says how much was read for it, and how many sources did not answer; which ones, only who runs the bot hears.',
    order: { size: 3, manner: { style: 'headline', language: null, ai: true } },
    async show({ publish, readAt, tellOn }) {
      publish(COURIER, ['valdria-budget', 'vellin-strike-ends', 'orlan-treaty']);
      publish(MERIDIAN, ['renska-budget', 'vellin-deal', 'dengue-single-dose']);
      publish(BENCH, null);
      await readAt(0);
      await tellOn(0);
    },
  },
];

test.each(RULES)('$name: $heading', async ({ name, heading, order, show }) => {
  const days = await openDays(WEDNESDAY);
  onTestFinished(() => days.close());
  await days.subscribe(order);
  const room = openRoom(days);
  await show(room);
  await expect(`${heading}\n\n${room.lines.join('\n\n')}\n`).toMatchFileSnapshot(`golden/rules/${name}.txt`);
});

function openRoom(days: Days): Room {
  const lines: string[] = [];
  return {
    ...{ days, lines },
    publish(outlet, ids, edit = (item) => item) {
      const items = ids?.map((id) => edit(sampleItem(outlet, id, WEDNESDAY))) ?? null;
      days.publish(`/${slugOf(outlet)}`, items, outlet);
    },
    async readAt(hours) {
      days.setClock(new Date(WEDNESDAY.getTime() + hours * HOUR_MS));
      await days.read();
    },
    async tellOn(day) {
      const at = new Date(WEDNESDAY.getTime() + (day * 24 + 0.5) * HOUR_MS);
      days.setClock(at);
      const told = await days.tell();
      lines.push(`== Told on ${at.toISOString().slice(0, 16).replace('T', ' at ')} ==`);
      lines.push(...(told.length === 0 ? ['(nothing)'] : told.map(({ body }) => readable(body))));
    },
    async ask(line) {
      lines.push(`> /${line}\n${textOf(await say(days, line))}`);
    },
  };
}

interface Message {
  readonly content: string;
  readonly embeds: readonly {
    readonly title?: string;
    readonly description?: string;
    readonly footer?: { readonly text: string };
  }[];
}

/** A message as Discord shows it, without pictures and links. */
function readable(body: string): string {
  const { content, embeds } = JSON.parse(body) as Message;
  const cards = embeds.map(({ title, description, footer }) =>
    [title, description, footer?.text].filter((line) => line !== undefined && line !== '').join('\n'),
  );
  return [content, ...cards].join('\n\n').replace(/[\u2066-\u2069]/gu, '');
}
