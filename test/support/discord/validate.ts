import { characters, isPayload, list, number, type Payload, text } from '../payload.ts';
import { FLAG } from './world.ts';

/** One thing wrong with a body: where, and what. */
export type FormError = { readonly path: readonly string[]; readonly code: string; readonly message: string };

/** Discord's own answer to a wrong body (400, code 50035). */
export function formErrors(errors: readonly FormError[]): Payload {
  const root: Record<string, unknown> = {};
  for (const { path, code, message } of errors) {
    let place = root;
    for (const key of path) {
      const next = isPayload(place[key]) ? { ...place[key] } : {};
      place[key] = next;
      place = next;
    }
    place['_errors'] = [...list(place['_errors']), { code, message }];
  }
  return { message: 'Invalid Form Body', code: 50035, errors: root };
}

/** https://docs.discord.com/developers/resources/message#create-message (the 4000 in Discord's OpenAPI document is not for bots). */
const CONTENT = 2000;
const EMBEDS = 10;
const NONCE = 25;
/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits, in characters. */
const EMBED_TEXTS: readonly (readonly [path: string, most: number])[] = [
  ['title', 256],
  ['description', 4096],
  ['footer.text', 2048],
  ['author.name', 256],
];
const FIELDS = 25;
const FIELD_TEXTS: readonly (readonly [path: string, most: number])[] = [
  ['name', 256],
  ['value', 1024],
];
const EMBED_TOTAL = 6000;
const EMBED_URLS: readonly string[] = ['url', 'image.url', 'thumbnail.url', 'footer.icon_url', 'author.url'];

/** What is wrong with a message's body besides its components; an empty list when Discord would take it. */
export function messageErrors(body: Payload): readonly FormError[] {
  const embeds = list(body['embeds']).map((embed) => (isPayload(embed) ? embed : {}));
  return [
    ...tooLong(body, [], [['content', CONTENT]]),
    ...tooMany(embeds, ['embeds'], EMBEDS),
    ...embeds.flatMap((embed, at) => embedErrors(embed, ['embeds', String(at)])),
    ...totalErrors(embeds),
    ...nonceErrors(body['nonce']),
    ...mentionErrors(body),
    ...legacyErrors(body),
  ];
}

function embedErrors(embed: Payload, path: readonly string[]): readonly FormError[] {
  const fields = list(embed['fields']).map((field) => (isPayload(field) ? field : {}));
  return [
    ...tooLong(embed, path, EMBED_TEXTS),
    ...tooMany(fields, [...path, 'fields'], FIELDS),
    ...fields.flatMap((field, at) => fieldErrors(field, [...path, 'fields', String(at)])),
    ...EMBED_URLS.flatMap((key) => urlErrors(textAt(embed, key), [...path, ...key.split('.')])),
    ...(isEmptyEmbed(embed) ? [required([...path, 'description'])] : []),
  ];
}

function fieldErrors(field: Payload, path: readonly string[]): readonly FormError[] {
  const missing = FIELD_TEXTS.filter(([key]) => textAt(field, key).trim() === '').map(([key]) =>
    required([...path, key]),
  );
  return [...missing, ...tooLong(field, path, FIELD_TEXTS)];
}

function isEmptyEmbed(embed: Payload): boolean {
  return embedLength(embed) === 0 && !['image', 'thumbnail', 'video', 'timestamp'].some((key) => key in embed);
}

/** The characters of an embed that count towards the 6000 of a message. */
function embedLength(embed: Payload): number {
  const own = EMBED_TEXTS.map(([path]) => textAt(embed, path));
  const fields = list(embed['fields'])
    .filter(isPayload)
    .flatMap((field) => FIELD_TEXTS.map(([path]) => textAt(field, path)));
  return [...own, ...fields].reduce((sum, part) => sum + characters(part.trim()), 0);
}

