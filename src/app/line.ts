import type { SourceId } from '../domain/ids.ts';

/** Sources waiting to be polled. Hosts take turns, so that one with ten thousand sources, or a slow one, keeps none of the others waiting. */
export interface Line {
  /** Lets a source wait for its turn; one that waits or is at it already stays as it is. */
  join(source: SourceId, address: string): void;
  /** The next whose host has room, which is taken up by it until it leaves; null when there is none. */
  next(): SourceId | null;
  leave(source: SourceId): void;
  isEmpty(): boolean;
  /** Sends all who wait home. */
  clear(): void;
}

interface Host {
  readonly waiting: Set<SourceId>;
  busy: number;
}

/** @param mostOfHost how many sources of one host may be at their turn together */
export function createLine(mostOfHost: number): Line {
  const hosts = new Map<string, Host>();
  const hostOf = new Map<SourceId, string>();
  /** Hosts with somebody waiting and room for them, the one that had its turn last at the end. */
  const ready = new Set<string>();
  const line = (name: string): void => {
    const host = hosts.get(name);
    if (host === undefined) return;
    if (host.waiting.size > 0 && host.busy < mostOfHost) ready.add(name);
    if (host.waiting.size === 0 && host.busy === 0) hosts.delete(name);
  };
  return {
    join(source, address) {
      if (hostOf.has(source)) return;
      const name = URL.parse(address)?.host ?? '';
      hostOf.set(source, name);
      const host = hosts.get(name) ?? { waiting: new Set(), busy: 0 };
      hosts.set(name, host);
      host.waiting.add(source);
      line(name);
    },
    next() {
      const [name] = ready;
      const host = hosts.get(name ?? '');
      const [source] = host?.waiting ?? [];
      if (name === undefined || host === undefined || source === undefined) return null;
      ready.delete(name);
      host.waiting.delete(source);
      host.busy += 1;
      line(name);
      return source;
    },
    leave(source) {
      const name = hostOf.get(source);
      const host = hosts.get(name ?? '');
      if (name === undefined || host === undefined || host.waiting.has(source)) return;
      hostOf.delete(source);
      host.busy -= 1;
      line(name);
    },
    isEmpty: () => hostOf.size === 0,
    clear() {
      for (const [name, { waiting }] of hosts) {
        for (const source of waiting) hostOf.delete(source);
        waiting.clear();
        line(name);
      }
      ready.clear();
    },
  };
}
