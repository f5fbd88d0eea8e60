import type { Article, ArticleStore } from '../domain/article.ts';
import type { Item } from '../domain/digest.ts';
import type { Report } from '../domain/happening.ts';
import type { Story } from '../domain/story.ts';
import type { Summary, SummaryStore } from '../domain/summary.ts';
import { summarize } from '../summary/extractive.ts';
import { groupByStory } from './match.ts';
import { type Task, taskOf, type Writer } from './write.ts';

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
  tell(stories: readonly Story[], patienceMs: number): Promise<readonly Item[]>;
  /** Has the model sum up the first of these stories that it has not seen, a few at a time. Answers how many are settled by it. */
  prepare(stories: readonly Story[]): Promise<number>;
  /** Whether there is a model that is worth asking now. */
  canPrepare(): boolean;
  stop(): Promise<void>;
}

/** Two or three sentences, about sixty words: what people read of an item before they scroll on. */
const BUDGET = { sentences: 3, words: 60 };
/** Originals of a story that are read for its summary; more add length and no news. */
const MOST_ARTICLES = 6;
/** Stories that are prepared before demand is looked at again. */
const PREPARED_AT_ONCE = 8;

export function createSummarizer(room: SummaryRoom): Summarizer {
  return {
    tell: (stories, patienceMs) => tellStories(room, stories, patienceMs),
    prepare: (stories) => prepareStories(room, stories),
    canPrepare: () => room.writer?.canWrite() ?? false,
    stop: async () => await room.writer?.stop(),
  };
}

async function tellStories(room: SummaryRoom, stories: readonly Story[], patienceMs: number): Promise<readonly Item[]> {
  const read = await readStories(room, stories);
  const texts = await modelTexts(room, read, patienceMs);
  return read.map(({ story, originals, task }) =>
    tellStory(story, originals, texts.get(task?.subject.contentHash ?? '')),
  );
}

async function prepareStories(room: SummaryRoom, stories: readonly Story[]): Promise<number> {
  let settled = 0;
  const waiting: Task[] = [];
  for (let start = 0; start < stories.length && waiting.length < PREPARED_AT_ONCE; start += PREPARED_AT_ONCE) {
    const read = await readStories(room, stories.slice(start, start + PREPARED_AT_ONCE));
    waiting.push(
      ...(await unwritten(
        room,
        read.flatMap(({ task }) => task ?? []),
      )),
    );
  }
  const asked = waiting.slice(0, PREPARED_AT_ONCE).map(async (task) => {
    if ((await write(room, task)) !== null) settled++;
  });
  await Promise.all(asked);
  return settled;
}

/** A story with what is read of it. */
interface ReadStory {
  readonly story: Story;
  readonly originals: readonly Article[];
  /** Null when no model can write of it. */
  readonly task: Task | null;
}

/** Reprints are not read again. */
async function readStories(
  { articles, writer, modelName }: SummaryRoom,
  stories: readonly Story[],
): Promise<readonly ReadStory[]> {
  const byStory = groupByStory(await articles.ofStories(stories.map((story) => story.id)));
  return stories.map((story) => {
    const originals = (byStory.get(story.id) ?? [])
      .filter(({ reprintOf }) => reprintOf === null)
      .slice(0, MOST_ARTICLES);
    return { story, originals, task: writer === null ? null : taskOf(story, originals, 'short', modelName) };
  });
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
  const tasks = read.flatMap(({ task }) => task ?? []);
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

function tellStory(story: Story, originals: readonly Article[], written: Summary | undefined): Item {
  const { id, version, headline, link, publishers, sections, image, language } = story;
  const told = { story: id, version, headline, link, publishers, sections, image, language };
  if (written?.kind === 'accepted') return { ...told, summary: written.text, by: 'model' };
  const read = originals.map((article) => ({ title: article.headline, text: article.text }));
  const summary = summarize(read, language, BUDGET).text;
  return { ...told, summary, by: summary === '' ? null : 'extractive' };
}
