import type { Article } from '../domain/article.ts';
import type { Gathered, Story, StoryNews } from '../domain/story.ts';
import { sentencesWith } from '../story/growth.ts';
import { hasNews, newFacts } from '../story/news.ts';
import type { Telling } from '../story/telling.ts';
import { candidatesOf } from '../summary/candidates.ts';
import { disarm } from '../summary/disarm.ts';

/** An article as the story stage sees it. */
export function tellingOf({ id, address, sourceId, headline, text, language, publishedAt }: Article): Telling {
  return { id, address, source: sourceId, headline, text, language, at: publishedAt };
}

/** A story, and what made it grow if it did. */
export interface Retold extends Pick<Gathered, 'news' | 'withdrawal'> {
  readonly story: Story;
}

/** A story that grows when an article tells what none of the known ones had. */
export function grown(story: Story, known: readonly Telling[], next: Telling, at: Date): Retold {
  if (!hasNews(known, next)) return { story };
  const version = story.version + 1;
  return { story: { ...story, version }, news: { version, at, ...newsOf(known, next) } };
}

/** What is new, and the sentences that say it; the headline where none does. */
function newsOf(known: readonly Telling[], next: Telling): Pick<StoryNews, 'facts' | 'sentences'> {
  const facts = newFacts(known, next);
  const readable = candidatesOf(disarm(next.text), next.language, 0).map(({ text }) => text);
  const sentences = sentencesWith(facts, readable);
  return { facts, sentences: sentences.length > 0 ? sentences : [next.headline] };
}
