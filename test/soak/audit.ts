import { DatabaseSync } from 'node:sqlite';
import type { Platform } from '../../src/domain/channel.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { waitingSlot } from '../../src/schedule/due.ts';
import { latestSlot, nextSlot } from '../../src/schedule/slots.ts';

/** What stands in a channel: the ids of the messages. */
export type Said = (platform: Platform, address: string) => readonly string[];

export interface Audit {
  readonly figures: Readonly<Record<string, number>>;
  /** What is not as promised; nothing when all is well. */
  readonly faults: readonly string[];
}

type Row = Readonly<Record<string, string | number | null>>;

/** Compares what was owed with what stands in the channels, and the slots that were told with those that came while the bot was up. */
export function audit(path: string, ordered: readonly Subscription[], upAt: readonly Date[], said: Said): Audit {
  const file = new DatabaseSync(path, { readOnly: true });
  const end = upAt.at(-1) ?? new Date(0);
  const all = (sql: string): readonly Row[] => file.prepare(sql).all() as readonly Row[];
  const count = (sql: string): number => Number(all(sql)[0]?.['count'] ?? 0);
  const state = (name: string): number => count(`select count(*) as count from deliveries where state = '${name}'`);
  const [sent, refused] = [state('sent'), state('refused')];
  const later = count(`select count(*) as count from deliveries as delivery where ${PUT_OFF(end)}`);
  const owed = count('select count(*) as count from deliveries');
  const [withStories, updates] = [count(WITH_STORIES), count(UPDATES)];
  const twice = count("select count(*) as count from deliveries where doubt = 'twice'");
  const copies = countCopies(all(SENT), said);
  const slots = ordered.map((each) => compareSlots(each, upAt, all));
  const faults = [
    ...all(OPEN(end)).map((row) => `still open: ${JSON.stringify(row)}`),
    ...tell(count(UNEXPLAINED), 'refused parts have no reason'),
    ...tell(count(INCOMPLETE), 'digests lack parts'),
    ...tell(copies.missing, 'parts that count as sent do not stand in their channel'),
    ...tell(copies.discord, 'messages stand twice on Discord'),
    ...tell(copies.telegram - twice, 'messages stand twice on Telegram without a word about it'),
    ...tell(count(LEFT_RESERVED), 'stories are neither told nor released though their part is done'),
    ...tell(count(TOLD_AGAIN), 'stories were told twice in one version'),
    ...slots.flatMap((each) => each.faults),
  ];
  const told = slots.reduce((sum, each) => sum + each.told, 0);
  const digests = count('select count(*) as count from digests');
  file.close();
  return {
    figures: {
      digests,
      'with stories': withStories,
      updates,
      slots: told,
      owed,
      sent,
      refused,
      later,
      'perhaps twice': twice,
      ...copies,
    },
    faults,
  };
}

const SENT = `select channel.platform, channel.address, delivery.message from deliveries as delivery
  join channels as channel on channel.id = delivery.channel_id where delivery.state = 'sent'`;
/** Waits for an instant to come, or behind such a part of its digest: for the end of quiet hours, or to be tried again. */
const PUT_OFF = (
  end: Date,
): string => `delivery.state in ('owed', 'later') and exists (select 1 from deliveries as first
  where first.digest_id = delivery.digest_id and first.number <= delivery.number and first.due_at > ${end.getTime()})`;
const OPEN = (
  end: Date,
): string => `select delivery.id, state, platform, number, total, attempts, datetime(due_at / 1000, 'unixepoch') as due, why
  from deliveries as delivery where state not in ('sent', 'refused') and not (${PUT_OFF(end)})`;
const WITH_STORIES = 'select count(distinct digest_id) as count from told';
/** Stories a channel was told before, in an earlier version. */
const UPDATES = `select count(*) as count from told where exists (select 1 from told as before
  where before.channel_id = told.channel_id and before.story_id = told.story_id and before.version < told.version)`;
const UNEXPLAINED = "select count(*) as count from deliveries where state = 'refused' and coalesce(why, '') = ''";
const INCOMPLETE = `select count(*) as count from digests as digest
  where (select count(*) from deliveries where digest_id = digest.id) <> (select count(*) from edition_parts where edition_id = digest.edition_id)`;
const LEFT_RESERVED = `select count(*) as count from told where state = 'reserved'
  and not exists (select 1 from deliveries where digest_id = told.digest_id and state not in ('sent', 'refused'))
  and exists (select 1 from deliveries where digest_id = told.digest_id)`;
const TOLD_AGAIN =
  'select count(*) as count from (select 1 from told group by channel_id, story_id, version having count(*) > 1)';

function tell(count: number, what: string): readonly string[] {
  return count > 0 ? [`${count} ${what}`] : [];
}

function countCopies(sent: readonly Row[], said: Said): { missing: number; discord: number; telegram: number } {
  const found = { missing: 0, discord: 0, telegram: 0 };
  const byChannel = Map.groupBy(sent, ({ platform, address }) => `${platform} ${address}`);
  for (const [channel, rows] of byChannel) {
    const [platform = '', address = ''] = channel.split(' ');
    const there = said(platform as Platform, address);
    found.missing += rows.filter(({ message }) => !there.includes(String(message))).length;
    found[platform as 'discord' | 'telegram'] += Math.max(0, there.length - rows.length);
  }
  return found;
}

/** The slots that came while the bot was up are told once each; of those that came while it was down the latest. One that paused was told up to then. */
function compareSlots(
  subscription: Subscription,
  upAt: readonly Date[],
  all: (sql: string) => readonly Row[],
): { readonly told: number; readonly faults: readonly string[] } {
  const rows = all(`select slot_date, slot_time from digests where subscription_id = ${subscription.id} order by id`);
  const told = rows.map((row) => `${row['slot_date']} ${row['slot_time']}`);
  const isPaused = all(`select state from subscriptions where id = ${subscription.id}`)[0]?.['state'] === 'paused';
  const expected = slotsToTell(subscription, upAt).slice(0, isPaused ? told.length : undefined);
  const isRight = JSON.stringify(told) === JSON.stringify(expected);
  const name = `subscription ${subscription.id} (${JSON.stringify(subscription.timetable)})`;
  const faults = isRight ? [] : [`${name} was told [${told.join(', ')}] instead of [${expected.join(', ')}]`];
  return { told: told.length, faults };
}

function slotsToTell(subscription: Subscription, upAt: readonly Date[]): readonly string[] {
  const told: string[] = [];
  let next = subscription.nextSlot;
  for (const now of upAt) {
    if (next.at > now) continue;
    const waiting = waitingSlot(subscription, next, now);
    if (waiting !== null) {
      next = waiting;
      continue;
    }
    const { date, time } = latestSlot(subscription, next, now);
    told.push(`${date} ${time}`);
    next = nextSlot(subscription, now);
  }
  return told;
}
