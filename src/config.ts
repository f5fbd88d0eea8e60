import manifest from '../package.json' with { type: 'json' };
import { isNetwork } from './ingest/guard.ts';
import { list, number, oneOf, type Setting, text, webAddress } from './settings.ts';

const setting = <T>(told: Setting<T>): Setting<T> => told;

export const VERSION: string = manifest.version;

/** Every setting, in the order `.env.example` and the README show them. */
export const SETTINGS = {
  discordToken: setting({
    name: 'DISCORD_TOKEN',
    fallback: '',
    about: 'The bot token of your Discord application; Discord is on when it is set.',
    example: 'MTE4…',
    read: text,
  }),
  discordApi: setting({
    name: 'DISCORD_API_URL',
    fallback: 'https://discord.com/api',
    about: "Where Discord's API is; the gateway's address follows from it.",
    example: 'https://discord.com/api',
    read: webAddress,
  }),
  telegramToken: setting({
    name: 'TELEGRAM_TOKEN',
    fallback: '',
    about: 'The token BotFather gave you; Telegram is on when it is set.',
    example: '123456789:AAE…',
    read: text,
  }),
  telegramApi: setting({
    name: 'TELEGRAM_API_URL',
    fallback: 'https://api.telegram.org',
    about: "Where Telegram's Bot API is.",
    example: 'https://api.telegram.org',
    read: webAddress,
  }),
  openaiKey: setting({
    name: 'OPENAI_API_KEY',
    fallback: '',
    about: 'A key for the language model; summaries are excerpts without one.',
    example: 'sk-…',
    read: text,
  }),
  openaiUrl: setting({
    name: 'OPENAI_BASE_URL',
    fallback: '',
    about: 'Any server with the same API (Ollama, vLLM, llama.cpp); https://api.openai.com/v1 when only a key is set.',
    example: 'http://127.0.0.1:11434/v1',
    read: optional(webAddress),
  }),
  openaiModel: setting({
    name: 'OPENAI_MODEL',
    fallback: 'gpt-5-mini',
    about: 'The model that writes summaries.',
    example: 'llama3.2',
    read: required,
  }),
  llmDailyTokens: setting({
    name: 'LLM_DAILY_TOKENS',
    fallback: '200000',
    about: 'The most tokens the model may use a day; the rest of the summaries are excerpts.',
    example: '200000',
    read: number(0, 1e12),
  }),
  database: setting({
    name: 'DATABASE_URL',
    fallback: 'file:data/broadsheet.db',
    about: 'Where what it knows is kept: file:PATH is a SQLite file.',
    example: 'file:data/broadsheet.db',
    read: databaseAddress,
  }),
  keepDays: setting({
    name: 'KEEP_DAYS',
    fallback: '90',
    about: 'How many days digests, their stories and the articles behind them are kept; at least 31.',
    example: '90',
    read: number(31, 36_500),
  }),
  sources: setting({
    name: 'SOURCES',
    fallback: '',
    about: 'An OPML file of feeds to start with; its folders become sections. A small list of ours otherwise.',
    example: 'feeds.opml',
    read: text,
  }),
  pollMinutes: setting({
    name: 'POLL_MINUTES',
    fallback: '15',
    about: 'The shortest time between two polls of one source, in minutes; fractions count.',
    example: '15',
    read: number(0.01, 1440),
  }),
  hostGapMs: setting({
    name: 'HOST_GAP_MS',
    fallback: '1000',
    about: 'The pause between two requests to one host, in milliseconds.',
    example: '1000',
    read: number(0, 600_000),
  }),
  contact: setting({
    name: 'CONTACT',
    fallback: '',
    about: 'A web or mail address that tells a source’s owner whom to ask; sent with every request.',
    example: 'https://example.org/bot',
    read: contactAddress,
  }),
  allowPrivate: setting({
    name: 'ALLOW_PRIVATE_NETWORKS',
    fallback: '',
    about: 'Addresses or CIDR blocks that may be fetched though they are not public.',
    example: '127.0.0.1/32',
    read: networks,
  }),
  webHost: setting({
    name: 'WEB_HOST',
    fallback: '127.0.0.1',
    about: 'The address the web page listens on.',
    example: '127.0.0.1',
    read: required,
  }),
  webPort: setting({
    name: 'WEB_PORT',
    fallback: '8080',
    about: 'The port of the web page; 0 picks a free one and logs it.',
    example: '8080',
    read: number(0, 65_535),
  }),
  onUncertain: setting({
    name: 'DELIVERY_ON_UNCERTAIN',
    fallback: 'resend',
    about: 'What to do when the answer to a message was lost: resend (perhaps twice) or skip (perhaps never).',
    example: 'skip',
    read: oneOf('resend', 'skip'),
  }),
  owners: setting({
    name: 'OWNERS',
    fallback: '',
    about: 'The people who run the bot, as discord:ID and telegram:ID.',
    example: 'discord:80351110224678912,telegram:2001',
    read: list(/^(?:discord|telegram):\d+$/u, 'of the form discord:ID or telegram:ID'),
  }),
  logLevel: setting({
    name: 'LOG_LEVEL',
    fallback: 'info',
    about: 'How much is logged: debug, info, warn, error or silent.',
    example: 'debug',
    read: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  }),
} as const;

