import type { Article } from '../domain/article.ts';
import type { Gathered, Story, StoryNews } from '../domain/story.ts';
import { correctionIn, isMarkedCorrected, type Worded, withdrawalIn } from '../story/amendments.ts';
import { newFacts } from '../story/news.ts';
import { replacedIn } from '../story/replaced.ts';
import { type Retold, tellingOf } from './grow.ts';

/** What an article takes back or puts right. */
export interface Amending extends Required<Pick<StoryNews, 'amends' | 'sentences' | 'facts'>> {
  /** The articles that are withdrawn by it. */
  readonly withdrawal?: NonNullable<Gathered['withdrawal']>;
}

/** What an article's new words take back or put right of its old ones; null when they do neither. */
export function amendingEdit(before: Pick<Worded, 'headline' | 'text'>, article: Article): Amending | null {
  const { publisher: by, withdrawn } = article;
  if (withdrawn !== undefined) return withdrawalBy(by, withdrawn === '' ? [] : [withdrawn]);
  const said = correctionIn(before, article);
  const replaced = said === null ? soleReplacement(before, article) : null;
  const sentences = said ?? (replaced === null ? null : [replaced.sentence]);
  if (sentences === null) return null;
  const old = { ...tellingOf(article), ...before };
  return { amends: { kind: 'correction', by }, sentences, facts: newFacts([old], tellingOf(article)) };
}

/** What a new article says of one its own source told before, or whose text it repeats; null when it is an article like others. */
export function amendingNotice(known: readonly Article[], next: Article): Amending | null {
  const own = known.filter(({ sourceId }) => sourceId === next.sourceId);
  const said = own.length === 0 ? null : withdrawalIn(next);
  if (said !== null) {
    const articles = [...own, next].map(({ id }) => id);
    return { ...withdrawalBy(next.publisher, [said]), withdrawal: { articles, words: said } };
  }
  const original = known.find(({ id }) => id === next.reprintOf) ?? own.at(-1);
  if (original === undefined || !isCorrectionOf(original, next)) return null;
  const sentences = correctionIn(original, next);
  if (sentences === null) return null;
  const facts = newFacts(known.map(tellingOf), tellingOf(next));
  return { amends: { kind: 'correction', by: next.publisher }, sentences, facts };
}

/** Another outlet's copy may speak of that outlet's own mistake: there only the agency's mark counts. */
function isCorrectionOf(original: Article, next: Article): boolean {
  return isMarkedCorrected(next) || (next.reprintOf !== null && original.sourceId === next.sourceId);
}

/** A story that tells what was amended, as its next version. It is no fresher by it: those who were not told of it need no correction. */
export function amended(story: Story, { amends, sentences, facts, withdrawal }: Amending, at: Date): Retold {
  const version = story.version + 1;
  const news = { version, at, facts, sentences, amends };
  return { story: { ...story, version, amendedAt: at }, news, ...(withdrawal === undefined ? {} : { withdrawal }) };
}

/** A story whose articles are all withdrawn is; a new one, or one that is told again, brings it back. */
export function withStanding(story: Story, articles: readonly Article[]): Story {
  const { isWithdrawn: _, ...standing } = story;
  return articles.every(({ withdrawn }) => withdrawn !== undefined) ? { ...story, isWithdrawn: true } : standing;
}

function withdrawalBy(by: string, sentences: readonly string[]): Amending {
  return { amends: { kind: 'withdrawal', by }, sentences, facts: [] };
}

/** A number or name replaced by another is a mistake put right only where nothing else is new: what goes on changes more. */
function soleReplacement(before: Pick<Worded, 'headline' | 'text'>, article: Article): ReturnType<typeof replacedIn> {
  const replaced = replacedIn(before, article);
  if (replaced === null) return null;
  const old = { ...tellingOf(article), ...before };
  const isAll = newFacts([old], tellingOf(article)).every((fact) => replaced.is.includes(fact));
  return isAll ? replaced : null;
}
