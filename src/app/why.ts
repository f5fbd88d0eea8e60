import type { PastDigest, PastStory } from '../domain/archive.ts';
import type { Article } from '../domain/article.ts';
import type { Why, WhyAsked } from '../domain/desk.ts';
import type { DigestStore } from '../domain/digest.ts';
import type { ArticleId, DigestId, SourceId } from '../domain/ids.ts';
import type { Memory, MemoryStore } from '../domain/memory.ts';
import { readReference } from '../domain/reference.ts';
import type { RevisionStore } from '../domain/revision.ts';
import type { Source, SourceStore } from '../domain/source.ts';
import type { Story } from '../domain/story.ts';
import { canonicalAddress } from '../ingest/address.ts';
import { findPast, type Here, headlineOf, type PastRoom, storyNumbered, viewPast } from './past.ts';
import { REMEMBERED_MS } from './remember.ts';
import { listSources } from './sources.ts';

/** What answering why rests on: all of it was written down when it happened. */
export interface WhyRoom extends PastRoom {
  readonly digests: DigestStore;
  readonly revisions: RevisionStore;
  readonly sources: SourceStore;
  readonly memories: MemoryStore;
  readonly modelName: string | null;
}

/** Why a story of a digest stands there, or at which stage an address stopped on its way here. */
export async function explain(room: WhyRoom, place: Here, asked: WhyAsked, now: Date): Promise<Why> {
  const what = (asked.what ?? '').trim().replace(/^<(.*)>$/u, '$1');
  const meant = await readMeant(room, place, what, asked.message);
  if (meant !== null) return await explainIn(room, place, meant);
  const address = /^https?:\/\//iu.test(what) ? what : `https://${what}`;
  if (!URL.canParse(address) || !new URL(address).hostname.includes('.')) return { kind: 'unreadable', given: what };
  return await explainAddress(room, place, address, now);
}

/** A digest, the latest where it is null, and the number of a story in it where one was said. */
interface Meant {
  readonly digest: DigestId | null;
  readonly number: number | null;
}

/** Null when it must be an address. */
async function readMeant(
  { archive }: WhyRoom,
  place: Here,
  what: string,
  message: string | null,
): Promise<Meant | null> {
  const reference = readReference(what);
  if (reference !== null) return reference;
  const number = /^#?(\d{1,3})$/u.exec(what)?.[1];
  if (number === undefined && what !== '') return null;
  const digest = message === null ? null : await archive.ofMessage(place, message);
  return { digest, number: number === undefined ? null : Number(number) };
}

async function explainIn(room: WhyRoom, place: Here, { digest, number }: Meant): Promise<Why> {
  const past = await findPast(room.archive, place, digest);
  if (past === null) return digest === null ? { kind: 'no-such-story', count: 0 } : { kind: 'no-such-digest' };
  if (number === null && past.stories.length !== 1) return await viewPast(room, place, past.id);
  return await explainStory(room, past, number ?? past.stories[0]?.number ?? 1);
}

async function explainStory(room: WhyRoom, past: PastDigest, number: number): Promise<Why> {
  const found = storyNumbered(past, number);
  const headline = found === null ? null : await headlineOf(room.stories, found);
  if (found === null || headline === null) return { kind: 'no-such-story', count: past.stories.length };
  if (found.kind === 'cut') return { kind: 'left-out', number, headline, place: found.place };
  const { item, reasons } = found.told;
  const publishers = item?.publishers ?? (await room.stories.find([found.story]))[0]?.publishers ?? [];
  const by = item?.by ?? reasons?.by ?? null;
  return { kind: 'told', number, headline, publishers, reasons, by, why: await summaryWhy(room, found.told) };
}

/** Why a summary is an excerpt though there is a model: what became of its text; null when there is no more to say. */
async function summaryWhy({ memories, modelName }: WhyRoom, { story, reasons }: PastStory): Promise<string | null> {
  if (reasons?.by !== 'extractive' || modelName === null) return null;
  const [latest] = await memories.about(`story:${story}`, 1);
  return latest?.detail ?? null;
}

