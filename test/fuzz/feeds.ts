// Gives the readers of feeds and pages mutated fixtures: npm run fuzz -- feeds [--count 20000] [--seconds 60] [--seed 1] [--only CASE]
//
// A case is known by the seed and its number. Cases run in a process with the heap of the program's own reading processes; one that throws, changes a prototype, says what cannot be
// sent on, takes more than two seconds of the processor or ends the process is told and, when it does so a second time, is a fault. --only runs one case, and writes what it read beside its name.
import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { caseOf, FIXTURES, type Verdict } from './feed-case.ts';

/** Of the processor's time, which other work on the machine does not lengthen. */
const MOST_MS = 2000;
/** After this a case that has not ended is taken for one that never does. */
const PATIENCE_MS = 20_000;
/** A process that starts reads its modules and tables first. */
const START_MS = 20_000;
const HEAP = ['--max-old-space-size=236', '--max-semi-space-size=8'];
/** Of a run with more, something is wrong at the root. */
const MOST_FAULTS = 20;

const option = (fallback: string) => ({ type: 'string', default: fallback }) as const;
const { values } = parseArgs({
  options: { count: option('20000'), seconds: option('60'), seed: option('1'), only: option('') },
});
const [seed, count, seconds] = [values.seed, values.count, values.seconds].map(Number) as [number, number, number];

process.exitCode = values.only === '' ? await runAll() : await runOnly(Number(values.only));

async function runAll(): Promise<number> {
  const end = performance.now() + seconds * 1000;
  const faults: string[] = [];
  const runner = createRunner();
  let done = 0;
  for (; done < count && performance.now() < end && faults.length < MOST_FAULTS; done++) {
    const why = (await runner.run(done)) === null ? null : await runner.run(done);
    if (why === null) continue;
    faults.push(why);
    console.log(
      `case ${done} (${caseOf(seed, done).name}): ${why}\n  npm run fuzz -- feeds --seed ${seed} --only ${done}`,
    );
  }
  runner.close();
  const { slowest } = runner;
  console.log(
    `${done} cases of ${FIXTURES.length} fixtures, seed ${seed}: ${faults.length} faults; the slowest, ${slowest.number}, took ${Math.round(slowest.ms)} ms`,
  );
  return faults.length === 0 ? 0 : 1;
}

async function runOnly(number: number): Promise<number> {
  const { name, bytes } = caseOf(seed, number);
  const file = join(tmpdir(), `fuzz-${seed}-${number}-${name}`);
  writeFileSync(file, bytes);
  const runner = createRunner();
  const why = await runner.run(number);
  runner.close();
  console.log(`${file}, ${bytes.length} bytes: ${why ?? 'well'}, ${Math.round(runner.slowest.ms)} ms`);
  return why === null ? 0 : 1;
}

/** Runs cases in a process, and starts another after each that ended it. Answers what is wrong with a case, null when nothing is. */
function createRunner() {
  let child: ChildProcess | null = null;
  const slowest = { number: 0, ms: 0 };
  const start = async (): Promise<ChildProcess> => {
    const started = fork(join(import.meta.dirname, 'feed-case.ts'), [String(seed)], {
      execArgv: HEAP,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    await hear(started, START_MS);
    return started;
  };
  const run = async (number: number): Promise<string | null> => {
    child ??= await start();
    child.send(number);
    const heard = await hear(child, PATIENCE_MS);
    const ms = heard.kind === 'verdict' ? heard.verdict.cpuMs : PATIENCE_MS;
    if (ms > slowest.ms) Object.assign(slowest, { number, ms });
    if (heard.kind === 'verdict') return heard.verdict.why ?? (ms > MOST_MS ? `took ${Math.round(ms)} ms` : null);
    child.kill('SIGKILL');
    child = null;
    return heard.why;
  };
  return { run, slowest, close: () => child?.kill('SIGKILL') };
}

type Heard = { readonly kind: 'verdict'; readonly verdict: Verdict } | { readonly kind: 'lost'; readonly why: string };

function hear(child: ChildProcess, withinMs: number): Promise<Heard> {
  return new Promise((resolve) => {
    const settle = (heard: Heard): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(heard);
    };
    const timer = setTimeout(() => settle({ kind: 'lost', why: `took over ${withinMs} ms` }), withinMs);
    child.once('message', (verdict: Verdict) => settle({ kind: 'verdict', verdict }));
    child.once('exit', (code, signal) => settle({ kind: 'lost', why: `the process ended (${signal ?? code})` }));
  });
}
