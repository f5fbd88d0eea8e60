import { detect } from 'chardet';
import iconv from 'iconv-lite';

/** Bytes that give the encoding away by themselves: a byte order mark, or the first `<` in units of two or four bytes. */
const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly encoding: string; readonly skip: number }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8', skip: 3 },
  { bytes: [0x00, 0x00, 0xfe, 0xff], encoding: 'utf-32be', skip: 4 },
  { bytes: [0xff, 0xfe, 0x00, 0x00], encoding: 'utf-32le', skip: 4 },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be', skip: 2 },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le', skip: 2 },
  { bytes: [0x00, 0x00, 0x00, 0x3c], encoding: 'utf-32be', skip: 0 },
  { bytes: [0x3c, 0x00, 0x00, 0x00], encoding: 'utf-32le', skip: 0 },
  { bytes: [0x00, 0x3c, 0x00], encoding: 'utf-16be', skip: 0 },
  { bytes: [0x3c, 0x00], encoding: 'utf-16le', skip: 0 },
];
/** What TextDecoder calls otherwise, and the smaller sets that writers name when they mean the larger one (https://encoding.spec.whatwg.org/#names-and-labels). */
const KNOWN_AS: ReadonlyMap<string, string> = new Map([
  ['utf8', 'utf-8'],
  ['gb2312', 'gb18030'],
  ['gbk', 'gb18030'],
  ['x-sjis', 'shift_jis'],
  ['ks_c_5601-1987', 'euc-kr'],
  ['us-ascii', 'windows-1252'],
  ['ascii', 'windows-1252'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
]);
/** Claims of two or four bytes a letter are false once the signatures are ruled out: the declaration itself was read byte by byte. */
const WIDE = /^(?:utf|ucs|u)[-_]?(?:16|32|2|4)|^iso-10646/iu;
/** iconv-lite knows these too, but no document is written in them. */
const NO_LETTERS = new Set(['base64', 'hex', 'binary', 'utf-7', 'utf7', 'utf-7-imap']);
/** How far into a document its own declaration is looked for; HTML asks for the first 1024 bytes. */
const HEAD_BYTES = 1024;
/** How much of a text the detection reads: more changes nothing and costs time. */
const DETECT_BYTES = 65_536;
/** Up to this share of broken letters in a text that claims to be UTF-8 is damage (a cut letter); more is another encoding. */
const DAMAGE = 0.002;
const LEAST_DAMAGE = 3;

const XML_ENCODING = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']\s*([^"'\s>]+)/iu;
const META_ENCODING = /<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([^"'\s/>;]+)/iu;
const HTTP_ENCODING = /charset\s*=\s*["']?\s*([^\s"';]+)/iu;
/** These exist in no text: they are windows-1252 that was taken for Latin 1. */
const C1_CONTROLS = /[\u0080-\u009f]/gu;
const FIRST_C1 = 0x80;
const MEANT_BY_C1 = new TextDecoder('windows-1252').decode(
  Uint8Array.from({ length: 32 }, (_, place) => FIRST_C1 + place),
);

/**
 * The text of a document. Its encoding is the first of these that fits its bytes: a byte order mark, the charset of `contentType`
 * (as HTTP gives it, or null), the document's own declaration (XML or HTML meta), UTF-8, what the bytes look like, windows-1252. Never fails.
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | null): string {
  return decodeUnmended(bytes, contentType).replace(C1_CONTROLS, mendControl);
}

function mendControl(control: string): string {
  return MEANT_BY_C1.charAt(control.charCodeAt(0) - FIRST_C1);
}

function decodeUnmended(bytes: Uint8Array, contentType: string | null): string {
  const signature = SIGNATURES.find((each) => startsWith(bytes, each.bytes));
  if (signature) return decodeAs(signature.encoding, bytes.subarray(signature.skip));
  const claims = claimedEncodings(bytes, contentType);
  return firstFlawless([...claims, 'utf-8'], bytes) ?? firstBearable(claims, bytes) ?? decodeDetected(bytes);
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte);
}

/** The encodings that HTTP and the document name, as far as we can read them. */
function claimedEncodings(bytes: Uint8Array, contentType: string | null): readonly string[] {
  const head = decodeAs('windows-1252', bytes.subarray(0, HEAD_BYTES));
  const inside = XML_ENCODING.exec(head)?.[1] ?? META_ENCODING.exec(head)?.[1];
  return [HTTP_ENCODING.exec(contentType ?? '')?.[1], inside]
    .filter((claim) => claim !== undefined)
    .map((claim) => KNOWN_AS.get(claim.toLowerCase()) ?? claim.toLowerCase())
    .filter(
      (claim) =>
        !WIDE.test(claim) && !NO_LETTERS.has(claim) && (isForTextDecoder(claim) || iconv.encodingExists(claim)),
    );
}

function firstFlawless(encodings: readonly string[], bytes: Uint8Array): string | null {
  for (const encoding of encodings) {
    if (!isForTextDecoder(encoding)) return iconv.decode(bytes, encoding);
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // These bytes are not of that encoding: the next may fit.
    }
  }
  return null;
}

/** No encoding fits without a flaw: the first whose flaws look like damage. */
function firstBearable(encodings: readonly string[], bytes: Uint8Array): string | null {
  for (const encoding of encodings) {
    const text = decodeAs(encoding, bytes);
    if (encoding !== 'utf-8' || !isBroken(text, Math.max(LEAST_DAMAGE, text.length * DAMAGE))) return text;
  }
  return null;
}

function isBroken(text: string, bearable: number): boolean {
  let broken = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0 && broken <= bearable; at = text.indexOf('\ufffd', at + 1)) broken += 1;
  return broken > bearable;
}

function decodeDetected(bytes: Uint8Array): string {
  const detected = detect(bytes.subarray(0, DETECT_BYTES))?.toLowerCase();
  return decodeAs(detected && iconv.encodingExists(detected) ? detected : 'windows-1252', bytes);
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  return isForTextDecoder(encoding) ? new TextDecoder(encoding).decode(bytes) : iconv.decode(bytes, encoding);
}

function isForTextDecoder(encoding: string): boolean {
  try {
    new TextDecoder(encoding);
    return true;
  } catch {
    return false;
  }
}
