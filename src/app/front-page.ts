import { drawParts } from '../digest/parts.ts';
import type { Part } from '../domain/digest.ts';
import type { FrontPage } from '../domain/front-page.ts';
import type { ChannelId } from '../domain/ids.ts';
import { EVERY_DAY, type Subscription } from '../domain/subscription.ts';
import { type Drawn, type Newsroom, previewDigest } from './digest.ts';
import { draftSubscription } from './order.ts';

/** No channel has this number: nothing was told to it. */
const NO_CHANNEL = 0 as ChannelId;

/** The digest of everything as each platform would be sent it now, its times in this zone; nothing is written. */
export async function drawFrontPage(room: Newsroom, zone: string, now: Date): Promise<FrontPage> {
  const { digest, parts } = await previewDigest(room, everything(zone, now), now);
  const { items, coverage } = digest;
  return { discord: parts, telegram: redraw(room, digest), stories: items.length, coverage, at: now, zone };
}

function everything(zone: string, now: Date): Omit<Subscription, 'id' | 'revision'> {
  const draft = draftSubscription({ by: '', language: 'en' }, [], { times: ['08:00'], days: EVERY_DAY, zone }, now);
  const place = { platform: 'discord', address: '', community: 'discord:', name: null } as const;
  return { ...draft, channel: { ...place, id: NO_CHANNEL } };
}

function redraw({ renderers }: Newsroom, digest: Drawn['digest']): readonly Part[] {
  const renderer = renderers.get('telegram');
  return renderer === undefined ? [] : drawParts(digest, renderer);
}
