import type { DeskRoom } from './app/answer.ts';
import { previewDigest } from './app/digest.ts';
import { draftSubscription } from './app/order.ts';
import { EVERY_DAY, type Subscription } from './domain/subscription.ts';
import { countInWords } from './phrases/counts.ts';
import { instantInWords, listInWords } from './phrases/dates.ts';
import { sayPlain } from './phrases/say.ts';
import { TERMINAL } from './preview/messenger.ts';
import { wrap } from './preview/render.ts';

/** The terminal's own digest: everything, every morning on this machine's clock. */
const TIMETABLE = { times: ['08:00'], days: EVERY_DAY } as const;
const NAMED_SILENT = 6;

/** The terminal's subscription, made at the first preview. */
async function terminalSubscription(room: DeskRoom): Promise<Subscription> {
  const [known] = await room.subscriptions.ofCommunity(TERMINAL.community);
  if (known !== undefined) return known;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const draft = draftSubscription(
    { by: TERMINAL.community, language: 'en' },
    [],
    { ...TIMETABLE, zone: timeZone },
    room.clock(),
  );
  return await room.subscriptions.add(TERMINAL, draft);
}

/** Prints what a digest would tell now, or why there is none, and when the next one comes. */
export async function showPreview(room: DeskRoom, print: (text: string) => void, width: number): Promise<void> {
  const subscription = await terminalSubscription(room);
  const { digest, parts } = await previewDigest(room, subscription, room.clock());
  if (digest.items.length === 0) print(await explainSilence(room, digest.coverage, width));
  for (const part of digest.items.length === 0 ? [] : parts)
    print(`\n${(JSON.parse(part.body) as { text: string }).text}\n`);
  const { nextSlot, timetable } = subscription;
  print(
    `\n${wrap(sayPlain('en', 'screen.next', { next: instantInWords(nextSlot.at, timetable.zone, 'en') }), width, '  ').join('\n')}\n`,
  );
}

/** Why there is nothing to tell, and what to do about it. */
export async function explainSilence(
  room: DeskRoom,
  { articles, sources }: { articles: number; sources: number },
  width: number,
): Promise<string> {
  const uses = await room.sources.usedBy(['starter']);
  const silent = uses.filter(({ source }) => source.health.lastOk === null);
  const isSilent = silent.length === uses.length;
  const names = silent.slice(0, NAMED_SILENT).map(({ source }) => source.title ?? new URL(source.address).hostname);
  const text = isSilent
    ? sayPlain('en', 'screen.silent', {
        count: uses.length,
        names: silent.length > NAMED_SILENT ? `${names.join(', ')}, …` : listInWords(names, 'en'),
      })
    : sayPlain('en', 'nothing-new', {
        sources: countInWords(sources, 'sources', 'en'),
        articles: countInWords(articles, 'articles', 'en'),
      });
  return `\n${wrap(text, width, '  ').join('\n')}\n`;
}
