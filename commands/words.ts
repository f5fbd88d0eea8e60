import type { Platform } from '../src/domain/channel.ts';
import type { Command } from '../src/domain/command.ts';
import type { Rich } from '../src/domain/rich.ts';
import { listInWords } from '../src/phrases/dates.ts';
import { sayPlain } from '../src/phrases/say.ts';
import { topicInWords } from '../src/phrases/sections.ts';

/** What a digest is about, in words. */
export function topicsInWords(topics: readonly string[], language: string): string {
  return topics.length === 0
    ? sayPlain(language, 'topics.everything')
    : listInWords(
        topics.map((topic) => topicInWords(topic, language)),
        language,
      );
}

/** A command as it is written on a platform: `/digest subscribe` or `/subscribe`. */
export function asWritten(told: Pick<Command, 'discord' | 'telegram'>, platform: Platform): string {
  if (platform !== 'discord' || told.discord === null) return `/${told.telegram[0] ?? ''}`;
  const { group, verb } = told.discord;
  return verb === null ? `/${group}` : `/${group} ${verb}`;
}

/** The same, marked as code. */
export function asCode(told: Pick<Command, 'discord' | 'telegram'>, platform: Platform): Rich {
  return [{ form: 'code', text: asWritten(told, platform) }];
}
