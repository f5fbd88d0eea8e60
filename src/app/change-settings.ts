import type { Community } from '../domain/channel.ts';
import { NOTICES, type SettingsAsked, type Settled, SWITCHES, type Switch } from '../domain/order-desk.ts';
import { QUIETS, type Settings, STYLES, type Subscription, type SubscriptionStore } from '../domain/subscription.ts';
import { primaryLanguage } from '../text/language.ts';
import { revise } from './revise.ts';
import { pickSubscription } from './which.ts';

/** What changing settings rests on. */
export interface SettingsRoom {
  readonly subscriptions: SubscriptionStore;
  readonly modelName: string | null;
}

/** More stories than this are no digest, and take many messages. */
const MOST_STORIES = 25;

/** Changes what was asked to be changed of a subscription, or nothing when a part of it is wrong, and answers how it is set. The only one needs no number. */
export async function changeSettings(
  { subscriptions, modelName }: SettingsRoom,
  community: Community,
  asked: SettingsAsked,
): Promise<Settled> {
  const meant = pickSubscription(await subscriptions.ofCommunity(community), asked.which);
  if (meant.kind !== 'found') return meant;
  const settings = readSettings(meant.subscription, asked);
  if ('kind' in settings) return settings;
  const revised = await revise(subscriptions, meant.subscription, meant.seen ?? null, settings);
  if (revised === null) return { kind: 'ended' };
  return { kind: 'settled', number: meant.number, ...revised, hasModel: modelName !== null };
}

function readSettings(subscription: Subscription, asked: SettingsAsked): Settings | Settled {
  const { size, quiet, manner } = subscription;
  const style = asked.style === null ? manner.style : oneOf(STYLES, asked.style);
  if (style === null) return { kind: 'wrong-style', given: asked.style ?? '' };
  const stories = asked.stories === null ? size : readCount(asked.stories);
  if (stories === null) return { kind: 'wrong-stories', given: asked.stories ?? '', most: MOST_STORIES };
  const language = asked.language === null ? manner.language : readLanguage(asked.language);
  if (language === undefined) return { kind: 'wrong-language', given: asked.language ?? '' };
  const day = asked.quiet === null ? quiet : oneOf(QUIETS, asked.quiet);
  if (day === null) return { kind: 'wrong-quiet', given: asked.quiet ?? '' };
  const posted = readPosted(subscription, asked);
  if ('kind' in posted) return posted;
  const { ai, posting, noticesTo } = posted;
  return { size: stories, quiet: day, manner: { style, language, ai }, posting, noticesTo };
}

/** The switches, the role and who is told in private. */
function readPosted(
  subscription: Subscription,
  asked: SettingsAsked,
): (Pick<Settings, 'posting' | 'noticesTo'> & { readonly ai: boolean }) | Settled {
  const wrong = [asked.on, asked.off, asked.switches].flatMap(wordsOf).find((word) => oneOf(SWITCHES, word) === null);
  if (wrong !== undefined) return { kind: 'wrong-switch', given: wrong };
  const noticesTo = asked.notices === null ? subscription.noticesTo : noticesFor(subscription, asked);
  if (noticesTo === undefined) return { kind: 'wrong-notices', given: asked.notices ?? '' };
  const isOn = (name: Switch): boolean => switched(name, isSwitchedOn(subscription, name), asked);
  const { role: before } = subscription.posting;
  const role = asked.role === null ? before : asked.role.toLowerCase() === 'off' ? null : asked.role;
  const [images, previews, thread, crosspost] = [
    isOn('images'),
    isOn('previews'),
    isOn('thread'),
    isOn('crosspost'),
  ] as const;
  return { posting: { images, previews, thread, crosspost, role }, noticesTo, ai: isOn('ai') };
}

function isSwitchedOn({ manner, posting }: Subscription, name: Switch): boolean {
  return name === 'ai' ? manner.ai : posting[name];
}

function switched(name: Switch, isOn: boolean, { on, off, switches }: SettingsAsked): boolean {
  if (wordsOf(off).includes(name)) return false;
  if (wordsOf(on).includes(name)) return true;
  return switches === null ? isOn : wordsOf(switches).includes(name);
}

/** Undefined for what is none of the choices. */
function noticesFor({ createdBy }: Subscription, { by, notices }: SettingsAsked): string | null | undefined {
  switch (oneOf(NOTICES, notices ?? '')) {
    case 'me':
      return by;
    case 'orderer':
      return createdBy;
    case 'nobody':
      return null;
    case null:
      return undefined;
  }
}

function wordsOf(given: string | null): readonly string[] {
  return (given ?? '')
    .toLowerCase()
    .split(/[\s,;]+/u)
    .filter(Boolean);
}

function oneOf<Word extends string>(words: readonly Word[], given: string): Word | null {
  return words.find((word) => word === given.trim().toLowerCase()) ?? null;
}

function readCount(given: string): number | null {
  const count = /^\d{1,2}$/u.test(given.trim()) ? Number(given) : 0;
  return count >= 1 && count <= MOST_STORIES ? count : null;
}

/** Null is each story's own; undefined when there is no such language. */
function readLanguage(given: string): string | null | undefined {
  const typed = given.trim().toLowerCase();
  if (typed === 'off') return null;
  const code = /^[a-z]{2,3}(?:-[a-z]{2,4})?$/u.test(typed) ? primaryLanguage(typed) : null;
  const name =
    code === null ? undefined : new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(code);
  return name === undefined || code === null ? undefined : code;
}
