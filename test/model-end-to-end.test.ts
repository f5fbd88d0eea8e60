import { expect, onTestFinished, test } from 'vitest';
import { loopbackSettings, startTestBot, testFolder, until } from './support/bot.ts';
import { startNewsSite } from './support/news-site.ts';
import { startModel } from './support/openai.ts';
import type { ModelMode } from './support/openai-replies.ts';
import { startTelegram, type Telegram } from './support/telegram/server.ts';

const HEADLINE = 'Lomnica bridge reopens eleven weeks after the flood';
const TEXT = [
  'Engineers have reopened the bridge over the Vardan river at Lomnica, eleven weeks after a flood carried two of its piers away.',
  'The mayor, Ilka Brandt, said the repair cost 4.2 million euros and was finished nine days early.',
  'Lorries of more than 12 tonnes are to use the old road by the quarry until the spring, the roads office said.',
].join('\n\n');

/** A bot on Telegram with one story and a digest ordered for 08:00; it is two minutes to eight. */
async function open(mode: ModelMode) {
  const [telegram, model, site] = [
    await startTelegram(),
    await startModel(),
    await startNewsSite({ title: 'The Ferry', hasFullText: true }),
  ];
  onTestFinished(async () => {
    await Promise.all([telegram.close(), model.close(), site.close()]);
  });
  model.setMode(mode);
  site.publish({ id: 'bridge', title: HEADLINE, body: TEXT, published: new Date('2026-11-22T06:00:00Z') });
  const env = {
    ...loopbackSettings(testFolder(), [`${site.url}/feed.rss`]),
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
    OPENAI_API_KEY: model.key,
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: model.name,
  };
  const bot = await startTestBot(env, new Date('2026-11-22T07:58:00Z'));
  await telegram.say({ chat: telegram.chats.alice, text: '/subscribe 08:00 UTC' });
  await until('the article is gathered', () => bot.log.some(({ event }) => event === 'gathered'));
  bot.setClock(new Date('2026-11-22T07:59:00Z'));
  return { telegram, model, bot };
}

async function digestOf(telegram: Telegram, bot: Awaited<ReturnType<typeof startTestBot>>): Promise<string> {
  bot.setClock(new Date('2026-11-22T08:00:01Z'));
  const digest = (): string =>
    telegram.messages(telegram.chats.alice).find(({ text }) => text?.includes(HEADLINE))?.text ?? '';
  await telegram.until(() => digest() !== '');
  return digest();
}

test('a story is summed up by the model before the slot, and the digest says so', async () => {
  const { telegram, model, bot } = await open({ kind: 'extract' });
  await until('it is summed up', () => bot.log.some(({ event }) => event === 'summarised'));
  const digest = await digestOf(telegram, bot);
  expect(digest).toContain('AI summary');
  expect(digest).toContain('Lorries of more than 12 tonnes');
  expect(digest).not.toContain('Engineers have reopened');
  expect(model.requests).toHaveLength(1);
  expect(JSON.stringify(bot.log)).not.toContain(model.key);
});

test('a model that hangs costs the slot nothing, and the bot stops at once', async () => {
  const { telegram, model, bot } = await open({ kind: 'hang' });
  await model.until(() => model.requests.length === 1);
  const digest = await digestOf(telegram, bot);
  expect(digest).toContain('excerpt');
  expect(digest).toContain('Engineers have reopened');
  expect(model.requests[0]?.isAborted).toBe(false);
  await bot.stop();
  expect(model.requests[0]?.isAborted).toBe(true);
});
