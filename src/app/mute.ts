import type { Community, Place } from '../domain/channel.ts';
import type { MuteSaved } from '../domain/desk.ts';
import type { DigestStore } from '../domain/digest.ts';
import type { MuteId } from '../domain/ids.ts';
import type { Mute, MuteDraft, MuteStore } from '../domain/mute.ts';
import type { SourceStore } from '../domain/source.ts';
import type { StoryStore } from '../domain/story.ts';
import { clip } from '../text/clip.ts';
import { oneLine } from '../text/one-line.ts';
import { muteQuery } from './muted.ts';
import { listSources } from './sources.ts';

/** What muting rests on. */
export interface MuteRoom {
  readonly mutes: MuteStore;
  readonly digests: DigestStore;
  readonly stories: StoryStore;
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

/** Mutes a story of the last digest by its number, a source by its name or address, or else a word or phrase, for some days. */
export async function muteThing(
  room: MuteRoom,
  place: Place & { readonly community: Community },
  typed: string,
  days: string | null,
  now: Date,
): Promise<MuteSaved> {
  const span = days === null ? USUAL_DAYS : Number(/^(\d{1,3})\s*(?:d(?:ays?)?)?$/iu.exec(days.trim())?.[1] ?? 0);
  if (span < 1 || span > MOST_DAYS) return { kind: 'wrong-span', given: days ?? '', most: MOST_DAYS };
  const { community } = place;
  if ((await room.mutes.ofCommunities([community], now)).length >= MOST_MUTES)
    return { kind: 'too-many', most: MOST_MUTES };
  const meant = await readMeant(room, place, oneLine(typed));
  if (!('value' in meant)) return meant;
  const until = new Date(now.getTime() + span * DAY_MS);
  return { kind: 'muted', mute: await room.mutes.add({ ...meant, community, until }) };
}

async function readMeant(
  room: MuteRoom,
  place: Place & { readonly community: Community },
  typed: string,
): Promise<Meant | Exclude<MuteSaved, { readonly kind: 'muted' }>> {
  const number = /^#?(\d{1,3})$/u.exec(typed)?.[1];
  if (number !== undefined) return await storyMeant(room, place, Number(number));
  const source = await sourceMeant(room, place.community, typed);
  if (source !== null) return source;
  const word: Meant = { kind: 'word', value: typed.toLowerCase(), label: typed };
  const isReadable = typed.length <= LONGEST_WORD && muteQuery(word) !== null;
  return isReadable ? word : { kind: 'wrong-word', given: typed };
}

async function storyMeant(
  { digests, stories }: MuteRoom,
  place: Place,
  number: number,
): Promise<Meant | Exclude<MuteSaved, { readonly kind: 'muted' }>> {
  const items = await digests.latestItems(place);
  const item = items.find((each) => each.number === number);
  const [story] = item === undefined ? [] : await stories.find([item.story]);
  if (story === undefined) return { kind: 'no-such-story', count: items.length };
  return { kind: 'story', value: String(story.id), label: clip(oneLine(story.headline), LONGEST_LABEL) };
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
