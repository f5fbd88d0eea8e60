import { type Button, command, type Menu, type Reply, type Request } from '../src/domain/command.ts';
import type { NewsDesk } from '../src/domain/desk.ts';
import { writeArgument } from '../src/domain/line.ts';
import { keyOf } from '../src/domain/order-desk.ts';
import type { Section } from '../src/domain/section.ts';
import type { Draft, Outline } from '../src/domain/setup-desk.ts';
import type { Spot } from '../src/domain/turn.ts';
import { countInWords } from '../src/phrases/counts.ts';
import { instantInWords, listInWords } from '../src/phrases/dates.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { sectionInWords } from '../src/phrases/sections.ts';
import { now } from './now.ts';
import { answerFor, wrongTopic } from './subscribe.ts';
import { asCode, topicsInWords } from './words.ts';

const OPTIONS = {
  topics: {
    kind: 'text',
    required: false,
    about: 'option.topics',
    suggest: (typed: string, desk: NewsDesk) => desk.suggestTopics(typed),
  },
  time: { kind: 'time', required: false, about: 'option.time' },
  zone: {
    kind: 'zone',
    required: false,
    about: 'option.zone',
    suggest: (typed: string, desk: NewsDesk) => desk.suggestZones(typed),
  },
  where: { kind: 'word', required: false, about: 'option.where', choices: [] },
  go: { kind: 'word', required: false, about: 'option.go', choices: ['now', 'later'] },
} as const;

type Asked = Request<typeof OPTIONS>;

/** Orders a first digest step by step. All that was chosen so far stands in the lines of the buttons, so that a restart forgets none of it. */
export const setup = command({
  discord: { group: 'setup', verb: null },
  telegram: ['setup'],
  about: 'about.setup',
  who: 'manager',
  options: OPTIONS,
  async answer(request, desk) {
    const { given, place, asker, language } = request;
    if (given.topics === null) return askTopics(await desk.outline(place), language);
    const where = await desk.placeFor(place, given.where ?? 'here', asker.id);
    if (where === null) return { text: say(language, 'setup.no-place') };
    const asked = {
      place,
      locales: request.locales ?? [language],
      topics: given.topics,
      time: given.time,
      zone: given.zone,
    };
    const draft = await desk.draft(asked);
    if (draft.kind === 'wrong-topic') return { text: wrongTopic(draft, language) };
    if (draft.kind !== 'draft') return { text: answerFor(draft, language) };
    return given.go === null ? confirm(request, draft, where) : await order(request, draft, where, desk);
  },
});

/** What many want together: one press, where choosing several in a menu of Telegram's costs one for each. */
const TOGETHER: readonly (readonly Section[])[] = [
  ['World', 'Politics'],
  ['Technology', 'Science'],
  ['World', 'Politics', 'Business'],
];

function askTopics({ sections, stories, isFirst }: Outline, language: string): Reply {
  const read = say(language, isFirst ? 'setup.first-read' : 'setup.read', {
    stories: countInWords(stories, 'stories', language),
  });
  const words = { name: 'topics', label: sayPlain(language, 'setup.own-words-label'), example: 'climate, "heat pump"' };
  return {
    text: lines(say(language, 'setup.topics'), read),
    menus: [
      {
        asks: sayPlain(language, 'setup.sections'),
        says: 'setup topics={}',
        many: true,
        choices: sections.map(({ section, stories: count }) => ({
          label: `${sectionInWords(section, language)} (${count})`,
          value: section,
        })),
      },
    ],
    buttons: [
      ...TOGETHER.map((together) => ({
        label: listInWords(
          together.map((section) => sectionInWords(section, language)),
          language,
        ),
        says: `setup ${writeArgument('topics', together.join(', '))}`,
      })),
      {
        label: sayPlain(language, 'setup.own-words'),
        says: 'setup',
        asks: { title: sayPlain(language, 'setup.own-words'), fields: [words] },
      },
      { label: sayPlain(language, 'setup.everything'), says: 'setup topics=all' },
    ],
  };
}

