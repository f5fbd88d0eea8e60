import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'node:path';
import process from 'node:process';

/** As `npm start` runs the program; and the heap can be swept, so that what is left of it is seen. */
const FLAGS = ['--max-semi-space-size=4', '--expose-gc'];
const FOLDER = import.meta.dirname;

/** Runs a measurement of this folder by its name; without one, lists them with the first line of each. */
function run(name: string | undefined, rest: readonly string[]): number {
  const names = new Map(readdirSync(FOLDER).map((file) => [parse(file).name, headOf(file)] as const));
  if (name !== undefined && (names.get(name) ?? '') !== '')
    return spawnSync(process.execPath, [...FLAGS, `${FOLDER}/${name}.ts`, ...rest], { stdio: 'inherit' }).status ?? 1;
  console.log('npm run bench NAME -- FLAGS\n');
  for (const [each, head] of names) if (head !== '') console.log(`${each.padEnd(14)}${head}`);
  return name === undefined ? 0 : 2;
}

/** The comment a measurement begins with; a file without one is part of another. */
function headOf(file: string): string {
  return /^\/\/ (.*)/u.exec(readFileSync(`${FOLDER}/${file}`, 'utf8'))?.[1] ?? '';
}

const [name, ...rest] = process.argv.slice(2);
process.exitCode = run(name, rest);
