const MOST_SUGGESTED = 25;

/** Names that runtimes accept but leave out of their own list: there some cities go by their old names. */
const ALSO = [
  ...['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Yangon', 'Asia/Ho_Chi_Minh', 'Europe/Kyiv', 'America/Nuuk'],
  ...['Africa/Asmara', 'Atlantic/Faroe', 'America/Argentina/Buenos_Aires', 'America/Indiana/Indianapolis'],
];

const ZONES: readonly string[] = [...new Set([...Intl.supportedValuesOf('timeZone'), ...ALSO])];
const BY_LOWER_CASE = new Map(ZONES.map((zone) => [zone.toLowerCase(), zone]));

/** The zone as IANA writes it, whatever its case; also an old name (Asia/Calcutta) the runtime still knows. Null when there is none of that name. */
export function readZone(text: string): string | null {
  const wanted = text.trim().replaceAll(' ', '_');
  const known = BY_LOWER_CASE.get(wanted.toLowerCase());
  if (known !== undefined || !/^[a-z_]+\/[a-z_/+-]+\d*$/iu.test(wanted)) return known ?? null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: wanted }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** Zones for what was typed so far: those whose city begins with it first, then those that hold it anywhere. */
export function suggestZones(typed: string): readonly string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  const begins = ZONES.filter((zone) => cityOf(zone).startsWith(wanted) || zone.toLowerCase().startsWith(wanted));
  const holds = ZONES.filter((zone) => zone.toLowerCase().includes(wanted) && !begins.includes(zone));
  return [...begins, ...holds].slice(0, MOST_SUGGESTED);
}

/** The zones whose names are nearest to one that does not exist, best first. */
export function nearestZones(text: string, most: number): readonly string[] {
  const wanted = text.trim().toLowerCase().replaceAll(' ', '_');
  const holding = suggestZones(wanted);
  if (holding.length > 0 && wanted.length >= 3) return holding.slice(0, most);
  const distances = ZONES.map(
    (zone) => [zone, Math.min(distance(wanted, cityOf(zone)), distance(wanted, zone.toLowerCase()))] as const,
  );
  return distances
    .sort(([, a], [, b]) => a - b)
    .slice(0, most)
    .map(([zone]) => zone);
}

function cityOf(zone: string): string {
  return zone.toLowerCase().split('/').at(-1) ?? '';
}

/** Levenshtein's edit distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
