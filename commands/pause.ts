import { command, type Reply } from '../src/domain/command.ts';
import { keyOf, type Rested } from '../src/domain/order-desk.ts';
import { instantInWords } from '../src/phrases/dates.ts';
import { say, sayPlain } from '../src/phrases/say.ts';
import { unfoundReply } from './order-words.ts';
import { topicsInWords } from './words.ts';

/** Lets a digest rest: until somebody resumes it, or until a date or for some days. */
export const pause = command({
  discord: { group: 'digest', verb: 'pause' },
  telegram: ['pause'],
  about: 'about.pause',
  who: 'manager',
  options: {
    until: { kind: 'until', required: false, about: 'option.until' },
    number: { kind: 'number', required: false, about: 'option.number' },
  },
  async answer(request, desk) {
    const { place, language, given } = request;
    const done = await desk.pause(place.community, given.number, given.until);
    switch (done.kind) {
      case 'paused':
        return paused(done, language);
      case 'wrong-until':
        return { text: say(language, 'wrong.until', { given: done.given }) };
      default:
        return unfoundReply(done, given.until === null ? 'pause' : `pause until="${given.until}"`, request);
    }
  },
});

const SPANS = ['1d', '3d', '1w', '2w', '4w'];

function paused({ subscription, number }: Rested & { kind: 'paused' }, language: string): Reply {
  const { topics, pausedUntil, timetable } = subscription;
  const values = { number, topics: topicsInWords(topics, language) };
  const line = `pause number=${keyOf(subscription)}`;
  const label = sayPlain(language, 'pause.date');
  return {
    text:
      pausedUntil === null
        ? say(language, 'pause.done', values)
        : say(language, 'pause.until', { ...values, until: instantInWords(pausedUntil, timetable.zone, language) }),
    menus: [
      {
        asks: sayPlain(language, 'pause.choose'),
        says: `${line} until={}`,
        choices: SPANS.map((span) => ({ label: spanInWords(span, language), value: span })),
      },
    ],
    buttons: [
      { label, says: line, asks: { title: label, fields: [{ name: 'until', label, example: '2026-12-24' }] } },
      { label: sayPlain(language, 'resume.button'), says: `resume number=${keyOf(subscription)}` },
    ],
  };
}

function spanInWords(span: string, language: string): string {
  const count = Number.parseInt(span, 10);
  return sayPlain(language, span.endsWith('w') ? 'pause.weeks' : 'pause.days', { count });
}
