import { readFileSync, writeFileSync } from 'node:fs';
import { COMMANDS } from '../commands/index.ts';
import { SETTINGS } from '../src/config.ts';
import type { Command } from '../src/domain/command.ts';
import { type PhraseKey, sayPlain } from '../src/phrases/say.ts';

/** What stands in documents but is written by the program's own tables: the settings. `npm run docs` writes it, a test compares. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** The documents as they should be. */
export function writtenDocuments(): readonly Document[] {
  return [
    { path: '.env.example', text: envExample() },
    { path: 'README.md', text: readme(readFileSync('README.md', 'utf8')) },
  ];
}

function readme(text: string): string {
  return replaceBlock(replaceBlock(text, 'settings', settingsTable()), 'commands', commandsTable());
}

/** Every command as it is written on each platform, and what it does. */
function commandsTable(): string {
  const rows = COMMANDS.filter(({ isUnlisted }) => isUnlisted !== true).map(
    (told) =>
      `| ${asRead(told, 'discord')} | ${asRead(told, 'telegram')} | ${sayPlain('en', told.about as PhraseKey)} |`,
  );
  return ['| Discord | Telegram | |', '| --- | --- | --- |', ...rows].join('\n');
}

function asRead({ discord, telegram }: Command, platform: 'discord' | 'telegram'): string {
  const names =
    platform === 'telegram' ? telegram : discord === null ? [] : [`${discord.group} ${discord.verb ?? ''}`.trim()];
  return names.map((name) => `\`/${name}\``).join(' ');
}

function envExample(): string {
  const rows = Object.values(SETTINGS).map(
    ({ name, fallback, about }) => `# ${about}\n${fallback === '' ? '#' : ''}${name}=${fallback}\n`,
  );
  return `# Every setting of Broadsheet. Copy this file to .env and change what you need; what is missing has the value shown.\n\n${rows.join('\n')}`;
}

function settingsTable(): string {
  const rows = Object.values(SETTINGS).map(
    ({ name, fallback, about }) => `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${about} |`,
  );
  return ['| name | default | what for |', '| --- | --- | --- |', ...rows].join('\n');
}

/** What stands between `<!-- NAME -->` and `<!-- /NAME -->`, replaced. */
function replaceBlock(text: string, name: string, block: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  if (!text.includes(start) || !text.includes(end)) throw new Error(`README.md has no block ${name}.`);
  return `${text.slice(0, text.indexOf(start) + start.length)}\n${block}\n${text.slice(text.indexOf(end))}`;
}

if (import.meta.main) for (const { path, text } of writtenDocuments()) writeFileSync(path, text);
