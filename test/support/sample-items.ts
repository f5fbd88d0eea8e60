import { printEdition } from '../../src/preview/sample/edition.ts';
import { OUTLETS } from '../../src/preview/sample/outlets.ts';
import type { NewsItem } from './days.ts';

/** An article of the sample newsroom as its outlet's feed gives it at an instant; `ID/first` is its text before it was updated. */
export function sampleItem(outlet: string, id: string, now: Date): NewsItem {
  const found = OUTLETS.find(({ name }) => name === outlet);
  if (found === undefined) throw new Error(`There is no ${outlet}.`);
  const [base, stage] = id.split('/');
  const texts = printEdition(found, '', now).articles.filter((each) => each.id === base);
  const article = stage === 'first' ? texts.at(-1) : texts[0];
  if (article === undefined) throw new Error(`${outlet} has no ${id}.`);
  const link = `https://${slugOf(outlet)}.example/${base}`;
  const text = article.paragraphs.join('\n');
  return { guid: article.id, link, title: article.headline, text, at: article.published };
}

/** The name of an outlet in addresses. */
export function slugOf(outlet: string): string {
  return outlet.toLowerCase().replace(/[^a-z]+/gu, '-');
}
