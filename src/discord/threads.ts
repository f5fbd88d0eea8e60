import { type APIThreadChannel, RESTJSONErrorCodes as Code, DiscordAPIError, type REST, Routes } from 'discord.js';

const SHUT: readonly unknown[] = [Code.InvalidActionOnArchivedThread, Code.ThreadLocked];

/** Whether a thread took a message for none because it is archived or locked. */
export function isThreadShut(error: unknown): boolean {
  return error instanceof DiscordAPIError && SHUT.includes(error.code);
}

/**
 * Opens an archived thread again. An unlocked one opens by itself at the next message, for who may write in it; a locked one opens only for who may
 * manage threads. Answers whether it is open.
 */
export async function reopenThread(rest: REST, thread: string, signal: AbortSignal): Promise<boolean> {
  try {
    await rest.patch(Routes.channel(thread), { body: { archived: false }, signal });
    return true;
  } catch (error) {
    if (error instanceof DiscordAPIError) return false;
    throw error;
  }
}

/** Opens a thread under a message. Answers its id, which is the message's, also when it was there already. */
export async function openThread(
  rest: REST,
  channel: string,
  message: string,
  name: string,
  signal: AbortSignal,
): Promise<string> {
  try {
    const body = { name };
    return ((await rest.post(Routes.threads(channel, message), { body, signal })) as APIThreadChannel).id;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === Code.ThreadAlreadyCreatedForMessage) return message;
    throw error;
  }
}
