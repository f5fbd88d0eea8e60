import type { Community } from '../domain/channel.ts';
import type { SettingsAsked, Settled } from '../domain/desk.ts';
import type { Settings, Subscription, SubscriptionStore } from '../domain/subscription.ts';
import { QUIETS, STYLES } from '../domain/subscription.ts';
import { primaryLanguage } from '../text/language.ts';

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
  const there = await subscriptions.ofCommunity(community);
  const number = asked.number ?? (there.length === 1 ? 1 : null);
  if (number === null && there.length > 1) return { kind: 'which', subscriptions: there };
  const subscription = there[(number ?? 0) - 1];
  if (subscription === undefined || number === null) return { kind: 'no-such-subscription', count: there.length };
  const settings = readSettings(subscription, asked);
  if ('kind' in settings) return settings;
  const isChanged = [asked.style, asked.stories, asked.language, asked.quiet].some((each) => each !== null);
  if (isChanged) await subscriptions.change(subscription.id, settings);
  return {
    kind: 'settled',
    number,
    isChanged,
    subscription: { ...subscription, ...settings },
    hasModel: modelName !== null,
  };
}

function readSettings({ size, quiet, manner, posting }: Subscription, asked: SettingsAsked): Settings | Settled {
  const style = asked.style === null ? manner.style : oneOf(STYLES, asked.style);
  if (style === null) return { kind: 'wrong-style', given: asked.style ?? '' };
  const stories = asked.stories === null ? size : readCount(asked.stories);
  if (stories === null) return { kind: 'wrong-stories', given: asked.stories ?? '', most: MOST_STORIES };
  const language = asked.language === null ? manner.language : readLanguage(asked.language);
  if (language === undefined) return { kind: 'wrong-language', given: asked.language ?? '' };
  const day = asked.quiet === null ? quiet : oneOf(QUIETS, asked.quiet);
  if (day === null) return { kind: 'wrong-quiet', given: asked.quiet ?? '' };
  return { size: stories, quiet: day, manner: { ...manner, style, language }, posting };
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