async function explainAddress(room: WhyRoom, place: Here, address: string, now: Date): Promise<Why> {
  const uses = await listSources(room.sources, place.community);
  const read = new Map(uses.map(({ source }) => [source.id, source]));
  const canonical = canonicalAddress(address) ?? address;
  const [again] = await room.memories.about(`address:${canonical}`, 1);
  const article = await findArticle(room, canonical, read, again);
  if (article === null) return await explainUnseen(room, [...read.values()], address);
  const [story] = article.storyId === null ? [] : await room.stories.find([article.storyId]);
  const original = article.reprintOf === null ? null : await room.revisions.find(article.reprintOf);
  const seen = {
    kind: 'seen',
    headline: article.headline,
    publisher: article.publisher,
    seenAt: article.seenAt,
    toldAgain: again !== undefined && isLater(again.at, article.seenAt) ? again.at : null,
    reprintOf: original?.publisher ?? null,
    story: story === undefined ? null : { headline: story.headline, publishers: story.publishers.length },
  } as const;
  return { ...seen, stage: await stageOf(room, place, article, story, read.has(article.sourceId), now) };
}

const DAY_MS = 24 * 3_600_000;

/** One that is read here goes before another's copy; an address of an article's second telling leads to the article. */
async function findArticle(
  { revisions }: WhyRoom,
  address: string,
  read: ReadonlyMap<SourceId, Source>,
  again: Memory | undefined,
): Promise<Article | null> {
  const there = await revisions.atAddress(address);
  const found = there.find(({ sourceId }) => read.has(sourceId)) ?? there[0];
  if (found !== undefined) return found;
  return again === undefined ? null : await revisions.find(Number(again.detail) as ArticleId);
}

/** One whose page and feed call it by two addresses was met under both at once. */
const AT_ONCE_MS = 60_000;

function isLater(at: Date, seenAt: Date): boolean {
  return at.getTime() - seenAt.getTime() > AT_ONCE_MS;
}

async function stageOf(
  { digests }: WhyRoom,
  place: Here,
  { seenAt }: Article,
  story: Story | undefined,
  isRead: boolean,
  now: Date,
): Promise<(Why & { readonly kind: 'seen' })['stage']> {
  if (story === undefined) return { kind: 'waiting' };
  const [verdict] = await digests.verdicts(place, story.id, new Date(now.getTime() - REMEMBERED_MS));
  if (verdict !== undefined) return { ...verdict.finding, at: verdict.at };
  if (now.getTime() - seenAt.getTime() > REMEMBERED_MS) return { kind: 'forgotten', days: REMEMBERED_MS / DAY_MS };
  if (!isRead) return { kind: 'not-read' };
  if (!story.isNews) return { kind: 'too-old' };
  const latest = await digests.latestHere(place);
  return latest !== null && latest > seenAt ? { kind: 'not-wanted', at: latest } : { kind: 'waiting' };
}

async function explainUnseen(
  { memories }: WhyRoom,
  read: readonly Source[],
  address: string,
): Promise<Why & { readonly kind: 'unseen' }> {
  const host = siteOf(address);
  const ofSite = read.filter((source) => [source.address, source.home ?? ''].some((each) => siteOf(each) === host));
  for (const { id, title, address: feed } of ofSite) {
    const [failure] = await memories.about(`source:${id}`, 1);
    if (failure === undefined) continue;
    return { kind: 'unseen', host, sources: ofSite.length, failure: { ...failure, title: title ?? feed } };
  }
  return { kind: 'unseen', host, sources: ofSite.length, failure: null };
}

/** The last two labels of a host name, or three where the second is short (co.uk): feeds.example.org is of the site example.org. */
function siteOf(address: string): string {
  const labels = (URL.parse(address)?.hostname ?? '').split('.');
  const isShort = (labels.at(-2)?.length ?? 0) <= 3 && labels.length > 2;
  return labels.slice(isShort ? -3 : -2).join('.');
}
