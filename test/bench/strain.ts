import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a piece of work cost, and how it held up the rest of the process. */
export interface Strain<T> {
  readonly result: T;
  readonly ms: number;
  /** Processor time: the same on a busy machine and on a quiet one. */
  readonly cpuMs: number;
  /** How late the event loop was, and the longest the work itself kept it in processor time: the rest is others' share of the machine. */
  readonly lagP99Ms: number;
  readonly longestLagMs: number;
  readonly longestHoldMs: number;
}

export async function underStrain<T>(work: () => Promise<T>): Promise<Strain<T>> {
  const lag = monitorEventLoopDelay({ resolution: 5 });
  const holds = watchHolds();
  lag.enable();
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  const ms = performance.now() - start;
  lag.disable();
  return {
    ...{ result, ms, cpuMs: (user + system) / 1000, longestHoldMs: holds.stop() },
    ...{ lagP99Ms: lag.percentile(99) / 1e6, longestLagMs: lag.max / 1e6 },
  };
}

/** Looks at the processor time of the main thread each time the event loop comes round. */
function watchHolds(): { stop(): number } {
  let [longest, isOn, last] = [0, true, threadMs()];
  const look = (): void => {
    const now = threadMs();
    longest = Math.max(longest, now - last);
    last = now;
    if (isOn) setTimeout(look, 1);
  };
  setTimeout(look, 1);
  return {
    stop: () => {
      isOn = false;
      return longest;
    },
  };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** As people read it. */
export function strainInWords({ ms, cpuMs, lagP99Ms, longestLagMs, longestHoldMs }: Strain<unknown>): string {
  const lag = `lag p99 ${Math.round(lagP99Ms)} ms, longest ${Math.round(longestLagMs)} ms (own work ${Math.round(longestHoldMs)} ms)`;
  return `${seconds(ms)}, processor ${seconds(cpuMs)}, ${lag}`;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
