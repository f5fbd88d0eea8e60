import type { SourceDesk } from '../domain/source-desk.ts';
import { checkSource } from './check-source.ts';
import type { Newsroom } from './digest.ts';
import { createOffers } from './offers.ts';
import type { PollRoom } from './poll-source.ts';
import { previewSource } from './preview-source.ts';
import { exportSources, importSources } from './source-list.ts';
import { addSource, pageOfSources, readStarter, removeSource } from './sources.ts';
import { weighSource } from './weigh-source.ts';

/** The answers about sources. */
export function createSourceDesk(polling: PollRoom & Pick<Newsroom, 'renderers' | 'weights'>): SourceDesk {
  const room = { ...polling, offers: createOffers() };
  return {
    addSource: (asked) => addSource(room, asked),
    sources: (community, page) => pageOfSources(room.sources, community, page, room.clock()),
    starter: (community, isRead) => readStarter(room.sources, community, isRead),
    removeSource: (community, which) => removeSource(room.sources, community, which),
    weighSource: (community, which, importance) => weighSource(room, community, which, importance),
    checkSource: (community, which) => checkSource(room, community, which),
    previewSource: (place, which, language) => previewSource(room, place, which, language),
    importSources: (community, opml, by) => importSources(room.sources, { community, opml, by }, room.clock()),
    exportSources: (community) => exportSources(room.sources, community),
  };
}
