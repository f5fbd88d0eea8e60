import process from 'node:process';

/** What this thread has worked so far, in milliseconds of processor time: what other programs take of the machine does not count. */
export function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
