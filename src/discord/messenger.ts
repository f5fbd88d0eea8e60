import { type APIChannel, type APIUser, type REST, Routes } from 'discord.js';
import type { Report } from '../domain/happening.ts';
import type { Messenger, PaceRule } from '../domain/messenger.ts';
import type { Rich } from '../domain/rich.ts';
import { SILENT } from './message.ts';
import { missingPermissions } from './permissions.ts';
import { drawRich } from './rich.ts';
import { createSender } from './send.ts';
import { findSpot, openPrivately } from './spots.ts';

/**
 * Discord lets a bot send 50 requests a second, answers to people among them, and 5 messages in 5 seconds to a channel, counted from the first; a
 * little more than a second between two keeps clear of the edge.
 */
const PACE: PaceRule = { perSecond: 20, gapMs: () => 1_100 };

/** Sends parts by Discord's REST interface, which needs no connection to its gateway. `rest` must neither retry nor wait by itself. */
export function createDiscordMessenger(rest: REST, report: Report): Messenger {
  let self: Promise<string> | null = null;
  const me = async (): Promise<string> => {
    self ??= rest.get(Routes.user('@me')).then((user) => (user as APIUser).id);
    return await self.catch((error: unknown) => {
      self = null;
      throw error;
    });
  };
  return {
    platform: 'discord',
    pace: PACE,
    canLook: true,
    ...createSender({ rest, me, report }),
    whispers: true,
    async mayPost({ address }) {
      const missing = await missingPermissions(rest, address, await me());
      return missing.length === 0 ? { kind: 'yes' } : { kind: 'no', missing };
    },
    spot: (address) => findSpot(rest, address),
    privately: (person) => openPrivately(rest, person),
    async tell(person, text) {
      const [platform, id] = person.split(':');
      if (platform !== 'discord' || id === undefined) return false;
      try {
        await whisper(rest, id, text);
        return true;
      } catch {
        // A closed door, a stranger, a broken line: the person was not reached, and nothing more is to be done here.
        return false;
      }
    },
  };
}

/** Says something to one person. Their private channel is opened first, which is the same one every time. */
async function whisper(rest: REST, person: string, text: Rich): Promise<void> {
  const channel = (await rest.post(Routes.userChannels(), { body: { recipient_id: person } })) as APIChannel;
  await rest.post(Routes.channelMessages(channel.id), { body: { content: drawRich(text), allowed_mentions: SILENT } });
}
