import type { Community } from '../domain/channel.ts';
import type { Section } from '../domain/section.ts';
import type { SourceDraft, SourceStore } from '../domain/source.ts';
import type { Imported } from '../domain/source-desk.ts';
import { type Outline, readOpml, writeOpml } from '../ingest/opml.ts';
import { sectionsNamed } from '../topic/section-names.ts';
import { listSources, MOST_SOURCES } from './sources.ts';

/** Somebody's list of sources, for their community. */
interface ImportAsked {
  readonly community: Community;
  readonly opml: string;
  readonly by: string;
}

/** Adds the sources of a list in OPML, its folders as their sections, as many as there is room for. They are due at once: polling tells what is wrong with one. */
export async function importSources(
  store: SourceStore,
  { community, opml, by }: ImportAsked,
  now: Date,
): Promise<Imported> {
  const read = readOpml(opml);
  if (read.kind === 'fault') return { kind: 'broken', sentence: read.sentence };
  if (read.outlines.length === 0) return { kind: 'empty' };
  const listed = await listSources(store, community);
  const drafts = new Map(
    read.outlines.flatMap((outline) => draftOf(outline) ?? []).map((each) => [each.address, each]),
  );
  const here = new Set(listed.filter(({ source }) => source.state === 'active').map(({ source }) => source.address));
  const wanted = [...drafts.values()].filter(({ address }) => !here.has(address));
  const taken: SourceDraft[] = [];
  for (const draft of wanted) if (await store.use(draft, community, by, now, MOST_SOURCES)) taken.push(draft);
  return {
    kind: 'imported',
    added: taken.length,
    known: drafts.size - wanted.length,
    refused: read.outlines.filter((outline) => draftOf(outline) === null).map(({ address }) => address),
    left: wanted.length - taken.length,
    most: MOST_SOURCES,
    sections: [...new Set(taken.flatMap(({ section }) => section ?? []))],
  };
}

/** Null for what is no address of the web. */
function draftOf({ address, title, section }: Outline): SourceDraft | null {
  const url = URL.parse(address.replace(/^feed:(?:\/\/)?(?=https?:)/iu, '').replace(/^feed:\/\//iu, 'https://'));
  if (url === null || !/^https?:$/u.test(url.protocol)) return null;
  return { address: url.href, title, section: section === null ? null : sectionOf(section) };
}

/** A folder that stands for several sections stands for none of them alone. */
function sectionOf(folder: string): Section | null {
  const [first, ...others] = sectionsNamed(folder);
  return first === undefined || others.length > 0 ? null : first.section;
}

/** What a community reads as OPML, its own sources and those of the starter set. */
export async function exportSources(
  store: SourceStore,
  community: Community,
): Promise<{ readonly count: number; readonly opml: string }> {
  const listed = await listSources(store, community);
  const outlines = listed.map(({ source: { title, address, section } }) => ({ title, address, section }));
  return { count: listed.length, opml: writeOpml('Broadsheet', outlines) };
}
