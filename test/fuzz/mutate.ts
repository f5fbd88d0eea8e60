/** A source of chance that is the same for a seed. */
export type Chance = (below: number) => number;

/** Mulberry32, for one case of a run. */
export function chanceOf(seed: number, caseNumber: number): Chance {
  let state = (Math.imul(seed, 0x9e37_79b1) ^ Math.imul(caseNumber + 1, 0x85eb_ca6b)) | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Mutation = (bytes: Buffer, chance: Chance, others: readonly Buffer[]) => Buffer;

/** Larger documents are cut: in them time that grows with the square of the length shows already, and what grows with the length alone does not. */
const MOST_BYTES = 150_000;
const MOST_MUTATIONS = 4;
const MOST_REPEATS = 6000;

/** The document with one to four mutations. */
export function mutate(bytes: Buffer, chance: Chance, others: readonly Buffer[]): Buffer {
  let mutated: Buffer = Buffer.from(bytes);
  for (let left = 1 + chance(MOST_MUTATIONS); left > 0; left--)
    mutated = pick(MUTATIONS, chance)(mutated, chance, others).subarray(0, MOST_BYTES);
  return mutated;
}

/** What parsers of feeds and pages stumble over. */
const SCRAPS: readonly string[] = [
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?xml version="1.0" encoding="utf-7"?>',
  '<?xml encoding="',
  '<!DOCTYPE a [<!ENTITY x "&y;&y;&y;&y;"><!ENTITY y "&x;&x;&x;&x;">]>',
  '<!ENTITY a SYSTEM "file:///etc/passwd">',
  '&a;',
  '&#0;',
  '&#x110000;',
  '&#xd800;',
  '&#99999999999999999999;',
  '&amp;amp;amp;lt;',
  '\u0000',
  '\ufeff',
  '\ud800',
  '<__proto__>polluted</__proto__>',
  '<constructor><prototype><polluted>1</polluted></prototype></constructor>',
  ' __proto__="polluted" constructor="polluted"',
  '"__proto__":{"polluted":1},',
  '"constructor":{"prototype":{"polluted":1}},',
  '<item>',
  '</item>',
  '<entry><link href="',
  '<content type="xhtml"><div>',
  '<content:encoded>',
  '<media:group><media:content url="',
  '<pubDate>Mon, 99 Foo 99999999999 99:99:99 +9999</pubDate>',
  '<updated>+275760-09-13T00:00:00.001Z</updated>',
  '<ttl>1e999</ttl>',
  '<skipHours><hour>-1</hour><hour>NaN</hour></skipHours>',
  ' xml:base="http://[::1',
  ' xml:base="javascript:',
  ' xmlns="',
  '<x:y:z xmlns:x="" ',
  '<script type="application/ld+json">{"@graph":[',
  '<script>',
  '<template>',
  '<svg><style>',
  '<table><tr><td>',
  '<p',
  '<br ',
  '=',
  '\\u',
  '[[[[',
  '{"a":',
  '1e400',
  ',,',
];

const MUTATIONS: readonly Mutation[] = [
  flipBits,
  setBytes,
  (bytes, chance) => bytes.subarray(0, chance(bytes.length + 1)),
  (bytes, chance) => bytes.subarray(chance(bytes.length + 1)),
  (bytes, chance) => splice(bytes, chance, sliceOf(bytes, chance)),
  (bytes, chance, others) => splice(bytes, chance, sliceOf(pick(others, chance), chance)),
  (bytes, chance) => splice(bytes, chance, Buffer.from(pick(SCRAPS, chance))),
  (bytes, chance) => splice(bytes, chance, Buffer.from(pick(SCRAPS, chance))),
  (bytes, chance) => splice(bytes, chance, Buffer.from(pick(SCRAPS, chance).repeat(1 + chance(MOST_REPEATS)))),
  (bytes, chance) => splice(bytes, chance, Buffer.from(tagOf(bytes, chance).repeat(1 + chance(MOST_REPEATS)))),
  (bytes, chance) => splice(bytes, chance, repeated(sliceOf(bytes, chance), chance)),
  dropSlice,
];

function flipBits(bytes: Buffer, chance: Chance): Buffer {
  if (bytes.length === 0) return bytes;
  for (let left = 1 + chance(16); left > 0; left--) {
    const at = chance(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance(8));
  }
  return bytes;
}

function setBytes(bytes: Buffer, chance: Chance): Buffer {
  if (bytes.length === 0) return bytes;
  for (let left = 1 + chance(16); left > 0; left--)
    bytes[chance(bytes.length)] = pick([0, 9, 34, 38, 60, 62, 255], chance);
  return bytes;
}

function dropSlice(bytes: Buffer, chance: Chance): Buffer {
  const from = chance(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + chance(bytes.length - from + 1))]);
}

/** Puts something in at any place. */
function splice(bytes: Buffer, chance: Chance, put: Buffer): Buffer {
  const at = chance(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at)]);
}

function sliceOf(bytes: Buffer, chance: Chance): Buffer {
  const from = chance(bytes.length + 1);
  return bytes.subarray(from, from + chance(Math.min(bytes.length - from, 20_000) + 1));
}

/** An opening tag of the document, so that nesting goes deep in what its reader knows. */
function tagOf(bytes: Buffer, chance: Chance): string {
  const tags = bytes.toString('latin1').match(/<[a-z][^<>\s]*/giu) ?? ['<a'];
  return `${pick(tags, chance)}>`;
}

function repeated(slice: Buffer, chance: Chance): Buffer {
  const most = Math.floor(MOST_BYTES / Math.max(1, slice.length));
  return Buffer.concat(Array.from({ length: 1 + chance(Math.min(most, MOST_REPEATS)) }, () => slice));
}

function pick<Item>(list: readonly Item[], chance: Chance): Item {
  const item = list[chance(list.length)];
  if (item === undefined) throw new RangeError('There is nothing to pick from an empty list.');
  return item;
}
