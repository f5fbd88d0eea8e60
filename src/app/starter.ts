import { readFile } from 'node:fs/promises';
import type { SourceStore } from '../domain/source.ts';
import { readOpml } from '../ingest/opml.ts';
import { sayPlain } from '../phrases/say.ts';
import { sectionNamed } from '../phrases/sections.ts';

/** The list of sources to start with cannot be read; the message is a sentence for who runs the bot. */
export class SourcesRefused extends Error {}

const OUR_LIST = new URL('../ingest/starter.opml', import.meta.url);

/** Files the sources the install starts with: those of the OPML file, or of our own list. Answers how many there are. */
export async function fileStarterSources(store: SourceStore, file: string | null, now: Date): Promise<number> {
  return await fileSources(store, await readText(file), now, file ?? OUR_LIST.pathname);
}

/**
 * Files the sources of a list in OPML as those the install starts with. A source that left the list is not read any more, unless a community added
 * it. Answers how many there are; `name` is what a sentence about a broken list calls it.
 */
export async function fileSources(store: SourceStore, opml: string, now: Date, name = 'the list'): Promise<number> {
  const kept = new Set<number>();
  for (const { address, title, section } of readOutlines(opml, name)) {
    const named = section === null ? null : sectionNamed(section);
    kept.add((await store.use({ address, title, section: named }, 'starter', null, now)).source.id);
  }
  // What the people who run the bot added by hand stands in no list.
  for (const { source, by } of await store.usedBy(['starter']))
    if (by === null && !kept.has(source.id)) await store.drop(source.id, 'starter');
  return kept.size;
}

function readOutlines(opml: string, name: string) {
  const read = readOpml(opml);
  if (read.kind === 'read') return read.outlines;
  throw new SourcesRefused(sayPlain('en', 'stop.sources-broken', { file: name, detail: read.sentence }));
}

async function readText(file: string | null): Promise<string> {
  try {
    return await readFile(file ?? OUR_LIST, 'utf8');
  } catch (cause) {
    throw new SourcesRefused(sayPlain('en', 'stop.sources-missing', { file: file ?? OUR_LIST.pathname }), { cause });
  }
}