type ValueOf<S> = S extends Setting<infer T> ? T : never;

export type Config = { readonly [Name in keyof typeof SETTINGS]: ValueOf<(typeof SETTINGS)[Name]> };

/** The model's name where a key or a server is set; null where summaries are excerpts. */
export function modelOf({ openaiKey, openaiUrl, openaiModel }: Config): string | null {
  return openaiKey === null && openaiUrl === null ? null : openaiModel;
}

/** A setting that cannot be used: the sentence names it, what is wrong, and an example. The value itself is not repeated: it may be a secret. */
export class WrongSetting extends Error {}

/** All settings, checked. Throws a WrongSetting with a sentence for each wrong one. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const faults: string[] = [];
  const entries = Object.entries(SETTINGS).map(([key, each]) => {
    const given = environment[each.name]?.trim();
    const read = (each as Setting<unknown>).read(given === undefined || given === '' ? each.fallback : given);
    if ('wrong' in read) faults.push(`${each.name} ${read.wrong}: for example ${each.name}=${each.example}`);
    return [key, 'value' in read ? read.value : null];
  });
  if (faults.length > 0) throw new WrongSetting(faults.join('\n'));
  return Object.fromEntries(entries) as Config;
}

function optional<T>(read: Setting<T>['read']): Setting<T | null>['read'] {
  return (given) => (given === '' ? { value: null } : read(given));
}

function required(given: string): ReturnType<Setting<string>['read']> {
  return given === '' ? { wrong: 'is empty' } : { value: given };
}

function databaseAddress(given: string): ReturnType<Setting<string>['read']> {
  if (/^postgres(?:ql)?:/u.test(given))
    return { wrong: 'names a PostgreSQL server, which this version cannot use yet' };
  return /^file:./u.test(given) ? { value: given } : { wrong: 'must begin with file:' };
}

function contactAddress(given: string): ReturnType<Setting<string | null>['read']> {
  if (given === '') return { value: null };
  return /^(?:https?:\/\/|mailto:)?[\w.+-]+[@./][^\s()]+$/u.test(given)
    ? { value: given }
    : { wrong: 'is not a web or mail address' };
}

function networks(given: string): ReturnType<Setting<readonly string[]>['read']> {
  const blocks = given.split(/[\s,]+/u).filter(Boolean);
  const wrong = blocks.find((block) => !isNetwork(block));
  return wrong === undefined ? { value: blocks } : { wrong: `holds '${wrong}', which is no address or CIDR block` };
}
