import type { ArchiveStore } from '../domain/archive.ts';
import type { NoSuchDigest, NoSuchStory } from '../domain/archive-desk.ts';
import type { ArticleStore } from '../domain/article.ts';
import type { Community } from '../domain/channel.ts';
import type { Mutable, MuteSaved } from '../domain/desk.ts';
import type { DigestId, MuteId } from '../domain/ids.ts';
import type { Mute, MuteDraft, MuteStore } from '../domain/mute.ts';
import { readReference } from '../domain/reference.ts';
import type { SourceStore } from '../domain/source.ts';
import type { StoryStore } from '../domain/story.ts';
import { clip } from '../text/clip.ts';
import { oneLine } from '../text/one-line.ts';
import { muteQuery } from './muted.ts';
import { findPast, type Here, headlineOf, type Numbered, storyNumbered } from './past.ts';
import { listSources } from './sources.ts';

/** What muting rests on. */
export interface MuteRoom {
  readonly mutes: MuteStore;
  readonly archive: ArchiveStore;
  readonly stories: StoryStore;
  readonly articles: ArticleStore;
  readonly sources: SourceStore;
}

const USUAL_DAYS = 7;
const MOST_DAYS = 365;
const DAY_MS = 24 * 3_600_000;
/** Mutes that hold in one community; each is matched against the news. */
const MOST_MUTES = 50;
const LONGEST_WORD = 60;
const LONGEST_LABEL = 80;

type Meant = Pick<MuteDraft, 'kind' | 'value' | 'label'>;

/** Mutes a story of a digest by its number or reference, a source by its name or address, or else a word or phrase, for some days. */
export async function muteThing(
  room: MuteRoom,
  place: Here,
  typed: string,
  days: string | null,
  now: Date,
): Promise<MuteSaved> {
  const span = days === null ? USUAL_DAYS : Number(/^(\d{1,3})\s*(?:d(?:ays?)?)?$/iu.exec(days.trim())?.[1] ?? 0);
  if (span < 1 || span > MOST_DAYS) return { kind: 'wrong-span', given: days ?? '', most: MOST_DAYS };
  const { community } = place;
  const meant = await readMeant(room, place, oneLine(typed));
  if (!('value' in meant)) return meant;
  const until = new Date(now.getTime() + span * DAY_MS);
  const mute = await room.mutes.add({ ...meant, community, until }, now, MOST_MUTES);
  return mute === null ? { kind: 'too-many', most: MOST_MUTES } : { kind: 'muted', mute };
}

async function readMeant(
  room: MuteRoom,
  place: Here,
  typed: string,
): Promise<Meant | Exclude<MuteSaved, { readonly kind: 'muted' }>> {
  const named = readStory(typed);
  if (named !== null) return await storyMeant(room, place, named);
  const source = await sourceMeant(room, place.community, typed);
  if (source !== null) return source;
  const word: Meant = { kind: 'word', value: typed.toLowerCase(), label: typed };
  const isReadable = typed.length <= LONGEST_WORD && muteQuery(word) !== null;
  return isReadable ? word : { kind: 'wrong-word', given: typed };
}

/** A story by its number: in the latest digest where none is named. */
interface NamedStory {
  readonly digest: DigestId | null;
  readonly number: number;
}

function readStory(typed: string): NamedStory | null {
  const number = /^#?(\d{1,3})$/u.exec(typed)?.[1];
  if (number !== undefined) return { digest: null, number: Number(number) };
  const reference = readReference(typed);
  return reference === null ? null : { digest: reference.digest, number: reference.number ?? 0 };
}

async function findStory(
  { archive, stories }: MuteRoom,
  place: Here,
  { digest, number }: NamedStory,
): Promise<
  { readonly kind: 'found'; readonly story: Numbered; readonly headline: string } | NoSuchStory | NoSuchDigest
> {
  const past = await findPast(archive, place, digest);
  if (past === null) return digest === null ? { kind: 'no-such-story', count: 0 } : { kind: 'no-such-digest' };
  const story = storyNumbered(past, number);
  const headline = story === null ? null : await headlineOf(stories, story);
  if (story === null || headline === null) return { kind: 'no-such-story', count: past.stories.length };
  return { kind: 'found', story, headline: clip(oneLine(headline), LONGEST_LABEL) };
}

async function storyMeant(
  room: MuteRoom,
  place: Here,
  named: NamedStory,
): Promise<Meant | Exclude<MuteSaved, { readonly kind: 'muted' }>> {
  const found = await findStory(room, place, named);
  if (found.kind !== 'found') return found;
  return { kind: 'story', value: String(found.story.story), label: found.headline };
}

/** What of a digest's story may be muted: itself, and those of its sources that are read here. */
export async function mutableOf(
  room: MuteRoom,
  place: Here,
  typed: string,
): Promise<Mutable | NoSuchStory | NoSuchDigest> {
  const found = await findStory(room, place, readStory(typed) ?? { digest: null, number: 0 });
  if (found.kind !== 'found') return found;
  const { story } = found.story;
  const tellers = (await room.articles.tellersOf([story])).get(story) ?? [];
  const telling = new Set(tellers.map(({ source }) => source));
  const read = (await listSources(room.sources, place.community)).filter(({ source }) => telling.has(source.id));
  const sources = read.map(({ source: { title, address } }) => ({ title: title ?? address, address }));
  return { kind: 'mutable', headline: found.headline, sources };
}

/** A source is meant by its whole name, its address or its host. */
async function sourceMeant({ sources }: MuteRoom, community: Community, typed: string): Promise<Meant | null> {
  const wanted = typed.toLowerCase();
  const found = (await listSources(sources, community)).find(({ source: { title, address, home } }) =>
    [title, address, home, hostOf(address), home === null ? null : hostOf(home)].some(
      (name) => name?.toLowerCase() === wanted,
    ),
  );
  if (found === undefined) return null;
  const { id, title, address } = found.source;
  return { kind: 'source', value: String(id), label: title ?? address };
}

function hostOf(address: string): string {
  return (URL.parse(address)?.hostname ?? address).replace(/^www\./u, '');
}

/** Ends a mute; answers which, null when there is none of this number. */
export async function unmute(store: MuteStore, community: Community, number: number, now: Date): Promise<Mute | null> {
  const mute = (await store.ofCommunities([community], now)).find(({ id }) => id === number);
  if (mute === undefined) return null;
  await store.remove(community, number as MuteId);
  return mute;
}
