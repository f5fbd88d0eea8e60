import type { Article } from '../domain/article.ts';
import type { Community, Place } from '../domain/channel.ts';
import type { Why } from '../domain/desk.ts';
import type { DigestStore, ToldItem } from '../domain/digest.ts';
import type { ArticleId, SourceId } from '../domain/ids.ts';
import type { MemoryStore } from '../domain/memory.ts';
import type { RevisionStore } from '../domain/revision.ts';
import type { Source, SourceStore } from '../domain/source.ts';
import type { Story, StoryStore } from '../domain/story.ts';
import { canonicalAddress } from '../ingest/address.ts';
import { REMEMBERED_MS } from './remember.ts';

/** What answering why rests on: all of it was written down when it happened. */
export interface WhyRoom {
  readonly digests: DigestStore;
  readonly stories: StoryStore;
  readonly revisions: RevisionStore;
  readonly sources: SourceStore;
  readonly memories: MemoryStore;
  readonly modelName: string | null;
}

type Here = Place & { readonly community: Community };

/** Why a story of the last digest stands there, or at which stage an address stopped on its way here. */
export async function explain(room: WhyRoom, place: Here, typed: string, now: Date): Promise<Why> {
  const asked = typed.trim().replace(/^<(.*)>$/u, '$1');
  const number = /^#?(\d{1,3})$/u.exec(asked)?.[1];
  if (number !== undefined) return await explainStory(room, place, Number(number));
  const address = /^https?:\/\//iu.test(asked) ? asked : `https://${asked}`;
  if (!URL.canParse(address) || !new URL(address).hostname.includes('.')) return { kind: 'unreadable', given: asked };
  return await explainAddress(room, place, address, now);
}

async function explainStory(room: WhyRoom, place: Here, number: number): Promise<Why> {
  const items = await room.digests.latestItems(place);
  const item = items.find((each) => each.number === number);
  const [story] = item === undefined ? [] : await room.stories.find([item.story]);
  if (item === undefined || story === undefined) return { kind: 'no-such-story', count: items.length };
  const { headline, publishers } = story;
  const by = item.reasons?.by ?? null;
  return { kind: 'told', number, headline, publishers, reasons: item.reasons, by, why: await summaryWhy(room, item) };
}

/** Why a summary is an excerpt though there is a model: what became of its text; null when there is no more to say. */
async function summaryWhy({ memories, modelName }: WhyRoom, { story, reasons }: ToldItem): Promise<string | null> {
  if (reasons?.by !== 'extractive' || modelName === null) return null;
  const [latest] = await memories.about(`story:${story}`, 1);
  return latest?.detail ?? null;
}

async function explainAddress(room: WhyRoom, place: Here, address: string, now: Date): Promise<Why> {
  const uses = await room.sources.usedBy([place.community, 'starter']);
  const read = new Map(uses.map(({ source }) => [source.id, source]));
  const article = await findArticle(room, canonicalAddress(address) ?? address, read);
  if (article === null) return await explainUnseen(room, [...read.values()], address);
  const [story] = article.storyId === null ? [] : await room.stories.find([article.storyId]);
  const original = article.reprintOf === null ? null : await room.revisions.find(article.reprintOf);
  const seen = {
    kind: 'seen',
    headline: article.headline,
    publisher: article.publisher,
    seenAt: article.seenAt,
    reprintOf: original?.publisher ?? null,
    story: story === undefined ? null : { headline: story.headline, publishers: story.publishers.length },
  } as const;
  return { ...seen, stage: await stageOf(room, place, article, story, read.has(article.sourceId), now) };
}

/** One that is read here goes before another's copy; an address of an article's second telling leads to the article. */
async function findArticle(
  { revisions, memories }: WhyRoom,
  address: string,
  read: ReadonlyMap<SourceId, Source>,
): Promise<Article | null> {
  const there = await revisions.atAddress(address);
  const found = there.find(({ sourceId }) => read.has(sourceId)) ?? there[0];
  if (found !== undefined) return found;
  const [memory] = await memories.about(`address:${address}`, 1);
  return memory === undefined ? null : await revisions.find(Number(memory.detail) as ArticleId);
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
