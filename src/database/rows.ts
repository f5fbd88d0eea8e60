import type { Generated } from 'kysely';
import type { Community, Platform } from '../domain/channel.ts';
import type { Item } from '../domain/digest.ts';
import type { PaceHints } from '../domain/entry.ts';
import type { ArticleId, ChannelId, MuteId, SourceId, StoryId, SubscriptionId } from '../domain/ids.ts';
import type { Memory } from '../domain/memory.ts';
import type { MuteDraft } from '../domain/mute.ts';
import type { Section } from '../domain/section.ts';
import type { Source, SourceOwner } from '../domain/source.ts';
import type { Amendment } from '../domain/story.ts';
import type { Posting, Quiet, QuietHours, Subscription, Timetable } from '../domain/subscription.ts';
import type { Manner, Style, Summary } from '../domain/summary.ts';
import type { Importance } from '../domain/weight.ts';
import type { Json } from './json.ts';
import type { ChangeRow } from './rows-change.ts';
import type { BehalfRow, UntoldRow } from './rows-control.ts';
import type { DeliveryRow, DigestRow, EditionItemRow, EditionPartRow, EditionRow, ToldRow } from './rows-digests.ts';
import type { KeptRow, QuestionRow } from './rows-talk.ts';

export { fromJson, toJson } from './json.ts';

/** The tables, as the stores see them. Instants are epoch milliseconds, yes and no are 1 and 0, lists and records are JSON. */
export interface Tables {
  schema_version: { number: number };
  sources: SourceRow;
  source_uses: SourceUseRow;
  articles: ArticleRow;
  stories: StoryRow;
  channels: ChannelRow;
  subscriptions: SubscriptionRow;
  slot_rules: { zone_data: string };
  digests: DigestRow;
  deliveries: DeliveryRow;
  told: ToldRow;
  summaries: SummaryRow;
  model_tokens: ModelTokensRow;
  topics: TopicRow;
  prints: PrintRow;
  revisions: RevisionRow;
  growth: GrowthRow;
  joined: JoinedRow;
  mutes: MuteRow;
  source_weights: SourceWeightRow;
  happenings: HappeningRow;
  tellings: TellingRow;
  changes: ChangeRow;
  editions: EditionRow;
  edition_items: EditionItemRow;
  edition_parts: EditionPartRow;
  departures: { community: Community; at: number };
  kept: KeptRow;
  questions: QuestionRow;
  communities: { community: Community; language: string | null };
  behalves: BehalfRow;
  blocks: { who: string; at: number };
  starterless: { community: Community };
  untold: UntoldRow;
}

/** What an article is recognised by when its source tells it once more. */
interface PrintRow {
  article_id: ArticleId;
  source_id: SourceId;
  words: string;
  text: string | null;
  revised_at: number | null;
  /** When its story found something new in a revision of it. */
  news_at: number | null;
  /** When its source still listed it, to a week; null while it is new. */
  listed_at: number | null;
}

/** An article's words before it was revised, while its story has not looked at it again. */
interface RevisionRow {
  article_id: ArticleId;
  at: number;
  headline: string;
  text: string;
}

interface GrowthRow {
  story_id: StoryId;
  version: number;
  at: number;
  facts: Json<readonly string[]>;
  sentences: Json<readonly string[]>;
  amends: Json<Amendment> | null;
}

/** A story that ended, and the one its articles joined. */
interface JoinedRow {
  from_id: StoryId;
  into_id: StoryId;
}

/** What a community makes of a source, where it is not the usual. */
interface SourceWeightRow {
  community: Community;
  source_id: SourceId;
  importance: Importance;
}

interface MuteRow {
  id: Generated<MuteId>;
  community: Community;
  kind: MuteDraft['kind'];
  value: string;
  label: string;
  until: number;
}

interface HappeningRow {
  id: Generated<number>;
  at: number;
  event: Memory['event'];
  about: Memory['about'];
  detail: string;
}

/** A story as digests told it. */
interface TellingRow {
  id: Generated<number>;
  hash: string;
  /** When a digest last told it so. */
  at: number;
  item: Json<Item>;
}

interface TopicRow {
  community: Community;
  /** The name in lower case: names are the same whatever their case. */
  key: string;
  name: string;
  query: string;
}

interface SourceRow {
  id: Generated<SourceId>;
  address: string;
  title: string | null;
  home: string | null;
  language: string | null;
  section: Section | null;
  etag: string | null;
  last_modified: string | null;
  body_hash: string | null;
  hints: Json<PaceHints>;
  failures: number;
  failing_since: number | null;
  last_error: string | null;
  last_ok: number | null;
  notified: number | null;
  moved_to: string | null;
  moved_times: number;
  cadence_minutes: number | null;
  last_new_at: number | null;
  next_poll_at: number;
  state: Source['state'];
  retry_after: number | null;
}

interface SourceUseRow {
  id: Generated<number>;
  source_id: SourceId;
  owner: SourceOwner;
  added_by: string | null;
  added_at: number;
}

interface ArticleRow {
  id: Generated<ArticleId>;
  source_id: SourceId;
  entry_key: string;
  address: string | null;
  link: string | null;
  headline: string;
  byline: Json<readonly string[]>;
  credit: string | null;
  publisher: string;
  published_at: number;
  seen_at: number;
  language: string | null;
  sections: Json<readonly Section[]>;
  tags: Json<readonly string[]>;
  image: string | null;
  is_news: number;
  reprint_of: ArticleId | null;
  story_id: StoryId | null;
  text: string;
  /** What its source said when it took it back; null while it stands. */
  withdrawn: string | null;
}

interface StoryRow {
  id: Generated<StoryId>;
  headline: string;
  link: string | null;
  language: string | null;
  publishers: Json<readonly string[]>;
  sections: Json<readonly Section[]>;
  image: string | null;
  first_seen: number;
  last_seen: number;
  version: number;
  is_news: number;
  amended_at: number | null;
  is_withdrawn: number;
}

interface ChannelRow {
  id: Generated<ChannelId>;
  platform: Platform;
  address: string;
  community: Community;
  name: string | null;
}

interface SubscriptionRow {
  id: Generated<SubscriptionId>;
  channel_id: ChannelId;
  topics: Json<readonly string[]>;
  timetable: Json<Timetable>;
  language: string;
  size: number;
  created_by: string;
  created_at: number;
  next_slot_at: number;
  next_slot_date: string;
  next_slot_time: string;
  state: Subscription['state'];
  paused_why: string | null;
  quiet: Quiet;
  style: Manner['style'];
  news_language: string | null;
  /** 0 or 1: whether a model's text may be told. */
  ai: number;
  posting: Json<Posting>;
  quiet_hours: Json<QuietHours> | null;
  paused_until: number | null;
  /** 0 or 1: whether nobody was told yet that it paused by itself. */
  pause_untold: Generated<number>;
  /** Counts its changes. */
  revision: Generated<number>;
  /** When people ended it; for a minute they may take that back. */
  ended_at: number | null;
  notices_to: string | null;
}

interface SummaryRow {
  content_hash: string;
  story_id: StoryId;
  version: number;
  language: string | null;
  style: Style;
  kind: Summary['kind'];
  /** The text of an accepted one, the reason of a rejected one and the words it hung on. */
  text: string | null;
  reason: string | null;
  detail: string | null;
  headline: string | null;
  made_at: number;
}

interface ModelTokensRow {
  /** YYYY-MM-DD, UTC. */
  day: string;
  tokens: number;
  is_paused: Generated<number>;
}

export function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

export function toMs(date: Date | null): number | null {
  return date === null ? null : date.getTime();
}
