import type { Outlet, SampleArticle, SampleFeed } from './outlet.ts';
import wires from './wires.json' with { type: 'json' };

/** An article with its dates and its whole text in place. */
export interface Printed {
  readonly id: string;
  readonly feeds: readonly string[];
  /** Absolute. */
  readonly link: string;
  readonly headline: string;
  readonly categories: readonly string[];
  readonly author: string | null;
  readonly summary: string;
  readonly paragraphs: readonly string[];
  readonly published: Date;
  /** BCP 47. */
  readonly language: string;
  readonly isCrowded: boolean;
}

/** What an outlet prints at one instant, newest first. */
export interface Edition {
  readonly outlet: Outlet;
  /** The outlet's address, without a slash at its end. */
  readonly url: string;
  readonly articles: readonly Printed[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WIRES: Readonly<Record<string, readonly string[] | undefined>> = wires;

/** An outlet's articles as they stand when the newsroom's clock shows `now`. */
export function printEdition(outlet: Outlet, url: string, now: Date): Edition {
  const articles = outlet.articles.map((article) => print(article, languageIn(outlet, article), url, now));
  return { outlet, url, articles: articles.toSorted((a, b) => b.published.getTime() - a.published.getTime()) };
}

/** The articles of one feed. */
export function articlesOf({ articles }: Edition, { key }: SampleFeed): readonly Printed[] {
  return articles.filter(({ feeds }) => feeds.includes(key));
}

function languageIn({ feeds }: Outlet, article: SampleArticle): string {
  return feeds.find(({ key }) => article.feeds.includes(key))?.language ?? 'en';
}

function print(article: SampleArticle, language: string, url: string, now: Date): Printed {
  const published = new Date(now.getTime() - article.hoursAgo * HOUR_MS);
  const dated = (words: string): string => withDates(words, published, language);
  const wire = article.wire === undefined ? [] : (WIRES[article.wire] ?? []);
  const paragraphs = [...wire, ...article.text].map(dated);
  return {
    id: article.id,
    feeds: article.feeds,
    link: `${url}/${article.id}.html`,
    headline: dated(article.headline),
    categories: article.categories,
    author: article.author ?? null,
    summary: dated(article.summary ?? '') || (paragraphs[0] ?? ''),
    paragraphs,
    published,
    language,
    isCrowded: article.isCrowded ?? false,
  };
}

function withDates(words: string, published: Date, language: string): string {
  return words.replace(/\{(day|date)(?:-(?<before>\d))?\}/gu, (_mark, kind: string, before?: string) => {
    const at = new Date(published.getTime() - Number(before ?? 0) * DAY_MS);
    const form: Intl.DateTimeFormatOptions =
      kind === 'day' ? { weekday: 'long' } : { month: language === 'en' ? 'short' : 'long', day: 'numeric' };
    return new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' }).format(at);
  });
}