function totalErrors(embeds: readonly Payload[]): readonly FormError[] {
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0);
  if (total <= EMBED_TOTAL) return [];
  const message = `Embed size exceeds maximum size of ${EMBED_TOTAL}`;
  return [{ path: ['embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message }];
}

function nonceErrors(nonce: unknown): readonly FormError[] {
  if (nonce === undefined || nonce === null || characters(String(nonce)) <= NONCE) return [];
  return [badLength(['nonce'], 0, NONCE)];
}

function mentionErrors(body: Payload): readonly FormError[] {
  const mentions = body['allowed_mentions'];
  if (!isPayload(mentions)) return [];
  const unknown = list(mentions['parse']).filter((kind) => !['roles', 'users', 'everyone'].includes(text(kind)));
  return unknown.map((_, at) => choices(['allowed_mentions', 'parse', String(at)]));
}

function legacyErrors(body: Payload): readonly FormError[] {
  if ((number(body['flags']) & FLAG.componentsV2) === 0) return [];
  const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
  const used = ['content', 'embeds'].filter((key) => text(body[key]) !== '' || list(body[key]).length > 0);
  return used.map((key) => ({ path: [key], code, message: `The ${key} field cannot be used with components V2` }));
}

/** Whether there is nothing in it to show. */
export function isEmptyMessage(body: Payload, files: number): boolean {
  const lists = ['embeds', 'components', 'attachments'].some((key) => list(body[key]).length > 0);
  return text(body['content']).trim() === '' && !lists && files === 0;
}

const PING = /@(?:everyone|here)|<@[!&]?\d+>/u;

/** Whether the text of a message would ring somebody's bell because the bot did not switch mentions off; a role it names is meant. */
export function isRinging(body: Payload): boolean {
  const mentions = body['allowed_mentions'];
  const isSilent = isPayload(mentions) && ['parse', 'users'].every((key) => list(mentions[key]).length === 0);
  return !isSilent && PING.test(JSON.stringify([body['content'], body['components']]));
}

/** Embeds that share a url are shown as one: which urls come twice. */
export function repeatedUrls(body: Payload): readonly string[] {
  const urls = list(body['embeds']).map((embed) => (isPayload(embed) ? text(embed['url']) : ''));
  return urls.filter((url, at) => url !== '' && urls.indexOf(url) < at);
}

function textAt(value: Payload, path: string): string {
  const [key = '', ...rest] = path.split('.');
  const inner = value[key];
  if (rest.length === 0) return text(inner);
  return isPayload(inner) ? textAt(inner, rest.join('.')) : '';
}

function tooLong(
  value: Payload,
  path: readonly string[],
  limits: readonly (readonly [path: string, most: number])[],
): readonly FormError[] {
  return limits
    .filter(([key, most]) => characters(textAt(value, key)) > most)
    .map(([key, most]) => badLength([...path, ...key.split('.')], 0, most));
}

export function tooMany(values: readonly unknown[], path: readonly string[], most: number): readonly FormError[] {
  return values.length > most
    ? [{ path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${most} or fewer in length.` }]
    : [];
}

export function badLength(path: readonly string[], least: number, most: number): FormError {
  return { path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${least} and ${most} in length.` };
}

export function required(path: readonly string[]): FormError {
  return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
}

export function choices(path: readonly string[]): FormError {
  return { path, code: 'BASE_TYPE_CHOICES', message: 'Value must be one of the known ones.' };
}

/** A name without a dot or with an underscore (https://github.com/discordjs/discord.js/issues/7438), an address of IPv6. */
const REFUSED_HOST = /^[^.]*$|_|^\[/u;

export function urlErrors(url: string, path: readonly string[]): readonly FormError[] {
  if (url === '' || url.startsWith('attachment://')) return [];
  if (!URL.canParse(url)) return [{ path, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }];
  if (/^https?:/iu.test(url) && !REFUSED_HOST.test(new URL(url).hostname)) return [];
  if (/^https?:/iu.test(url)) return [{ path, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }];
  return [{ path, code: 'URL_TYPE_INVALID_SCHEME', message: "Scheme must be one of ('http', 'https')." }];
}
