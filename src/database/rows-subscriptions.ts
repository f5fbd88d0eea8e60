import type { Selectable } from 'kysely';
import type { Channel } from '../domain/channel.ts';
import type { Settings, Subscription, SubscriptionChange, SubscriptionDraft } from '../domain/subscription.ts';
import { slotColumns } from './owing.ts';
import { fromJson, type Tables, toDate, toJson, toMs } from './rows.ts';

/** Columns of what is given; the others are left out. */
export function changeColumns({ topics, timetable, quietHours, nextSlot, ...settings }: SubscriptionChange) {
  return {
    ...(topics === undefined ? {} : { topics: toJson(topics) }),
    ...(timetable === undefined ? {} : { timetable: toJson(timetable) }),
    ...(quietHours === undefined ? {} : { quiet_hours: quietHours === null ? null : toJson(quietHours) }),
    ...(nextSlot === undefined ? {} : slotColumns(nextSlot)),
    ...settingsColumns(settings),
  };
}

function settingsColumns({ quiet, size, manner, posting, noticesTo }: Partial<Settings>) {
  return {
    ...(quiet === undefined ? {} : { quiet }),
    ...(size === undefined ? {} : { size }),
    ...(manner === undefined ? {} : { style: manner.style, news_language: manner.language, ai: Number(manner.ai) }),
    ...(posting === undefined ? {} : { posting: toJson(posting) }),
    ...(noticesTo === undefined ? {} : { notices_to: noticesTo }),
  };
}

type Joined = Selectable<Tables['subscriptions']> & Omit<Channel, 'id'>;

export function fromJoin(row: Joined): Subscription {
  const { platform, address, community, name } = row;
  return toSubscription(row, { id: row.channel_id, platform, address, community, name });
}

export function toRow(draft: SubscriptionDraft) {
  const { quiet, size, manner, posting } = draft;
  return {
    ...{ topics: toJson(draft.topics), timetable: toJson(draft.timetable), language: draft.language },
    ...{ quiet, size, posting: toJson(posting), notices_to: draft.noticesTo },
    ...{ style: manner.style, news_language: manner.language, ai: Number(manner.ai) },
    created_by: draft.createdBy,
    created_at: draft.createdAt.getTime(),
    ...slotColumns(draft.nextSlot),
    state: draft.state,
    paused_why: draft.pausedWhy,
    quiet_hours: draft.quietHours === null ? null : toJson(draft.quietHours),
    paused_until: toMs(draft.pausedUntil),
  };
}

export function toSubscription(row: Selectable<Tables['subscriptions']>, channel: Channel): Subscription {
  return {
    id: row.id,
    channel,
    revision: row.revision,
    topics: fromJson(row.topics),
    timetable: fromJson(row.timetable),
    language: row.language,
    size: row.size,
    manner: { style: row.style, language: row.news_language, ai: row.ai === 1 },
    posting: fromJson(row.posting),
    quietHours: row.quiet_hours === null ? null : fromJson(row.quiet_hours),
    createdBy: row.created_by,
    noticesTo: row.notices_to,
    createdAt: new Date(row.created_at),
    nextSlot: { at: new Date(row.next_slot_at), date: row.next_slot_date, time: row.next_slot_time },
    state: row.state,
    pausedWhy: row.paused_why,
    pausedUntil: toDate(row.paused_until),
    quiet: row.quiet,
  };
}
