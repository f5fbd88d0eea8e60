import { sayChosen } from './line.ts';
import type { Kept, Notes } from './notes.ts';
import type { Button, Choice, Form, Menu, Reply } from './reply.ts';

/** The menus and buttons under one message. */
export type Board = Extract<Kept, { readonly kind: 'board' }>;

/** How far somebody got in a menu of a board: the page they see, counted from 0, and the places of what they chose. */
export interface View {
  readonly menu: number;
  readonly page: number;
  readonly chosen: ReadonlySet<number>;
}

/** What touching a menu does: the choice at a place is taken; what comes with the touch is taken; a page is shown; what was chosen is said; it is left. */
export type Act = number | 'pick' | 'show' | 'say' | 'leave';

/** A board as it can be drawn: each button has the id by which it is known when pressed. */
export interface Pinned {
  /** The board's own key; null when it has no menu. */
  readonly key: string | null;
  readonly menus: readonly Menu[];
  readonly buttons: readonly { readonly label: string; readonly id: string }[];
}

/** The board of a reply; menus without a choice are none. */
export function boardOf({ menus = [], buttons = [] }: Pick<Reply, 'menus' | 'buttons'>): Board {
  return { kind: 'board', menus: menus.filter((menu) => menu.of !== undefined || menu.choices.length > 0), buttons };
}

/** Keeps what has no room in an id; `plainId` is the id that holds a line itself, or null where it is too long. */
export async function pinBoard(notes: Notes, board: Board, plainId: (line: string) => string | null): Promise<Pinned> {
  const buttons = [];
  for (const button of board.buttons) buttons.push({ label: button.label, id: await idOf(notes, button, plainId) });
  return { key: board.menus.length === 0 ? null : await notes.keep(board), menus: board.menus, buttons };
}

async function idOf(notes: Notes, { says, asks }: Button, plainId: (line: string) => string | null): Promise<string> {
  if (asks !== undefined) return KEPT + (await notes.keep({ kind: 'form', says, form: asks }));
  return plainId(says) ?? KEPT + (await notes.keep({ kind: 'line', line: says }));
}

/** An id that begins so names something that is kept; no command line does. */
const KEPT = '~';
const ACTS: Readonly<Record<string, Act>> = { p: 'show', s: 'say', t: 'pick', x: 'leave' };
const ID = /^~(?<key>[\w-]{16})(?::(?<menu>\d+):(?<page>\d+):(?<chosen>[0-9a-z]+):(?<act>\d+|[pstx]))?$/u;
const RADIX = 36;

/** The id of something to touch in a menu: at most 64 bytes while the menu has no more than MOST_CHOICES. */
export function touchId(key: string, { menu, page, chosen }: View, act: Act): string {
  const bits = [...chosen].reduce((all, place) => all | (1n << BigInt(place)), 0n);
  const letter = typeof act === 'number' ? act : Object.keys(ACTS).find((each) => ACTS[each] === act);
  return `${KEPT}${key}:${menu}:${page}:${bits.toString(RADIX)}:${letter}`;
}

/** A menu of which several may be chosen is cut here, so that an id has room for what was chosen. */
const MOST_CHOICES = 150;

export function formId(key: string): string {
  return KEPT + key;
}

/** What a touch means. */
export type Touched =
  | { readonly kind: 'say'; readonly line: string }
  | { readonly kind: 'ask'; readonly key: string; readonly says: string; readonly form: Form }
  | { readonly kind: 'show'; readonly key: string; readonly board: Board; readonly view: View | null }
  /** It is not kept any more. */
  | { readonly kind: 'gone' };

/** What of a menu is on a page. */
export interface Page {
  readonly shown: readonly { readonly choice: Choice; readonly place: number }[];
  readonly page: number;
  readonly pages: number;
}

export function pageOf(menu: Menu, page: number, size: number): Page {
  const all = menu.many ? menu.choices.slice(0, MOST_CHOICES) : menu.choices;
  const pages = Math.max(1, Math.ceil(all.length / size));
  const shown = all.map((choice, place) => ({ choice, place })).slice(page * size, (page + 1) * size);
  return { shown, page, pages };
}

/** As a menu is first shown. */
export function firstView(menus: readonly Menu[], menu: number): View {
  const choices = menus[menu]?.choices.slice(0, MOST_CHOICES) ?? [];
  return { menu, page: 0, chosen: new Set(choices.flatMap(({ isChosen }, place) => (isChosen ? [place] : []))) };
}

/** Reads the id of what was touched; null when it is none of ours. With it came `picked`, the places or values taken on a page of `size` choices. */
export async function readTouch(
  notes: Notes,
  id: string,
  { picked, size }: Picked = { picked: [], size: 0 },
): Promise<Touched | null> {
  const { key, menu, page, chosen = '0', act } = ID.exec(id)?.groups ?? {};
  if (key === undefined) return null;
  const kept = await notes.find(key);
  if (kept === null) return { kind: 'gone' };
  if (kept.kind === 'line') return { kind: 'say', line: kept.line };
  if (kept.kind === 'form') return { kind: 'ask', key, says: kept.says, form: kept.form };
  if (act === undefined) return { kind: 'show', key, board: kept, view: null };
  const view = { menu: Number(menu), page: Number(page), chosen: readBits(chosen) };
  return touch(key, kept, view, ACTS[act] ?? Number(act), { picked, size });
}

interface Picked {
  readonly picked: readonly string[];
  readonly size: number;
}

function touch(key: string, board: Board, view: View, act: Act, picked: Picked): Touched {
  const menu = board.menus[view.menu];
  if (menu === undefined) return { kind: 'gone' };
  switch (act) {
    case 'leave':
      return { kind: 'show', key, board, view: null };
    case 'show':
      return { kind: 'show', key, board, view };
    case 'say':
      return { kind: 'say', line: lineFor(menu, view.chosen) };
    case 'pick':
      return pick(key, board, view, menu, picked);
    default:
      if (menu.many !== true) return { kind: 'say', line: lineFor(menu, new Set([act])) };
      return { kind: 'show', key, board, view: { ...view, chosen: toggled(view.chosen, act) } };
  }
}

/** What is picked on one of several pages is kept in mind; else it is all. */
function pick(key: string, board: Board, view: View, menu: Menu, { picked, size }: Picked): Touched {
  if (menu.of !== undefined) return { kind: 'say', line: sayChosen(menu.says, picked) };
  const { shown, pages } = pageOf(menu, view.page, size);
  const here = new Set(shown.map(({ place }) => place));
  const places = picked.map(Number).filter((place) => here.has(place));
  if (menu.many !== true || pages === 1) return { kind: 'say', line: lineFor(menu, new Set(places)) };
  const chosen = new Set([...[...view.chosen].filter((place) => !here.has(place)), ...places]);
  return { kind: 'show', key, board, view: { ...view, chosen } };
}

/** In the menu's order. */
function lineFor({ says, choices }: Menu, chosen: ReadonlySet<number>): string {
  return sayChosen(
    says,
    choices.flatMap(({ value }, place) => (chosen.has(place) ? [value] : [])),
  );
}

function toggled(chosen: ReadonlySet<number>, place: number): ReadonlySet<number> {
  return chosen.has(place) ? chosen.difference(new Set([place])) : chosen.union(new Set([place]));
}

function readBits(text: string): ReadonlySet<number> {
  const bits = [...text].reduce((all, digit) => all * BigInt(RADIX) + BigInt(Number.parseInt(digit, RADIX)), 0n);
  return new Set([...bits.toString(2)].reverse().flatMap((bit, place) => (bit === '1' ? [place] : [])));
}
