import { expect, test, vi } from 'vitest';
import { openTalkers, type Seen } from './support/board.ts';
import { SUNDAY } from './support/ferry.ts';

// Telegram takes one message a second of a chat, and a test says twenty.
vi.setConfig({ testTimeout: 60_000 });

const later = (minutes: number): Date => new Date(SUNDAY.getTime() + minutes * 60_000);
const lastLine = (seen: Seen): string => seen.text().split('\n').at(-1) ?? '';

const onBoth = test.each(['telegram', 'discord'] as const);

onBoth('on %s a schedule is shown in words, and changed by words, menus and forms', async (platform) => {
  const { talkers, bot } = await openTalkers();
  const { say, violations } = talkers[platform];
  expect((await say('schedule')).text()).toContain('No digest is ordered here yet');
  await say('subscribe topics=Science time=08:00 zone=Europe/Berlin');
  const seen = await say('schedule');
  expect(seen.text()).toContain(
    'Digest 1 (Science) comes every day at 08:00 (Europe/Berlin).'.replace(
      'Digest 1',
      platform === 'discord' ? '**Digest 1**' : 'Digest 1',
    ),
  );
  expect(lastLine(seen)).toBe('5. Friday, 27 November 2026, 08:00 (Europe/Berlin)');
  await seen.choose('Days', 'Saturday', 'Sunday');
  expect(seen.text()).toContain('on Saturday and Sunday');
  await seen.choose('Times', '07:00', '18:00');
  expect(seen.text()).toContain('1. Sunday, 22 November 2026, 18:00 (Europe/Berlin)');
  const form = await say('schedule');
  await form.fill('Other times', '6:45 19:15');
  const hours = await say('schedule');
  expect(hours.text()).toContain('at 06:45 and 19:15');
  await hours.fill('Quiet hours', '18:00 - 08:00');
  expect((await say('schedule')).text()).toContain(
    '1. Monday, 23 November 2026, 08:00 (Europe/Berlin), instead of 19:15',
  );
  expect((await say('schedule quiet=off zone=Asia/Kathmandu days=daily time=08:00,18:30')).text()).toContain(
    'every day at 08:00 and 18:30 (Asia/Kathmandu)',
  );
  expect(bot.log.filter(({ event }) => event === 'command-failed')).toEqual([]);
  expect(violations()).toEqual([]);
});

onBoth(
  'on %s what is wrong in a schedule is said, and changes nothing; only managers may change it',
  async (platform) => {
    const { talkers } = await openTalkers();
    const { say, violations } = talkers[platform];
    await say('subscribe time=08:00 zone=UTC');
    expect((await say('schedule time=25:00')).text()).toContain('is no time of day');
    expect((await say('schedule quiet=22:00-22:00')).text()).toContain('as quiet hours');
    const zone = await say('schedule zone=Europe/Berlyn');
    expect(zone.text()).toContain('Europe/Berlin');
    await zone.press('Europe/Berlin');
    expect(zone.text()).toContain('(Europe/Berlin)');
    expect((await say('pause until=yesterday')).text()).toContain('no time to rest until');
    expect((await say('settings style=long')).text()).toContain('is no style');
    expect((await say('settings on=confetti')).text()).toContain('images, previews, ai');
    expect((await say('edit topics="climate AND ("')).text()).toContain("can't read the topic");
    for (const line of ['schedule', 'pause', 'resume', 'edit', 'undo', 'settings', 'unsubscribe'])
      expect((await say(line, 'member')).text()).toMatch(/Manage Server|администратор/u);
    expect((await say('list')).text()).toContain('every day at 08:00 (Europe/Berlin)');
    expect(violations()).toEqual([]);
  },
);

onBoth(
  'on %s a digest rests for days, goes on by itself or by hand, and of several each is chosen',
  async (platform) => {
    const { talkers, bot } = await openTalkers();
    const { say, violations } = talkers[platform];
    await say('subscribe topics=Science time=08:00 zone=UTC');
    await say('subscribe topics=Sport time=09:00 zone=UTC');
    const paused = await say('pause');
    expect(paused.labels()).toEqual(['1. Science', '2. Sport']);
    await paused.press('2. Sport');
    expect(paused.text()).toContain('rests until you let it go on');
    await paused.choose('For how long?', '3 days');
    expect(paused.text()).toContain('rests until Wednesday, 25 November 2026');
    expect((await say('list')).text()).toContain('Paused');
    expect((await say('pause number=1 until=2026-12-24')).text()).toContain(
      'rests until Thursday, 24 December 2026, 00:00 (UTC)',
    );
    expect((await say('resume number=1')).text()).toContain(
      'goes on. The next one comes on Monday, 23 November 2026, 08:00 (UTC)',
    );
    expect((await say('resume number=1')).text()).toContain('does not rest');
    bot.setClock(later(3 * 24 * 60 + 5));
    await expect.poll(async () => (await say('list')).text(), { timeout: 10_000 }).not.toContain('Paused');
    expect(violations()).toEqual([]);
  },
);

