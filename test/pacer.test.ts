import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPacer } from '../src/delivery/pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Runs so many pieces of work for each address, each done at once, and answers when each began, in milliseconds from now. */
async function beginnings(
  rule: { readonly perSecond: number; readonly gapMs: number },
  addresses: readonly string[],
): Promise<readonly { readonly address: string; readonly at: number }[]> {
  const pacer = createPacer({ perSecond: rule.perSecond, gapMs: () => rule.gapMs });
  const began: { address: string; at: number }[] = [];
  const start = Date.now();
  const all = addresses.map((address) =>
    pacer.run(address, async () => void began.push({ address, at: Date.now() - start })),
  );
  await vi.runAllTimersAsync();
  await Promise.all(all);
  return began;
}

test('in no second more is sent than the platform takes of one bot', async () => {
  const addresses = Array.from({ length: 200 }, (_, i) => `chat ${i}`);
  const began = await beginnings({ perSecond: 25, gapMs: 0 }, addresses);
  expect(began).toHaveLength(200);
  const times = began.map(({ at }) => at);
  for (const [i, at] of times.entries()) {
    const before = times[i - 25];
    if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(1000);
  }
  expect(times.at(-1)).toBeLessThan(9000);
});

test('between two messages to one address lies its gap, and the others do not wait for it', async () => {
  const addresses = ['a', 'a', 'a', ...Array.from({ length: 20 }, (_, i) => `other ${i}`)];
  const began = await beginnings({ perSecond: 100, gapMs: 3000 }, addresses);
  const ofA = began.filter(({ address }) => address === 'a').map(({ at }) => at);
  expect((ofA[1] ?? 0) - (ofA[0] ?? 0)).toBeGreaterThanOrEqual(3000);
  expect((ofA[2] ?? 0) - (ofA[1] ?? 0)).toBeGreaterThanOrEqual(3000);
  expect(Math.max(...began.filter(({ address }) => address !== 'a').map(({ at }) => at))).toBeLessThan(1000);
});

test('messages to one address go out in the order they were given, one at a time', async () => {
  const pacer = createPacer({ perSecond: 100, gapMs: () => 0 });
  const [log, slow]: [string[], PromiseWithResolvers<void>] = [[], Promise.withResolvers<void>()];
  const first = pacer.run('a', async () => {
    log.push('first begins');
    await slow.promise;
    log.push('first ends');
  });
  const second = pacer.run('a', async () => void log.push('second'));
  const other = pacer.run('b', async () => void log.push('other'));
  await vi.runAllTimersAsync();
  await other;
  expect(log).toEqual(['first begins', 'other']);
  slow.resolve();
  await vi.runAllTimersAsync();
  await Promise.all([first, second]);
  expect(log).toEqual(['first begins', 'other', 'first ends', 'second']);
});

test('a fault in one message holds up none behind it', async () => {
  const pacer = createPacer({ perSecond: 100, gapMs: () => 0 });
  const broken = pacer.run('a', () => Promise.reject(new Error('broken')));
  const next = pacer.run('a', async () => 'sent');
  await expect(broken).rejects.toThrow('broken');
  await vi.runAllTimersAsync();
  expect(await next).toBe('sent');
});

test('of two waits for the whole bot the longer counts', () => {
  const pacer = createPacer({ perSecond: 1, gapMs: () => 0 });
  expect(pacer.heldUntil()).toBeNull();
  pacer.holdUntil(new Date(9000));
  pacer.holdUntil(new Date(5000));
  expect(pacer.heldUntil()).toEqual(new Date(9000));
});
