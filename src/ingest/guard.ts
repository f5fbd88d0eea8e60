import { lookup as lookUpName } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { sayPlain } from '../phrases/say.ts';

/** Gives every address of a host name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** Decides which addresses may be asked, so that nobody reaches the operator's own network through us. */
export interface Guard {
  /** Why this address is not fetched, as a sentence; null when it may be tried. */
  readonly objectTo: (url: URL) => string | null;
  /** Opens connections, and looks at names and peers as it does. */
  readonly connect: buildConnector.connector;
}

/** Thrown out of a connection attempt when a name turns out to lead somewhere we do not go. */
export class BlockedAddress extends Error {}

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

const NOT_PUBLIC = sayPlain('en', 'address-fault.private');
const CONNECT_MS = 10_000;

/**
 * The guard of one fetcher.
 * @param allow addresses or CIDR blocks that may be asked though not public
 */
export function createGuard(allow: readonly string[], resolve: Resolve = resolveName): Guard {
  const networks = allow.map(readNetwork);
  const mayAsk = (address: string): boolean => isOpened(address, networks) || isPublic(address);
  return { objectTo: (url) => objection(url, mayAsk), connect: guardedConnector(mayAsk, resolve) };
}

/** Whether a setting names an address or a CIDR block. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

function readNetwork(text: string): Network {
  if (!isNetwork(text)) throw new Error(`"${text}" is neither an address nor a CIDR block.`);
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function isOpened(text: string, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

/** Whether an address, IPv4 or IPv6 in any spelling, belongs to the public internet. Tunnels into IPv4 do not: their end is not seen. */
export function isPublic(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv4) return true;
  return isGlobalUnicast(address) && !isIsatap(address);
}

/** Only 2000::/3 is given out (RFC 4291 2.4); ::a.b.c.d, 64:ff9b:1::/48 and whatever is not assigned yet lie outside. */
function isGlobalUnicast(address: ipaddr.IPv6): boolean {
  return ((address.parts[0] ?? 0) & 0xe000) === 0x2000;
}

/** RFC 5214: an IPv4 address carried in the last half, after 0000:5efe or 0200:5efe. */
function isIsatap(address: ipaddr.IPv6): boolean {
  const [mark, next] = address.parts.slice(4, 6);
  return (mark === 0 || mark === 0x0200) && next === 0x5efe;
}

function objection(url: URL, mayAsk: (address: string) => boolean): string | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return sayPlain('en', 'address-fault.scheme');
  if (url.username !== '' || url.password !== '') return sayPlain('en', 'address-fault.password');
  if (!isWebPort(url.port)) return sayPlain('en', 'address-fault.port', { port: url.port });
  const host = bareHost(url.hostname);
  return isIP(host) !== 0 && !mayAsk(host) ? NOT_PUBLIC : null;
}

/** Services that would take an HTTP request for something of theirs, above the well-known range (IANA names, and the fetch standard's bad ports). */
const SERVICE_PORTS: ReadonlySet<number> = new Set([
  1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672,
  5900, 5984, 6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9200, 9300, 10080, 10250, 11211,
  27017,
]);
const FIRST_UNPRIVILEGED_PORT = 1024;

function isWebPort(port: string): boolean {
  if (port === '' || port === '80' || port === '443') return true;
  return Number(port) >= FIRST_UNPRIVILEGED_PORT && !SERVICE_PORTS.has(Number(port));
}

function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/gu, '');
}

/** Looks three times: at the literal, at all the name's addresses, and at the peer, which no later answer of a name server can change. */
function guardedConnector(mayAsk: (address: string) => boolean, resolve: Resolve): buildConnector.connector {
  const open = buildConnector({ allowH2: false, timeout: CONNECT_MS, lookup: guardedLookup(mayAsk, resolve) });
  return (options, callback) => {
    const host = bareHost(options.hostname);
    if (isIP(host) !== 0 && !mayAsk(host)) return callback(new BlockedAddress(NOT_PUBLIC), null);
    open(options, (error, socket) => {
      if (error !== null) return callback(error, null);
      if (mayAsk(socket.remoteAddress ?? '')) return callback(null, socket);
      socket.destroy();
      callback(new BlockedAddress(NOT_PUBLIC), null);
    });
  };
}

function guardedLookup(mayAsk: (address: string) => boolean, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    const answer = async (): Promise<void> => {
      const addresses = allowedAddresses(hostname, await resolve(hostname), mayAsk);
      const found = addresses.map((address) => ({ address, family: isIP(address) }));
      const first = found[0];
      if (first === undefined) return callback(new BlockedAddress(NOT_PUBLIC), '');
      if (options.all) return callback(null, found);
      callback(null, first.address, first.family);
    };
    answer().catch((error: NodeJS.ErrnoException) => callback(error, ''));
  };
}

/** A name that leads to one forbidden address is forbidden; localhost, which nobody else can name, may keep the family that was opened. */
function allowedAddresses(
  hostname: string,
  addresses: readonly string[],
  mayAsk: (address: string) => boolean,
): readonly string[] {
  const allowed = addresses.filter(mayAsk);
  return allowed.length === addresses.length || hostname === 'localhost' ? allowed : [];
}

async function resolveName(hostname: string): Promise<readonly string[]> {
  const found = await lookUpName(hostname, { all: true });
  return found.map((each) => each.address);
}
