import { expect, onTestFinished, test } from 'vitest';
import { createCourier } from '../src/app/deliver.ts';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { createTelegram } from '../src/telegram/client.ts';
import { asMessage } from '../src/telegram/render.ts';
import { MORNING, ORDER, place, SECOND_SLOT, slotDigest } from './store-samples.ts';
import { startTelegram } from './support/telegram/server.ts';

/** A stand-in for Telegram with private chats, a database, and a courier between them. */
async function postRoom(chats: readonly number[]) {
  const telegram = await startTelegram();
  const db = await openDatabase(':memory:');
  const report = (): void => undefined;
  const { messenger } = createTelegram({ token: telegram.token, apiUrl: telegram.url, report });
  const began = Date.now();
  const clock = (): Date => new Date(MORNING.getTime() + Date.now() - began);
  const messengers = new Map([['telegram', messenger] as const]);
  const courier = createCourier({ ...db, messengers, onUncertain: 'resend', report, clock });
  onTestFinished(async () => {
    // What hangs ends with the stand-in.
    await telegram.close();
    await courier.stop();
    await db.close();
  });
  for (const id of chats) telegram.setChat({ id, type: 'private' });
  return { telegram, db, courier, said: (chat: number) => telegram.messages(chat).map(({ text }) => text) };
}

/** Owes a chat so many digests, each of the texts `NAME part N`. */
async function oweParts(db: Database, chat: number, digests: readonly string[], parts: number): Promise<void> {
  for (const [i, name] of digests.entries()) {
    const subscription = await db.subscriptions.add(place(String(chat)), ORDER);
    const owed = slotDigest(subscription, parts, 1 + i * parts);
    const bodies = owed.edition.items.map(({ story }, part) => ({
      body: JSON.stringify(asMessage(`${name} part ${part + 1}`)),
      stories: [story as StoryId],
    }));
    await db.digests.owe({ ...owed, edition: { ...owed.edition, parts: bodies }, nextSlot: SECOND_SLOT });
  }
}

test('a channel whose messages are not answered delays no other: all others have theirs while it still hangs', async () => {
  const [slow, ...others] = Array.from({ length: 21 }, (_, i) => 5001 + i) as [number, ...number[]];
  const { telegram, db, courier, said } = await postRoom([slow, ...others]);
  for (const chat of [slow, ...others]) await oweParts(db, chat, ['news'], 1);
  telegram.fault({ kind: 'hang', method: 'sendMessage', target: slow });
  await courier.deliverDue();
  await expect.poll(() => others.filter((chat) => said(chat).length === 1), { timeout: 15_000 }).toEqual(others);
  expect(said(slow)).toEqual([]);
  // What a chat shows is recorded a moment later.
  await expect.poll(async () => (await db.deliveries.countByState()).get('sending'), { timeout: 10_000 }).toBe(1);
}, 40_000);

test('of two digests one channel gets all parts of the first, in order, before those of the second', async () => {
  const [busy, quiet] = [5001, 5002];
  const { telegram, db, courier, said } = await postRoom([busy, quiet]);
  await oweParts(db, busy, ['first', 'second'], 2);
  await oweParts(db, quiet, ['other'], 1);
  telegram.fault({ kind: 'delay', delayMs: 300, method: 'sendMessage', target: busy });
  const deliverAll = async (): Promise<readonly string[]> => {
    await courier.deliverDue();
    await courier.settled();
    return said(busy).map(String);
  };
  const whole = ['first part 1', 'first part 2', 'second part 1', 'second part 2'];
  await expect.poll(deliverAll, { timeout: 30_000 }).toEqual(whole);
  expect(said(quiet)).toEqual(['other part 1']);
}, 40_000);
