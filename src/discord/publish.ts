import { RESTJSONErrorCodes as Code, DiscordAPIError, type REST, Routes } from 'discord.js';

/** Publishes messages of announcement channels to the channels that follow them. */
export interface Publisher {
  /** Publishes a message once; one that is published already stays so. Answers why it was not published, in Discord's words; null when it is. */
  publish(channel: string, message: string, signal: AbortSignal): Promise<string | null>;
}

/** Discord publishes so many messages of a channel in an hour. */
const MOST = 10;
const HOUR_MS = 3_600_000;

/** @param clock milliseconds, never going back */
export function createPublisher(rest: REST, clock: () => number = () => performance.now()): Publisher {
  const published = new Map<string, readonly number[]>();
  const others = new Set<string>();
  return {
    async publish(channel, message, signal) {
      if (others.has(channel)) return 'it is no announcement channel';
      const now = clock();
      const recent = (published.get(channel) ?? []).filter((at) => now - at < HOUR_MS);
      if (recent.length >= MOST) return `${MOST} messages of the channel were published within the hour`;
      published.set(channel, [...recent, now]);
      const fault = await crosspost(rest, channel, message, signal);
      if (fault?.code === Code.CannotExecuteActionOnThisChannelType) others.add(channel);
      return fault?.why ?? null;
    },
  };
}

/** Null when the message is published, now or before. */
async function crosspost(
  rest: REST,
  channel: string,
  message: string,
  signal: AbortSignal,
): Promise<{ readonly code: unknown; readonly why: string } | null> {
  try {
    await rest.post(Routes.channelMessageCrosspost(channel, message), { signal });
    return null;
  } catch (error) {
    const code = error instanceof DiscordAPIError ? error.code : null;
    if (code === Code.ThisMessageWasAlreadyCrossposted) return null;
    return { code, why: error instanceof Error ? error.message : String(error) };
  }
}
