import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

/** What is given mutated input: `npm run fuzz -- NAME [--count N] [--seconds N] [--seed N] [--only N]`. */
const TARGETS = ['feeds'] as const;

const [name, ...rest] = process.argv.slice(2);
const file = `${import.meta.dirname}/${name}.ts`;
if (TARGETS.some((target) => target === name) && existsSync(file)) {
  process.exitCode = spawnSync(process.execPath, [file, ...rest], { stdio: 'inherit' }).status ?? 1;
} else {
  console.log(`npm run fuzz -- NAME [--count 20000] [--seconds 60] [--seed 1] [--only CASE]\n\n${TARGETS.join('\n')}`);
  process.exitCode = 2;
}
