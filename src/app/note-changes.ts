import type { Change } from '../domain/change.ts';
import type { NewsDesk } from '../domain/desk.ts';
import { titleOf } from '../domain/source.ts';
import type { Subscription } from '../domain/subscription.ts';

/** What a verb of the desk changed, by what came of it and what was asked; null when it changed nothing this time. */
type Reading<Verb extends Verbs> = (
  done: Awaited<ReturnType<NewsDesk[Verb]>>,
  ...asked: Parameters<NewsDesk[Verb]>
) => Change | null;

type Verbs = {
  [Verb in keyof NewsDesk]: NewsDesk[Verb] extends (...asked: never[]) => unknown ? Verb : never;
}[keyof NewsDesk];

/** Of every verb what it changes; `never` of those that change nothing people order. A new verb is named here, or it does not compile. */
const CHANGES: { readonly [Verb in Verbs]: Reading<Verb> | 'never' } = {
  subscribe: (done) =>
    done.kind === 'subscribed'
      ? { code: 'subscribed', values: { number: done.number, topics: done.subscription.topics } }
      : null,
  unsubscribe: (done) => (done.kind === 'unsubscribed' ? { code: 'unsubscribed', values: orderOf(done) } : null),
  takeBack: (done) => (done.kind === 'taken-back' ? { code: 'taken-back', values: orderOf(done) } : null),
  reschedule: (done) =>
    done.kind === 'scheduled' && done.isChanged ? { code: 'rescheduled', values: orderOf(done) } : null,
  edit: (done) => (done.kind === 'edited' && done.isChanged ? { code: 'edited', values: orderOf(done) } : null),
  pause: (done) => (done.kind === 'paused' ? { code: 'paused', values: orderOf(done) } : null),
  resume: (done) => (done.kind === 'resumed' && !done.wasActive ? { code: 'resumed', values: orderOf(done) } : null),
  settings: (done) =>
    done.kind === 'settled' && done.isChanged ? { code: 'set', values: { number: done.number } } : null,
  addSource: (done) =>
    done.kind === 'added' ? { code: 'source-added', values: { title: titleOf(done.source.source) } } : null,
  removeSource: (done) =>
    done.kind === 'removed' ? { code: 'source-removed', values: { title: titleOf(done.source.source) } } : null,
  weighSource: (done) =>
    done.kind === 'weighed' ? { code: 'source-weighed', values: { title: titleOf(done.source.source) } } : null,
  importSources: (done) =>
    done.kind === 'imported' && done.added > 0 ? { code: 'sources-imported', values: { count: done.added } } : null,
  starter: (use) => (use.isChanged ? { code: use.isRead ? 'starter-on' : 'starter-off', values: {} } : null),
  saveTopic: (done) => (done.kind === 'saved' ? { code: 'topic-saved', values: { name: done.name } } : null),
  removeTopic: (isRemoved, _, name) => (isRemoved ? { code: 'topic-removed', values: { name } } : null),
  mute: (done) => (done.kind === 'muted' ? { code: 'muted', values: { what: done.mute.label } } : null),
  unmute: (ended) => (ended === null ? null : { code: 'unmuted', values: { what: ended.label } }),
  heardFrom: 'never',
  notice: 'never',
  setLanguage: (isSet) => (isSet ? { code: 'spoken', values: {} } : null),
  languageOf: 'never',
  outline: 'never',
  draft: 'never',
  placeFor: 'never',
  isOwner: 'never',
  subscriptions: 'never',
  preview: 'never',
  tellNow: 'never',
  status: 'never',
  why: 'never',
  pastDigest: 'never',
  history: 'never',
  search: 'never',
  reopen: 'never',
  more: 'never',
  origins: 'never',
  mutable: 'never',
  topics: 'never',
  testTopic: 'never',
  mutes: 'never',
  suggestZones: 'never',
  suggestTopics: 'never',
  sources: 'never',
  checkSource: 'never',
  previewSource: 'never',
  exportSources: 'never',
  // What the people who run the bot do is the install's, and no community's.
  totals: 'never',
  installSources: 'never',
  changeInstallSource: 'never',
  budget: 'never',
  forgetWho: 'never',
  blocks: 'never',
  holdings: 'never',
  manage: 'never',
  // Who asked for it is forgotten as well.
  forget: 'never',
};

/** What a change of a digest is told with. */
function orderOf({
  number,
  subscription,
}: {
  readonly number: number;
  readonly subscription: Subscription;
}): Change['values'] {
  return { number, topics: subscription.topics };
}

/** The same desk; what it changes is noted once it is changed. */
export function noteChanges(desk: NewsDesk, note: (change: Change) => Promise<void>): NewsDesk {
  const verbs = Object.entries(desk).map(([verb, work]) => {
    const reading = Object.hasOwn(CHANGES, verb) ? CHANGES[verb as Verbs] : 'never';
    // The table gives each verb its own reading, which TypeScript no longer knows once they are looked up by name.
    return [verb, reading === 'never' ? work : noted(work, reading as unknown as AnyReading, note)];
  });
  return Object.fromEntries(verbs) as NewsDesk;
}

type Verb = (...asked: readonly unknown[]) => Promise<unknown>;
type AnyReading = (done: unknown, ...asked: readonly unknown[]) => Change | null;

function noted(work: Verb, reading: AnyReading, note: (change: Change) => Promise<void>): Verb {
  return async (...asked) => {
    const done = await work(...asked);
    const change = reading(done, ...asked);
    if (change !== null) await note(change);
    return done;
  };
}
