import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sayPlain } from '../phrases/say.ts';

/** The page cannot be offered where it should be; the message is a sentence for who runs the bot. */
export class WebRefused extends Error {}

/** Where the page is to be found. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Whether another port may be taken when this one is in use. */
  readonly mayMove: boolean;
}

/** Ports tried behind the one in use: a machine with more of them taken has its reasons. */
const NEXT_PORTS = 20;

/** Listens where it is told, or on the next free port. Answers the port; throws WebRefused when none can be had. */
export async function listen(server: Server, { host, port, mayMove }: Listening): Promise<number> {
  const last = mayMove ? port + NEXT_PORTS : port;
  for (let at = port; ; at++) {
    const fault = await tryPort(server, host, at);
    if (fault === null) return (server.address() as AddressInfo).port;
    if (fault !== 'EADDRINUSE' || at >= last)
      throw new WebRefused(sayPlain('en', 'stop.web', { address: addressOf(host, port), why: reasonFor(fault) }));
  }
}

async function tryPort(server: Server, host: string, port: number): Promise<string | null> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function reasonFor(code: string): string {
  if (code === 'EADDRINUSE') return sayPlain('en', 'web-fault.in-use');
  if (code === 'EACCES') return sayPlain('en', 'web-fault.forbidden');
  return sayPlain('en', 'web-fault.no-address', { code });
}

/** Hosts that stand for every address of the machine; a browser here finds it on loopback. */
const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };

/** What a person types to see the page. */
export function addressOf(host: string, port: number): string {
  const name = EVERYWHERE[host] ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${name}:${port}`;
}
