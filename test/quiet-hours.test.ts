import { expect, onTestFinished, test } from 'vitest';
import { createCourier } from '../src/app/deliver.ts';
import { openDatabase } from '../src/database/open.ts';
import type { StoryId } from '../src/domain/ids.ts';
import type { SubscriptionDraft } from '../src/domain/subscription.ts';
import { createTelegram } from '../src/telegram/client.ts';
import { asMessage } from '../src/telegram/render.ts';
import { FIRST_SLOT, ORDER, slotDigest } from './store-samples.ts';
import { openDays } from './support/days.ts';
import { startTelegram } from './support/telegram/server.ts';

const NIGHT = { from: '22:00', to: '07:00' };
const EVENING: Pick<SubscriptionDraft, 'timetable' | 'quietHours'> = {
  timetable: { times: ['20:00'], days: [1, 2, 3, 4, 5, 6, 7], zone: 'UTC' },
  quietHours: NIGHT,
};

async function daysFrom(start: string) {
  const days = await openDays(new Date(start));
  onTestFinished(() => days.close());
  days.publish('/a', [
    {
      guid: '1',
      link: 'https://harbour.example/1',
      title: 'The ferry sails again after a storm',
      text: 'The ferry left the harbour at dawn on Sunday, and the island had its letters by noon.',
      at: new Date(start),
    },
  ]);
  await days.read();
  return days;
}

test('a digest missed until the quiet hours began comes at their end, once, and says that it is late', async () => {
  const days = await daysFrom('2026-11-21T18:00:00Z');
  const { id } = await days.subscribe({
    ...EVENING,
    nextSlot: { at: new Date('2026-11-21T20:00:00Z'), date: '2026-11-21', time: '20:00' },
  });
  days.setClock(new Date('2026-11-21T23:15:00Z'));
  expect(await days.tell()).toEqual([]);
  expect(await days.database.subscriptions.find(id)).toMatchObject({
    nextSlot: { at: new Date('2026-11-22T07:00:00Z'), date: '2026-11-21', time: '20:00' },
  });
  days.setClock(new Date('2026-11-22T07:00:00Z'));
  const told = await days.tell();
  expect(told).toHaveLength(1);
  expect(JSON.stringify(told)).toContain('The ferry sails again');
  expect(told[0]?.foot).toContain(`due on <t:${Date.parse('2026-11-21T20:00:00Z') / 1000}:F>`);
  expect(await days.database.subscriptions.find(id)).toMatchObject({
    nextSlot: { at: new Date('2026-11-22T20:00:00Z'), date: '2026-11-22' },
  });
  expect(await days.tell()).toEqual([]);
});

test('a part that is to be sent again in quiet hours waits for their end, one that was asked for now does not', async () => {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const chat = telegram.chats.alice;
  const place = { platform: 'telegram', address: String(chat), community: `telegram:${chat}`, name: null } as const;
  const report = (): void => undefined;
  const { messenger } = createTelegram({ token: telegram.token, apiUrl: telegram.url, report });
  const subscription = await db.subscriptions.add(place, {
    ...ORDER,
    timetable: { ...EVENING.timetable, times: ['21:59'] },
    quietHours: NIGHT,
  });
  const parts = ['one', 'two'].map((text, i) => ({ body: JSON.stringify(asMessage(text)), stories: [i as StoryId] }));
  const last = new Date('2031-03-03T21:59:59Z');
  const digest = slotDigest(subscription, 2, 1);
  const { items } = digest.edition;
  await db.digests.owe({ ...digest, edition: { items, parts }, slot: { ...FIRST_SLOT, at: last }, at: last });
  const time = { now: last };
  const courier = createCourier({
    ...db,
    messengers: new Map([['telegram', { ...messenger, pace: { perSecond: 1000, gapMs: () => 0 } }]]),
    onUncertain: 'resend',
    report,
    clock: () => time.now,
  });
  const deliverAt = async (now: string): Promise<readonly string[]> => {
    time.now = new Date(now);
    await courier.deliverDue();
    await courier.settled();
    return telegram.messages(chat).map(({ text }) => text ?? '');
  };
  telegram.fault({ kind: 'answer', status: 500, body: { ok: false, error_code: 500, description: 'No' }, times: 1 });
  expect(await deliverAt('2031-03-03T21:59:59Z')).toEqual([]);
  expect(await deliverAt('2031-03-03T22:30:00Z')).toEqual([]);
  expect(await deliverAt('2031-03-04T06:59:59Z')).toEqual([]);
  const now = new Date('2031-03-04T06:59:59Z');
  await db.digests.owe({
    ...{ ...digest, kind: 'now', slot: null, nextSlot: null, at: now },
    edition: { items: [], parts: [{ body: JSON.stringify(asMessage('three')), stories: [] }] },
  });
  expect(await deliverAt('2031-03-04T06:59:59Z')).toEqual(['three']);
  expect(await deliverAt('2031-03-04T07:00:00Z')).toEqual(['three', 'one', 'two']);
});
