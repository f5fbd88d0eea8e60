import type { Option } from '../src/domain/command.ts';
import { referenceTo } from '../src/domain/reference.ts';
import { titleOf } from '../src/domain/source.ts';
import type { SourceView } from '../src/domain/source-desk.ts';
import { oneLine } from '../src/text/one-line.ts';

type Offer = NonNullable<Option['offer']>;

/** The stories of the place's last digest. A digest that comes while the menu stands open changes none of them. */
export const offerStories: Offer = async ({ place }, desk) => {
  const past = await desk.pastDigest(place, null);
  if (past.kind === 'no-such-digest') return [];
  return past.stories.map(({ number, headline }) => ({
    label: `${number}. ${oneLine(headline)}`,
    value: `${referenceTo(past.digest)} ${number}`,
  }));
};

/** The topics a community named. */
export const offerTopics: Offer = async ({ place }, desk) =>
  (await desk.topics(place.community)).map(({ name, query }) => ({ label: name, value: name, hint: query }));

/** The sources read for a community, called by their addresses, since numbers move up when one is removed: all, or those it added itself. */
export function offerSources({ isOwn }: { readonly isOwn: boolean }): Offer {
  return async (request, desk) => {
    const views = await sourcesOf(request, desk);
    const offered = isOwn ? views.filter(({ isStarter }) => !isStarter) : views;
    return offered.map(({ source, number }) => ({ label: `${number}. ${titleOf(source)}`, value: source.address }));
  };
}

/** What can be left out: a story of the last digest, or a source by its address. */
export const offerMutable: Offer = async (request, desk) => [
  ...(await offerStories(request, desk)),
  ...(await sourcesOf(request, desk)).map(({ source }) => ({ label: titleOf(source), value: source.address })),
];

async function sourcesOf({ place }: Parameters<Offer>[0], desk: Parameters<Offer>[1]): Promise<readonly SourceView[]> {
  const views: SourceView[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const read = await desk.sources(place.community, page);
    pages = read.pages;
    views.push(...read.shown);
  }
  return views;
}
