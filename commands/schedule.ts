import { type Button, command, type Menu, type Reply, type Request } from '../src/domain/command.ts';
import { keyOf, type Scheduled } from '../src/domain/order-desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import { EVERY_DAY, type Slot, type Subscription } from '../src/domain/subscription.ts';
import { dayName, daysInWords, instantInWords, timesInWords } from '../src/phrases/dates.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { headOf, unfoundReply } from './order-words.ts';
import { topicsInWords } from './words.ts';

/** Shows and changes when a digest comes. */
export const schedule = command({
  discord: { group: 'digest', verb: 'schedule' },
  telegram: ['schedule'],
  about: 'about.schedule',
  who: 'manager',
  options: {
    time: { kind: 'time', required: false, about: 'option.time' },
    days: { kind: 'days', required: false, about: 'option.days' },
    zone: { kind: 'zone', required: false, about: 'option.zone', suggest: (typed, desk) => desk.suggestZones(typed) },
    quiet: { kind: 'hours', required: false, about: 'option.quiet-hours' },
    number: { kind: 'number', required: false, about: 'option.number' },
  },
  async answer(request, desk) {
    const { number: which, time, days, zone, quiet } = request.given;
    const asked = { times: filled(time), days: filled(days), zone: filled(zone), quietHours: filled(quiet) };
    return replyTo(await desk.reschedule(request.place.community, { which, ...asked }), request);
  },
});

/** A menu in which nothing was chosen leaves it as it is. */
function filled(given: string | null): string | null {
  return given === null || given.trim() === '' ? null : given;
}

function replyTo(done: Scheduled, request: Pick<Request, 'place' | 'language' | 'given'>): Reply {
  const { language } = request;
  switch (done.kind) {
    case 'scheduled':
      return {
        text: show(done, language),
        menus: menusFor(done.subscription, language),
        buttons: buttonsFor(done.subscription, language),
      };
    case 'wrong-time':
      return { text: say(language, 'wrong.time', { given: done.given }) };
    case 'wrong-days':
      return { text: say(language, 'wrong.days', { given: done.given }) };
    case 'wrong-hours':
      return { text: say(language, 'wrong.hours', { given: done.given }) };
    case 'wrong-zone':
      return wrongZone(done, request);
    default:
      return unfoundReply(done, 'schedule', request);
  }
}

/** The zones nearest to what was typed, each with a button. */
function wrongZone(
  { given, nearest }: Scheduled & { kind: 'wrong-zone' },
  { language, given: { number } }: Pick<Request, 'language' | 'given'>,
): Reply {
  const line = number == null ? 'schedule' : `schedule number=${number}`;
  return {
    text: say(language, 'wrong.zone', { given, nearest: nearest.join(', ') }),
    buttons: nearest.map((zone) => ({ label: zone, says: `${line} zone=${zone}` })),
  };
}

function show(done: Scheduled & { kind: 'scheduled' }, language: string): Rich {
  const { subscription, number, next } = done;
  const { topics, timetable, quietHours, state } = subscription;
  const { days, times, zone } = timetable;
  const when = { days: daysInWords(days, language), times: timesInWords(times, language), zone };
  return lines(
    ...headOf(done, language),
    say(language, 'schedule.head', { number, topics: topicsInWords(topics, language), ...when }),
    quietHours === null ? say(language, 'schedule.no-quiet') : say(language, 'schedule.quiet', { ...quietHours }),
    say(language, state === 'paused' ? 'schedule.paused' : 'schedule.next'),
    ...next.map((slot, i) => row(slot, i + 1, zone, language)),
  );
}

/** One that quiet hours put off says the time it is for. */
function row({ at, time }: Slot, number: number, zone: string, language: string): Rich {
  const words = instantInWords(at, zone, language);
  const isPutOff = !words.includes(time);
  return say(language, isPutOff ? 'schedule.row-put-off' : 'schedule.row', { number, at: words, time });
}

/** Beside what is ordered: the full hours at which people read news. */
const COMMON_TIMES = Array.from({ length: 18 }, (_, i) => `${String(i + 5).padStart(2, '0')}:00`);

function menusFor(subscription: Subscription, language: string): readonly Menu[] {
  const { days, times } = subscription.timetable;
  const line = `schedule number=${keyOf(subscription)}`;
  const dayChoices = EVERY_DAY.map((day) => ({
    label: dayName(day, language),
    value: DAY_CODES[day - 1] ?? '',
    isChosen: days.includes(day),
  }));
  const timeChoices = [...new Set([...COMMON_TIMES, ...times])]
    .sort()
    .map((time) => ({ label: time, value: time, isChosen: times.includes(time) }));
  return [
    { asks: sayPlain(language, 'schedule.choose-times'), says: `${line} time={}`, choices: timeChoices, many: true },
    { asks: sayPlain(language, 'schedule.choose-days'), says: `${line} days={}`, choices: dayChoices, many: true },
  ];
}

const DAY_CODES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const LABELS = { time: 'schedule.time', zone: 'schedule.zone', quiet: 'schedule.quiet-hours' } as const;

function buttonsFor(subscription: Subscription, language: string): readonly Button[] {
  const { timetable, quietHours, state } = subscription;
  const line = `schedule number=${keyOf(subscription)}`;
  const form = (name: 'time' | 'zone' | 'quiet', value: string, example: string): Button => {
    const label = sayPlain(language, LABELS[name]);
    return { label, says: line, asks: { title: label, fields: [{ name, label, value, example }] } };
  };
  const hours = quietHours === null ? '22:00-07:00' : `${quietHours.from}-${quietHours.to}`;
  return [
    form('time', timetable.times.join(', '), '08:00, 18:30'),
    form('zone', timetable.zone, 'Europe/Berlin'),
    form('quiet', hours, '22:00-07:00'),
    ...(quietHours === null ? [] : [{ label: sayPlain(language, 'schedule.quiet-off'), says: `${line} quiet=off` }]),
    state === 'paused'
      ? { label: sayPlain(language, 'resume.button'), says: `resume number=${keyOf(subscription)}` }
      : { label: sayPlain(language, 'pause.button'), says: `pause number=${keyOf(subscription)}` },
  ];
}
