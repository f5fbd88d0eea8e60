import { expect, test } from 'vitest';
import { readConfig, WrongSetting } from '../src/config.ts';

test('without any setting the bot previews with its defaults', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    discordToken: null,
    telegramToken: null,
    database: 'file:data/broadsheet.db',
    pollMinutes: 15,
    webPort: 8080,
    onUncertain: 'resend',
  });
});

test('fractions of minutes, lists and blocks are read', () => {
  const config = readConfig({
    POLL_MINUTES: '0.05',
    OWNERS: 'discord:1, telegram:2',
    ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32 ::1',
  });
  expect(config).toMatchObject({
    pollMinutes: 0.05,
    owners: ['discord:1', 'telegram:2'],
    allowPrivate: ['127.0.0.1/32', '::1'],
  });
});

test.each([
  ['POLL_MINUTES', 'often'],
  ['WEB_PORT', '99999'],
  ['DATABASE_URL', 'mysql://localhost/news'],
  ['DELIVERY_ON_UNCERTAIN', 'maybe'],
  ['OWNERS', 'me'],
  ['ALLOW_PRIVATE_NETWORKS', '10.0.0.0/99'],
  ['LOG_LEVEL', 'loud'],
  ['OPENAI_BASE_URL', 'localhost:1234'],
])('a wrong %s is named with an example, and never repeated whole', (name, value) => {
  const fault = catchFault({ [name]: value });
  expect(fault.message.split('\n')).toHaveLength(1);
  expect(fault.message).toMatch(new RegExp(`^${name} .+: for example ${name}=\\S+`, 'u'));
});

test('every wrong setting is told at once', () => {
  expect(catchFault({ WEB_PORT: 'x', LOG_LEVEL: 'y' }).message.split('\n')).toHaveLength(2);
});

test('a password in an address is refused without being shown', () => {
  expect(catchFault({ OPENAI_BASE_URL: 'http://me:hunter2@example.org' }).message).not.toContain('hunter2');
});

function catchFault(environment: Record<string, string>): WrongSetting {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof WrongSetting) return error;
    throw error;
  }
  throw new Error('The settings were taken.');
}
