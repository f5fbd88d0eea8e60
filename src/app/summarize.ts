import type { ArticleStore } from '../domain/article.ts';
import type { Item } from '../domain/digest.ts';
import type { Report } from '../domain/happening.ts';
import type { Summary, SummaryStore } from '../domain/summary.ts';
import { createReader, type Reader, type ReadStory, type Wanted } from './reading.ts';
import type { Task, Writer } from './write.ts';

/** What summing stories up rests on. */
export interface SummaryRoom {
  readonly articles: ArticleStore;
  readonly summaries: SummaryStore;
  /** Null when there is no model: every summary is an excerpt. */
  readonly writer: Writer | null;
  readonly modelName: string;
  readonly report: Report;
}

export interface Summarizer {
  /**
   * The stories as they are told, each with a summary of its articles: the model's where it is kept already or comes within so many milliseconds, else an
   * excerpt. With no patience the model is not asked at all.
   */
  tell(wanted: readonly Wanted[], patienceMs: number): Promise<readonly Item[]>;
  /** Has the model sum up the first of these stories that it has not seen, a few at a time. Answers how many are settled by it. */
  prepare(wanted: readonly Wanted[]): Promise<number>;
  /** Whether there is a model that is worth asking now. */
  canPrepare(): boolean;
  stop(): Promise<void>;
}

/** Stories that are prepared before demand is looked at again. */
const PREPARED_AT_ONCE = 8;

export function createSummarizer(room: SummaryRoom): Summarizer {
  const read = createReader(room.articles, room.writer === null ? null : room.modelName);
  return {
    async tell(wanted, patienceMs) {
      const all = await read(wanted);
      const texts = await modelTexts(room, all, patienceMs);
      return all.map((each) => itemOf(each, texts));
    },
    prepare: (wanted) => prepareStories(room, read, wanted),
    canPrepare: () => room.writer?.canWrite() ?? false,
    stop: async () => await room.writer?.stop(),
  };
}

async function prepareStories(room: SummaryRoom, read: Reader, wanted: readonly Wanted[]): Promise<number> {
  let settled = 0;
  const waiting: Task[] = [];
  for (let start = 0; start < wanted.length && waiting.length < PREPARED_AT_ONCE; start += PREPARED_AT_ONCE) {
    const some = await read(wanted.slice(start, start + PREPARED_AT_ONCE));
    waiting.push(...(await unwritten(room, tasksOf(some))));
  }
  const asked = waiting.slice(0, PREPARED_AT_ONCE).map(async (task) => {
    if ((await write(room, task)) !== null) settled++;
  });
  await Promise.all(asked);
  return settled;
}

function tasksOf(read: readonly ReadStory[]): readonly Task[] {
  return read.flatMap(({ task }) => task ?? []);
}

async function unwritten({ summaries }: SummaryRoom, tasks: readonly Task[]): Promise<readonly Task[]> {
  const kept = await summaries.find(tasks.map(({ subject }) => subject.contentHash));
  return tasks.filter(({ subject }) => !kept.has(subject.contentHash));
}

/** The model's texts that are there, by content hash: those kept, and those that come in time. The rest goes on being written, for the next digest. */
async function modelTexts(
  room: SummaryRoom,
  read: readonly ReadStory[],
  patienceMs: number,
): Promise<ReadonlyMap<string, Summary>> {
  const tasks = tasksOf(read);
  if (tasks.length === 0) return new Map();
  const texts = new Map(await room.summaries.find(tasks.map(({ subject }) => subject.contentHash)));
  if (patienceMs <= 0 || room.writer?.canWrite() !== true) return texts;
  const missing = tasks.filter(({ subject }) => !texts.has(subject.contentHash));
  const written = missing.map(async (task) => {
    const summary = await write(room, task);
    if (summary !== null) texts.set(task.subject.contentHash, summary);
  });
  await within(patienceMs, Promise.all(written));
  return new Map(texts);
}

/** A fault of ours in one summary is reported and costs no digest. */
async function write({ writer, report }: SummaryRoom, task: Task): Promise<Summary | null> {
  try {
    return (await writer?.write(task)) ?? null;
  } catch (error) {
    report({ event: 'walk-failed', walk: `summary of story ${task.subject.story}`, error });
    return null;
  }
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}

function itemOf({ story, task, excerpt, isForeign }: ReadStory, texts: ReadonlyMap<string, Summary>): Item {
  const { id, version, headline, link, publishers, sections, image, language } = story;
  const told = { story: id, version, headline, link, publishers, sections, image, language };
  const written = task === null ? undefined : texts.get(task.subject.contentHash);
  const summary = excerpt === null ? null : written?.kind === 'accepted' ? written.text : excerpt;
  if (written?.kind !== 'accepted')
    return { ...told, summary, by: summary ? 'extractive' : null, ...(isForeign && { isForeign }) };
  if (isForeign) return { ...told, headline: written.headline ?? headline, summary, by: 'translated' };
  return { ...told, summary, by: 'model' };
}
