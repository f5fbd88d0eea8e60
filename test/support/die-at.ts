import { StatementSync } from 'node:sqlite';

/**
 * Kills its own process at one statement of the database: loaded with `--import` into a bot that is to die. Its address says where: `when` is before or
 * after, `sql` a pattern; with `commit` what counts is the commit that makes the statement last.
 */
const asked = new URL(import.meta.url).searchParams;
const fatal = new RegExp(asked.get('sql') ?? '$^', 'u');
let isPending = false;

for (const name of ['run', 'all'] as const) {
  const original: (this: StatementSync, ...values: unknown[]) => unknown = StatementSync.prototype[name] as never;
  const deadly = function (this: StatementSync, ...values: unknown[]): unknown {
    const isFatal = isDeadly(this.sourceSQL);
    if (isFatal && asked.get('when') === 'before') process.kill(process.pid, 'SIGKILL');
    const result = original.apply(this, values);
    if (isFatal) process.kill(process.pid, 'SIGKILL');
    return result;
  };
  Object.assign(StatementSync.prototype, { [name]: deadly });
}

function isDeadly(sql: string): boolean {
  const isMeant = fatal.test(sql);
  if (!asked.has('commit')) return isMeant;
  isPending ||= isMeant;
  return isPending && sql === 'commit';
}
