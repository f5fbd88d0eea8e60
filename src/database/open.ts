import { mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kysely } from 'kysely';
import type { BlockStore } from '../domain/admin-desk.ts';
import type { ArchiveStore } from '../domain/archive.ts';
import type { ArticleStore } from '../domain/article.ts';
import type { BehalfStore } from '../domain/behalf.ts';
import type { ChangeStore } from '../domain/change.ts';
import type { CommunityStore } from '../domain/community.ts';
import type { DeliveryStore } from '../domain/delivery.ts';
import type { DigestStore } from '../domain/digest.ts';
import type { ForgettingStore } from '../domain/forgetting.ts';
import type { MemoryStore } from '../domain/memory.ts';
import type { MuteStore } from '../domain/mute.ts';
import type { NoteStore } from '../domain/notes.ts';
import type { RetentionStore } from '../domain/retention.ts';
import type { RevisionStore } from '../domain/revision.ts';
import type { SearchStore } from '../domain/search.ts';
import type { SourceStore, UntoldStore } from '../domain/source.ts';
import type { StandingStore } from '../domain/standing.ts';
import type { StoryStore } from '../domain/story.ts';
import type { SubscriptionStore } from '../domain/subscription.ts';
import type { BudgetStore, SummaryStore } from '../domain/summary.ts';
import type { TopicStore } from '../domain/topic.ts';
import type { WeightStore } from '../domain/weight.ts';
import { sayPlain } from '../phrases/say.ts';
import { Archive } from './archive.ts';
import { Articles } from './articles.ts';
import { Behalves } from './behalves.ts';
import { Blocks } from './blocks.ts';
import { Budget } from './budget.ts';
import { Changes } from './changes.ts';
import { Communities } from './communities.ts';
import { Deliveries } from './deliveries.ts';
import { Digests } from './digests.ts';
import { Forgetting } from './forgetting.ts';
import { lockFile, type Unlock } from './lock.ts';
import { Memories } from './memories.ts';
import { migrate } from './migrations.ts';
import { Mutes } from './mutes.ts';
import { Notes } from './notes.ts';
import { DatabaseRefused } from './refusal.ts';
import { Retention } from './retention.ts';
import { Revisions } from './revisions.ts';
import type { Tables } from './rows.ts';
import { Search } from './search.ts';
import { Sources } from './sources.ts';
import { IN_MEMORY, newTable, sqliteDialect } from './sqlite.ts';
import { Standing } from './standing.ts';
import { Stories } from './stories.ts';
import { Subscriptions } from './subscriptions.ts';
import { Summaries } from './summaries.ts';
import { Together } from './together.ts';
import { Topics } from './topics.ts';
import { Untold } from './untold.ts';
import { Weights } from './weights.ts';

export { DatabaseRefused };

/** All the stores of one install. */
export interface Database {
  readonly kind: 'sqlite';
  readonly sources: SourceStore;
  readonly articles: ArticleStore;
  readonly stories: StoryStore;
  readonly subscriptions: SubscriptionStore;
  readonly digests: DigestStore;
  readonly archive: ArchiveStore;
  readonly search: SearchStore;
  readonly retention: RetentionStore;
  readonly deliveries: DeliveryStore;
  readonly summaries: SummaryStore;
  readonly budget: BudgetStore;
  readonly topics: TopicStore;
  readonly revisions: RevisionStore;
  readonly mutes: MuteStore;
  readonly weights: WeightStore;
  readonly memories: MemoryStore;
  readonly changes: ChangeStore;
  readonly standing: StandingStore;
  readonly behalves: BehalfStore;
  readonly blocks: BlockStore;
  readonly untold: UntoldStore;
  readonly forgetting: ForgettingStore;
  readonly notes: NoteStore;
  readonly communities: CommunityStore;
  /** Waits for what is being written, and lets go of the file. */
  close(): Promise<void>;
}

/**
 * Opens the database of this address, with its folder and its tables made where they are missing: `file:PATH`, or `:memory:` for one that is
 * forgotten when it is closed. Throws DatabaseRefused, with a sentence, for an address it cannot read, a file that is no database or that a
 * newer program wrote; and DatabaseInUse when another process has the file.
 */
export async function openDatabase(url: string): Promise<Database> {
  const path = pathOf(url);
  const unlock = path === IN_MEMORY ? () => undefined : hold(path);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(path) });
  try {
    await migrate(db, newTable);
  } catch (error) {
    await letGo(db, unlock);
    throw error instanceof DatabaseRefused ? error : unreadable(path, error);
  }
  return storesOf(db, unlock);
}

function pathOf(url: string): string {
  if (url === IN_MEMORY || url === `file:${IN_MEMORY}`) return IN_MEMORY;
  if (url.startsWith('file://')) return fileURLToPath(url);
  if (url.startsWith('file:') && url.length > 'file:'.length) return url.slice('file:'.length);
  // Its scheme alone: the rest may hold a password.
  const scheme = /^[a-z]+(?=:)/u.exec(url)?.[0];
  if (scheme === 'postgres' || scheme === 'postgresql')
    throw new DatabaseRefused(sayPlain('en', 'database-fault.postgres'));
  throw new DatabaseRefused(sayPlain('en', 'database-fault.address'));
}

function hold(path: string): Unlock {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return lockFile(realPath(path));
  } catch (error) {
    throw error instanceof DatabaseRefused ? error : unreadable(path, error);
  }
}

/** The same for every way to name a file, so that two names are not two locks. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return join(realpathSync(dirname(path)), basename(path));
  }
}

function unreadable(path: string, cause: unknown): DatabaseRefused {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseRefused(sayPlain('en', 'database-fault.unreadable', { path, why }), { cause });
}

function storesOf(db: Kysely<Tables>, unlock: Unlock): Database {
  const together = new Together(db);
  return {
    kind: 'sqlite',
    sources: new Sources(db),
    articles: new Articles(db),
    stories: new Stories(db),
    subscriptions: new Subscriptions(db),
    digests: new Digests(db, together),
    archive: new Archive(db),
    search: new Search(db),
    retention: new Retention(db),
    deliveries: new Deliveries(db, together),
    summaries: new Summaries(db),
    budget: new Budget(db),
    topics: new Topics(db),
    revisions: new Revisions(db),
    mutes: new Mutes(db),
    weights: new Weights(db),
    memories: new Memories(db),
    changes: new Changes(db),
    standing: new Standing(db),
    behalves: new Behalves(db),
    blocks: new Blocks(db),
    untold: new Untold(db),
    forgetting: new Forgetting(db),
    notes: new Notes(db),
    communities: new Communities(db),
    close: () => letGo(db, unlock),
  };
}

async function letGo(db: Kysely<Tables>, unlock: Unlock): Promise<void> {
  await db.destroy();
  unlock();
}
