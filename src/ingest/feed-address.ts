import { attributeOf, type Element } from './feed-tree.ts';

/** Addresses that run something or hold their content themselves: never a page, never a picture to fetch. */
const NOWHERE = /^\s*(?:javascript|vbscript|data|about):/iu;

/** An address as the feed writes it, made absolute by the base; as it stands when that cannot be done, null when there is none. */
export function resolveAddress(written: string, base: string): string | null {
  const address = written.trim().replace(/&amp;/gu, '&');
  if (address === '' || NOWHERE.test(address)) return null;
  return URL.parse(address, base)?.href ?? address;
}

/** The base in force within an element: its xml:base, over the one around it. */
export function baseWithin(element: Element, around: string): string {
  const own = attributeOf(element, 'xml:base');
  return own === '' ? around : (URL.parse(own, around)?.href ?? around);
}
