import type { Community } from '../domain/channel.ts';
import type { SourceStore } from '../domain/source.ts';
import type { Weighed } from '../domain/source-desk.ts';
import { type Importance, WEIGHTS, type WeightStore } from '../domain/weight.ts';
import { findListed, listSources } from './sources.ts';

/** Has a source of a community's list, starter or own, count more or less in its digests from now on. */
export async function weighSource(
  stores: { readonly sources: SourceStore; readonly weights: WeightStore },
  community: Community,
  which: string,
  typed: string,
): Promise<Weighed> {
  const importance = typed.trim().toLowerCase();
  if (!isImportance(importance)) return { kind: 'wrong-importance', given: typed };
  const listed = await listSources(stores.sources, community);
  const source = findListed(listed, which);
  if (source === undefined) return { kind: 'no-such-source', count: listed.length };
  await stores.weights.set({ community, source: source.source.id, importance });
  return { kind: 'weighed', source, importance };
}

function isImportance(word: string): word is Importance {
  return Object.hasOwn(WEIGHTS, word);
}
