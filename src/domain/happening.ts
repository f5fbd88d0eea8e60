import type { Community, Platform } from './channel.ts';
import type { ArticleId, DeliveryId, DigestId, SourceId, StoryId, SubscriptionId } from './ids.ts';
import type { SourceNotice } from './source.ts';

/** Something worth knowing that took place, with the same fields every time. */
export type Happening =
  | {
      readonly event: 'ready';
      readonly platforms: readonly Platform[];
      readonly database: string;
      readonly web: string | null;
    }
  | { readonly event: 'stopping'; readonly signal: string }
  | { readonly event: 'stopped' }
  | { readonly event: 'connected'; readonly platform: Platform; readonly as: string }
  | { readonly event: 'disconnected'; readonly platform: Platform; readonly why: string; readonly final: boolean }
  /** The bot was shown the door of a community, or the community is gone. */
  | { readonly event: 'left'; readonly community: Community }
  /** All that was kept of a community was forgotten. */
  | { readonly event: 'forgotten'; readonly community: Community }
  | { readonly event: 'commands-registered'; readonly platform: Platform; readonly count: number }
  | { readonly event: 'command-failed'; readonly platform: Platform; readonly command: string; readonly error: unknown }
  | {
      readonly event: 'polled';
      readonly source: SourceId;
      readonly address: string;
      readonly entries: number;
      readonly added: number;
    }
  | {
      readonly event: 'poll-failed';
      readonly source: SourceId;
      readonly address: string;
      readonly why: string;
      readonly failures: number;
    }
  | { readonly event: 'source-moved'; readonly source: SourceId; readonly from: string; readonly to: string }
  /** Who added a source was to be told in private how it fares. */
  | {
      readonly event: 'source-notice';
      readonly source: SourceId;
      readonly notice: SourceNotice['kind'];
      readonly person: string;
      readonly reached: boolean;
    }
  /** A source told an article again, under another identifier or address or in other words. */
  | {
      readonly event: 'told-again';
      readonly source: SourceId;
      readonly article: ArticleId;
      readonly address: string | null;
      readonly isRevised: boolean;
    }
  | {
      readonly event: 'gathered';
      readonly article: ArticleId;
      readonly story: StoryId;
      readonly reprintOf: ArticleId | null;
      readonly isNew: boolean;
    }
  /** All articles of a story nobody was told joined another nobody was told. */
  | { readonly event: 'joined'; readonly from: StoryId; readonly story: StoryId }
  /** A model was to sum the story up: its text is told, or with `why` the excerpt stays. */
  | {
      readonly event: 'summarised';
      readonly story: StoryId;
      readonly by: 'model' | 'extractive';
      readonly why: string | null;
    }
  | {
      readonly event: 'model-failed';
      readonly why: string;
      readonly detail: string;
      /** It is left alone until then; null when it may be asked on. */
      readonly until: Date | null;
    }
  | {
      readonly event: 'owed';
      readonly digest: DigestId;
      readonly subscription: SubscriptionId | null;
      readonly stories: number;
      readonly parts: number;
      readonly lateMs: number;
    }
  | { readonly event: 'sent'; readonly delivery: DeliveryId; readonly platform: Platform; readonly message: string }
  | {
      readonly event: 'later';
      readonly delivery: DeliveryId;
      readonly platform: Platform;
      readonly at: Date;
      readonly why: string;
    }
  | {
      readonly event: 'refused';
      readonly delivery: DeliveryId;
      readonly platform: Platform;
      readonly reason: string;
      readonly detail: string;
    }
  | { readonly event: 'uncertain'; readonly delivery: DeliveryId; readonly platform: Platform; readonly cause: string }
  /** A message arrived without something that was asked for beside it: a thread under it, its publication, its mark-up, a picture. */
  | {
      readonly event: 'left-out';
      readonly platform: Platform;
      readonly delivery: DeliveryId | null;
      readonly what: 'thread' | 'publication' | 'mark-up' | 'picture';
      readonly why: string;
    }
  | { readonly event: 'moved'; readonly delivery: DeliveryId; readonly platform: Platform; readonly to: string }
  /** A channel can't be reached; whether who made the subscription was told in private. */
  | {
      readonly event: 'paused';
      readonly subscription: SubscriptionId;
      readonly why: string;
      readonly reached: boolean;
    }
  /** Its pause came to the end that was set. */
  | { readonly event: 'resumed'; readonly subscription: SubscriptionId }
  /** All next slots were reckoned anew, since the zones' rules are others than before or the clock was set back. */
  | { readonly event: 'slots-reckoned'; readonly why: 'zones' | 'clock'; readonly moved: number }
  | { readonly event: 'woken'; readonly subscription: SubscriptionId }
  | { readonly event: 'subscribed'; readonly subscription: SubscriptionId; readonly platform: Platform }
  | { readonly event: 'unsubscribed'; readonly subscription: SubscriptionId }
  | { readonly event: 'walk-failed'; readonly walk: string; readonly error: unknown };

/** Takes what happened; the log, the metrics and the memory behind /why listen. */
export type Report = (happening: Happening) => void;
