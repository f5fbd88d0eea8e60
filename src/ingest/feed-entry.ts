import type { Entry } from '../domain/entry.ts';
import { htmlToText, readHtml } from '../text/html.ts';
import { baseWithin, resolveAddress } from './feed-address.ts';
import { htmlOf } from './feed-content.ts';
import { parseDate } from './feed-date.ts';
import { type Fields, fieldsOf } from './feed-fields.ts';
import { leadImage } from './feed-image.ts';
import { attributeOf, type Element, textOf } from './feed-tree.ts';

/** In the order of trust. An entry's own title and body go before those of the modules, which speak of its pictures and sounds. */
const TITLES = ['title', 'dc:title', 'media:title', 'itunes:title'];
const BODIES = [
  'content:encoded',
  'content',
  'xhtml:body',
  'body',
  'fullitem',
  'description',
  'dc:description',
  'summary',
  'media:description',
  'itunes:summary',
  'atom:summary',
  'itunes:subtitle',
];
const PUBLISHED = [
  'pubdate',
  'published',
  'issued',
  'dc:date',
  'dcterms:issued',
  'dcterms:created',
  'atom:published',
  'created',
  'date',
];
const UPDATED = ['updated', 'modified', 'dcterms:modified', 'atom:updated', 'lastbuilddate'];
/** How many names one entry may bear: nobody reads more, and each costs memory. */
const MOST_NAMES = 50;
/** Of HTML: an article that needs more has nothing to say. */
const LONGEST_BODY = 2_000_000;
/** Of a person or a category; longer text is prose in the wrong place. */
const LONGEST_NAME = 300;
/** RSS 2.0 asks for "mail@example.org (The Name)". */
const MAIL_AND_NAME = /^\S+@\S+\s+\((?<name>[^()]+)\)$/u;

/** One item or entry of a feed, whatever its format. `base` is the one in force around it. */
export function readEntry(element: Element, around: string): Entry {
  const base = baseWithin(element, around);
  const fields = fieldsOf(element);
  const body = readHtml(firstHtml(fields, BODIES).slice(0, LONGEST_BODY));
  const updated = firstDate(fields, UPDATED);
  return {
    id: readId(element, fields),
    link: readLink(fields, base),
    title: readTitle(fields),
    text: body.text,
    published: firstDate(fields, PUBLISHED) ?? updated,
    updated,
    authors: readAuthors(fields),
    categories: readCategories(fields),
    image: leadImage(fields, body.image, base),
    language: null,
    via: readVia(fields),
  };
}

/** The title of an entry or a channel on one line. */
export function readTitle(fields: Fields): string | null {
  return onOneLine(htmlToText(firstHtml(fields, TITLES)));
}

/** The address of a page among the links of an entry or a channel, absolute: the first that says it is HTML, else the first. */
export function readPageLink(fields: Fields, base: string): string | null {
  const links = fields.all('link', 'atom:link').filter((link) => resolveAddress(pageAddress(link), base) !== null);
  const link = links.find((each) => attributeOf(each, 'type').toLowerCase() === 'text/html') ?? links[0];
  return link ? resolveAddress(pageAddress(link), baseWithin(link, base)) : null;
}

/** RSS writes the address as text, Atom as href with a relation that is `alternate` when unsaid. */
function pageAddress(link: Element): string {
  const rel = attributeOf(link, 'rel').toLowerCase();
  if (!link.attributes.has('href')) return textOf(link);
  return rel === '' || rel === 'alternate' ? attributeOf(link, 'href') : '';
}

/** A guid is the link of an entry without one, unless it says that it is none. */
function readLink(fields: Fields, base: string): string | null {
  const link = readPageLink(fields, base);
  const [guid] = fields.all('guid');
  if (link !== null || !guid || attributeOf(guid, 'ispermalink').toLowerCase() === 'false') return link;
  return resolveAddress(textOf(guid), base);
}

function readId(element: Element, fields: Fields): string | null {
  const [own] = fields.all('guid', 'id');
  const id = own ? textOf(own).trim() : '';
  return id || attributeOf(element, 'rdf:about') || null;
}

function firstHtml(fields: Fields, names: readonly string[]): string {
  for (const element of fields.all(...names)) {
    const html = htmlOf(element);
    if (html.trim() !== '') return html;
  }
  return '';
}

function firstDate(fields: Fields, names: readonly string[]): Date | null {
  for (const element of fields.all(...names)) {
    const date = parseDate(textOf(element));
    if (date !== null) return date;
  }
  return null;
}

function readAuthors(fields: Fields): readonly string[] {
  const elements = fields.all('author', 'dc:creator', 'atom:author', 'itunes:author').slice(0, MOST_NAMES);
  const names = elements.map((author) => {
    const [name] = fieldsOf(author).all('name', 'atom:name');
    return htmlToText(textOf(name ?? author).slice(0, LONGEST_NAME));
  });
  return distinct(names.map((name) => MAIL_AND_NAME.exec(name)?.groups?.['name'] ?? name));
}

function readCategories(fields: Fields): readonly string[] {
  const names = fields
    .all('category', 'dc:subject', 'atom:category')
    .slice(0, MOST_NAMES)
    .map((category) => attributeOf(category, 'label') || attributeOf(category, 'term') || textOf(category));
  return distinct(names.map((name) => htmlToText(name.slice(0, LONGEST_NAME))));
}

/** Aggregators name the paper: RSS in the text of `source`, Atom in its title. */
function readVia(fields: Fields): string | null {
  const [source] = fields.all('source', 'atom:source');
  return source ? (readTitle(fieldsOf(source)) ?? onOneLine(htmlToText(textOf(source)))) : null;
}

function onOneLine(text: string): string | null {
  return text.replace(/\n/gu, ' ') || null;
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(onOneLine).filter((name) => name !== null))];
}
