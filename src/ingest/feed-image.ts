import { baseWithin, resolveAddress } from './feed-address.ts';
import type { Fields } from './feed-fields.ts';
import { attributeOf, type Element, textOf } from './feed-tree.ts';

const PICTURE_NAME = /\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])/iu;

/**
 * The address of an entry's lead picture, absolute: the widest media:content, then an enclosure, media:thumbnail, itunes:image, an image
 * element, the first picture of the body (`inBody`, as written). Null when there is none.
 */
export function leadImage(fields: Fields, inBody: string | null, base: string): string | null {
  return (
    fromAttribute(widest(fields.all('media:content').filter(isPicture)), 'url', base) ??
    fromAttribute(fields.all('enclosure').find(isPicture), 'url', base) ??
    fromAttribute(fields.all('link', 'atom:link').find(isEnclosedPicture), 'href', base) ??
    fromAttribute(widest(fields.all('media:thumbnail')), 'url', base) ??
    fromAttribute(fields.all('itunes:image')[0], 'href', base) ??
    fromText(fields.all('url', 'image')[0], base) ??
    (inBody === null ? null : resolveAddress(inBody, base))
  );
}

/** By its medium or type; by its name when it says neither. */
function isPicture(element: Element): boolean {
  const medium = attributeOf(element, 'medium').toLowerCase();
  const type = attributeOf(element, 'type').toLowerCase();
  if (medium !== '') return medium === 'image';
  return type === '' ? PICTURE_NAME.test(attributeOf(element, 'url')) : type.startsWith('image/');
}

function isEnclosedPicture(element: Element): boolean {
  return attributeOf(element, 'rel').toLowerCase() === 'enclosure' && attributeOf(element, 'type').startsWith('image/');
}

function widest(elements: readonly Element[]): Element | undefined {
  const width = (element: Element) => Number.parseInt(attributeOf(element, 'width'), 10) || 0;
  return elements.toSorted((one, other) => width(other) - width(one))[0];
}

function fromAttribute(element: Element | undefined, name: string, base: string): string | null {
  return element ? resolveAddress(attributeOf(element, name), baseWithin(element, base)) : null;
}

/** RSS 1.0 and old writers name the address in the element itself, or in a `url` within it. */
function fromText(element: Element | undefined, base: string): string | null {
  if (!element) return null;
  const inside = element.children.find((child) => typeof child !== 'string' && child.name === 'url');
  const address = textOf(inside && typeof inside !== 'string' ? inside : element).trim();
  return /^\S+$/u.test(address) ? resolveAddress(address, base) : null;
}
