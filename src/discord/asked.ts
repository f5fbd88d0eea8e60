import {
  type AnySelectMenuInteraction,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import type { Request } from '../domain/command.ts';
import type { NewsDesk } from '../domain/desk.ts';

/** What people do that is answered with words. */
export type Asked = ChatInputCommandInteraction | Touch | ModalSubmitInteraction;
/** A pressed button, or what was chosen in a menu. */
export type Touch = ButtonInteraction | AnySelectMenuInteraction;

/** Where something was done and by whom; also while somebody still types. */
type Doing = Asked | AutocompleteInteraction;

export function isAsked(asked: Interaction): asked is Asked {
  return asked.isChatInputCommand() || isTouch(asked) || asked.isModalSubmit();
}

export function isTouch(asked: Interaction): asked is Touch {
  return asked.isButton() || asked.isAnySelectMenu();
}

/** The message that gives way to the answer: one of the bot's that only who asked sees. */
export function messageOf(asked: Asked): string | null {
  const message = isTouch(asked) || asked.isModalSubmit() ? asked.message : null;
  return message?.flags.has(MessageFlags.Ephemeral) === true ? message.id : null;
}

export function nameOf(asked: Asked): string {
  if (!asked.isChatInputCommand()) return asked.customId;
  return `/${[asked.commandName, asked.options.getSubcommand(false)].filter((name) => name !== null).join(' ')}`;
}

export function placeOf({ channelId, guildId, channel }: Doing): Request['place'] {
  return {
    platform: 'discord',
    address: channelId ?? '',
    community: guildId === null ? `discord:dm-${channelId}` : `discord:${guildId}`,
    name: channel !== null && 'name' in channel ? channel.name : null,
  };
}

/** A server says en-US unless somebody set it: then the asker's own language tells more. */
export function localesOf({ guildLocale, locale }: Doing): readonly string[] {
  return guildLocale === null || guildLocale === 'en-US' ? [locale] : [guildLocale, locale];
}

/** Alone with the bot, everybody manages their own conversation. */
export function askerOf({ user, guildId, memberPermissions }: Doing, desk: NewsDesk): Request['asker'] {
  const isManager = guildId === null || memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true;
  const id = `discord:${user.id}`;
  return { id, name: user.displayName, isManager, isOwner: desk.isOwner(id) };
}