function confirm(request: Asked, draft: Draft, where: Spot): Reply {
  const { language, place } = request;
  const text = lines(
    say(language, 'setup.ready', {
      topics: topicsInWords(draft.topics, language),
      next: instantInWords(draft.next, draft.zone, language),
      where: whereInWords(request, where),
    }),
    ...(draft.zone === 'UTC' ? [say(language, 'setup.zone-unsure')] : []),
    ...(place.platform === 'telegram' && !isPrivate(place) ? [say(language, 'setup.topic-hint')] : []),
  );
  return {
    text,
    menus: [timeMenu(request, draft), zoneMenu(request, draft), ...channelMenu(request, draft)],
    buttons: [
      { label: sayPlain(language, 'setup.go-now'), says: lineFor(request, draft, 'go', 'now') },
      { label: sayPlain(language, 'setup.go-later'), says: lineFor(request, draft, 'go', 'later') },
      ...toMeButton(request, draft),
    ],
  };
}

function whereInWords({ given: { where }, place, language }: Asked, spot: Spot): string {
  if (where === 'me') return sayPlain(language, 'setup.to-me');
  return spot.address === place.address ? sayPlain(language, 'setup.here') : `#${spot.name ?? ''}`;
}

function timeMenu(request: Asked, draft: Draft): Menu {
  return {
    asks: sayPlain(request.language, 'setup.time'),
    says: lineFor(request, draft, 'time'),
    choices: draft.times.map((time) => ({ label: time, value: time, isChosen: time === draft.time })),
  };
}

function zoneMenu(request: Asked, draft: Draft): Menu {
  return {
    asks: sayPlain(request.language, 'setup.zone'),
    says: lineFor(request, draft, 'zone'),
    choices: draft.zones.map(({ zone, clock }) => ({
      label: sayPlain(request.language, 'setup.zone-now', { zone, clock }),
      value: zone,
      isChosen: zone === draft.zone,
    })),
  };
}

/** In a server of Discord's; a group of Telegram's is one place, but for its topics. */
function channelMenu(request: Asked, draft: Draft): readonly Menu[] {
  if (request.place.platform !== 'discord' || isPrivate(request.place)) return [];
  const asks = sayPlain(request.language, 'setup.channel');
  return [{ asks, says: lineFor(request, draft, 'where'), choices: [], of: 'channels' }];
}

function toMeButton(request: Asked, draft: Draft): readonly Button[] {
  if (isPrivate(request.place) || request.given.where === 'me') return [];
  return [{ label: sayPlain(request.language, 'setup.send-me'), says: lineFor(request, draft, 'where', 'me') }];
}

function isPrivate({ community, address }: Spot): boolean {
  return community === `discord:dm-${address}` || (community.startsWith('telegram:') && !address.startsWith('-'));
}

/** The line with all that was chosen, and one thing of it to be chosen anew or given. */
function lineFor(
  { given: { topics, where } }: Asked,
  { time, zone }: Draft,
  name: 'time' | 'zone' | 'where' | 'go',
  value = '{}',
): string {
  const chosen = { topics: topics ?? '', time, zone, where: where ?? 'here' };
  const kept = Object.entries(chosen).filter(([each]) => each !== name);
  const args = kept.map(([each, what]) => writeArgument(each, what));
  return ['setup', ...args, `${name}=${value}`].join(' ');
}

async function order(request: Asked, draft: Draft, place: Spot, desk: NewsDesk): Promise<Reply> {
  const { language, asker, given } = request;
  const done = await desk.subscribe({
    ...{ place, by: asker.id, language, topics: given.topics, times: draft.time, days: null, zone: draft.zone },
  });
  const text = answerFor(done, language);
  if (done.kind !== 'subscribed' || given.go !== 'now') return { text };
  const told = await desk.tellNow(place.community, keyOf(done.subscription));
  if (told.kind === 'owed') return { text: lines(text, say(language, 'setup.sample', { count: told.stories })) };
  return { text: lines(text, say(language, 'setup.no-sample', { now: asCode(now, request.place.platform) })) };
}
