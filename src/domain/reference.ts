import type { DigestId } from './ids.ts';

/** What a digest is called in a command line, and a story of it by its number: `@1a 3`. No story's number, word or address looks like it. */
const REFERENCE = /^@(?<digest>[0-9a-z]{1,10})(?:\s+#?(?<number>\d{1,3}))?$/u;
const RADIX = 36;

export function referenceTo(digest: DigestId): string {
  return `@${digest.toString(RADIX)}`;
}

/** Null when it is none. */
export function readReference(text: string): { readonly digest: DigestId; readonly number: number | null } | null {
  const { digest, number } = REFERENCE.exec(text.trim())?.groups ?? {};
  if (digest === undefined) return null;
  return { digest: Number.parseInt(digest, RADIX) as DigestId, number: number === undefined ? null : Number(number) };
}