onBoth('on %s what a digest is about is changed without ending it', async (platform) => {
  const { talkers } = await openTalkers();
  const { say, violations } = talkers[platform];
  await say('subscribe topics="Science, ferry" time=08:00 zone=UTC');
  const seen = await say('edit');
  expect(seen.text()).toContain('is about Science and ferry');
  await seen.choose('Choose what it is about', 'Science', 'Technology');
  expect(seen.text()).toContain('is about Science and Technology');
  await seen.press('Everything');
  expect(seen.text()).toContain('is about everything');
  expect((await say('edit number=1 topics="climate AND (law OR court)"')).text()).toContain(
    'climate AND (law OR court)',
  );
  expect((await say('resume')).text()).toContain('The next one comes on Monday, 23 November 2026, 08:00 (UTC)');
  expect(violations()).toEqual([]);
});

onBoth('on %s an end is taken back for a minute, and menus of what has ended say so', async (platform) => {
  const { talkers, bot } = await openTalkers();
  const { say, violations } = talkers[platform];
  await say('subscribe topics=Science time=08:00 zone=UTC');
  await say('subscribe topics=Sport time=09:00 zone=UTC');
  await say('settings number=1 style=full');
  const before = (await say('list')).text();
  const open = await say('settings number=1');
  const ended = await say('unsubscribe number=1');
  expect(ended.text()).toContain('You can take that back for a minute.');
  await open.choose('Style', 'Headlines only');
  expect(open.text()).toContain('has ended meanwhile');
  await ended.press('Take that back');
  expect(ended.text()).toContain('is back as it was');
  expect((await say('list')).text()).toBe(before);
  expect((await say('settings number=1')).text()).toContain('full, up to 6 sentences');
  await say('unsubscribe number=2');
  bot.setClock(later(5));
  expect((await say('undo')).text()).toContain('nothing to take back');
  expect(violations()).toEqual([]);
});

onBoth(
  'on %s settings are one message of menus that change it in place, and only what the platform has is shown',
  async (platform) => {
    const { talkers } = await openTalkers();
    const { say, violations } = talkers[platform];
    await say('subscribe topics=Science time=08:00 zone=UTC');
    const seen = await say('settings');
    await seen.choose('Style', 'Headlines only');
    await seen.choose('Stories', '15 stories at most');
    await seen.choose('On and off', 'lead images', 'summaries by AI');
    await seen.press('One line on a quiet day');
    expect(seen.text()).toContain('Style: headline, without a summary.\nStories: 15 at most.');
    expect(seen.text()).toContain('one line that says so');
    expect(seen.text()).toContain('On: lead images and summaries by AI.');
    expect(seen.text().includes('link previews')).toBe(platform === 'telegram');
    expect(seen.text().includes('a thread under each digest')).toBe(platform === 'discord');
    await seen.press('More');
    await seen.choose('Who is told when it stops working', 'Nobody');
    expect(seen.text()).toContain('I tell nobody in private');
    await seen.choose('My language here', 'English');
    expect(seen.text()).toContain('Here I speak English.');
    await seen.press('Back');
    expect((await say('settings off=images,ai')).text()).toMatch(/Off: lead images.* summaries by AI/u);
    expect(violations()).toEqual([]);
  },
);

onBoth(
  'on %s of two people who change the same thing the second is told what it became, and nothing is overwritten',
  async (platform) => {
    const { talkers } = await openTalkers();
    const { say, violations } = talkers[platform];
    await say('subscribe topics=Science time=08:00 zone=UTC');
    const [one, two] = [await say('settings'), await say('settings')];
    await one.choose('Stories', '5 stories at most');
    await two.choose('Stories', '20 stories at most');
    expect(two.text()).toContain('Somebody else was first.');
    expect(two.text()).toContain('Stories: 5 at most.');
    await two.choose('Stories', '20 stories at most');
    expect(two.text()).toContain('Stories: 20 at most.');
    expect(violations()).toEqual([]);
  },
);
