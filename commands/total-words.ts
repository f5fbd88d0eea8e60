import type { Totals } from '../src/domain/admin-desk.ts';
import type { DeliveryState } from '../src/domain/delivery.ts';
import type { Rich } from '../src/domain/rich.ts';
import { numberInWords } from '../src/phrases/counts.ts';
import { distanceInWords } from '../src/phrases/dates.ts';
import { say } from '../src/phrases/say.ts';

const MEGABYTE = 1024 * 1024;

/** The whole install in figures. */
export function totalsInWords(totals: Totals, language: string): readonly Rich[] {
  const figure = (count: number): string => numberInWords(count, language);
  const parts = (state: DeliveryState): number => totals.deliveries.get(state) ?? 0;
  return [
    say(language, 'totals.orders', {
      communities: figure(totals.communities),
      digests: figure(totals.subscriptions),
      sources: figure(totals.sources.all),
      failing: figure(totals.sources.failing),
    }),
    say(language, 'totals.news', { articles: figure(totals.articles), stories: figure(totals.stories) }),
    say(language, 'totals.messages', {
      sent: figure(parts('sent')),
      waiting: figure(parts('owed') + parts('sending') + parts('later')),
      uncertain: figure(parts('uncertain')),
      refused: figure(parts('refused')),
    }),
    say(language, 'totals.machine', {
      database: figure(Math.ceil(totals.databaseBytes / MEGABYTE)),
      memory: figure(Math.ceil(totals.memoryBytes / MEGABYTE)),
      started: distanceInWords(totals.startedAt, totals.at, language),
    }),
  ];
}
