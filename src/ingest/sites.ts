import table from './sites.json' with { type: 'json' };

/** What is known of a site beyond what its pages say. */
interface Site {
  /** The registered name, without www: example.org. */
  readonly host: string;
  /** How readers call it. */
  readonly name: string;
  /** The IANA zone of dates that state none; null where its pages state theirs. */
  readonly zone: string | null;
}

const SITES: readonly Site[] = table.sites;

/** Countries with one clock, by the last part of their host names. */
const COUNTRY_ZONES: ReadonlyMap<string, string> = new Map(Object.entries(table.countries));

/** The row of the site an address or a bare host name belongs to; null for a site without one. */
export function siteOf(address: string): Site | null {
  const host = hostOf(address);
  return SITES.find((site) => host === site.host || host.endsWith(`.${site.host}`)) ?? null;
}

/** The IANA zone in which a site writes times that name none: by its row, else by its country where that has one clock; null when unknown. */
export function zoneOf(address: string): string | null {
  return siteOf(address)?.zone ?? COUNTRY_ZONES.get(hostOf(address).split('.').at(-1) ?? '') ?? null;
}

/** The host of an address or a bare host name, lower case and without www; empty when there is none. */
export function hostOf(address: string): string {
  const url = URL.parse(address) ?? URL.parse(`http://${address}`);
  return (url?.hostname ?? '').replace(/^www\./, '');
}
