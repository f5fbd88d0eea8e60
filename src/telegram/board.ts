import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';
import { type Act, type Board, firstView, type Pinned, pageOf, pinBoard, touchId, type View } from '../domain/board.ts';
import type { Menu } from '../domain/command.ts';
import type { Notes } from '../domain/notes.ts';
import { sayPlain } from '../phrases/say.ts';
import { clip } from '../text/clip.ts';
import { oneLine } from '../text/one-line.ts';
import { ANSWERED } from './heard.ts';

/** https://core.telegram.org/bots/api#inlinekeyboardbutton, in bytes. */
const LONGEST_DATA = 64;
/** An app shows a button's label in one line and hides the rest; a keyboard holds a hundred buttons. */
const LONGEST_LABEL = 64;
const BUTTONS = 100;
/** Two short labels stand side by side on a telephone; so many choices are seen at once. */
const SHORT_LABEL = 18;
const PAGE = { short: 20, long: 10 } as const;

type Keys = readonly (readonly InlineKeyboardButton[])[];

/** The keyboard of a board as somebody sees it. The only menu lies open; of several, each is opened by its own button. Null where there is nothing to press. */
export async function drawBoard(
  notes: Notes,
  board: Board,
  view: View | null,
  language: string,
): Promise<InlineKeyboardMarkup | null> {
  const pinned = await pinBoard(notes, board, plainId);
  const buttons = pinned.buttons.map(({ label, id }) => [key(label, id)]);
  const rows = [...drawMenus(pinned, view, language), ...buttons].slice(0, BUTTONS);
  return rows.length === 0 ? null : { inline_keyboard: rows.map((row) => [...row]) };
}

/** What can be pressed on a keyboard. */
export function idsIn(keyboard: InlineKeyboardMarkup | null): readonly string[] {
  return (keyboard?.inline_keyboard ?? [])
    .flat()
    .flatMap((each) => ('callback_data' in each ? each.callback_data : []));
}

function plainId(line: string): string | null {
  const id = ANSWERED + line;
  return Buffer.byteLength(id) <= LONGEST_DATA ? id : null;
}

function key(label: string, id: string): InlineKeyboardButton {
  return { text: clip(oneLine(label), LONGEST_LABEL), callback_data: id };
}

function drawMenus({ menus, key: board }: Pinned, view: View | null, language: string): Keys {
  const [only] = menus;
  if (board === null || only === undefined) return [];
  if (menus.length === 1) return drawMenu(only, board, view ?? firstView(menus, 0), false, language);
  const open = view === null ? undefined : menus[view.menu];
  if (view !== null && open !== undefined) return drawMenu(open, board, view, true, language);
  return menus.map((menu, i) => [key(closedLabel(menu), touchId(board, firstView(menus, i), 'show'))]);
}

/** What it asks, and what is chosen in it. */
function closedLabel({ asks, choices }: Menu): string {
  const chosen = choices.filter(({ isChosen }) => isChosen).map(({ label }) => label);
  return chosen.length === 0 ? asks : `${asks}: ${chosen.join(', ')}`;
}

function drawMenu(menu: Menu, board: string, view: View, canLeave: boolean, language: string): Keys {
  const id = (act: Act, page = view.page): string => touchId(board, { ...view, page }, act);
  const isShort = menu.choices.every(({ label }) => label.length <= SHORT_LABEL);
  const { shown, page, pages } = pageOf(menu, view.page, isShort ? PAGE.short : PAGE.long);
  const choices = shown.map(({ choice, place }) => key(mark(choice.label, view.chosen.has(place)), id(place)));
  const say = (word: 'menu.previous' | 'menu.next' | 'menu.back'): string => sayPlain(language, word);
  const pager = [
    ...(page === 0 ? [] : [key(say('menu.previous'), id('show', page - 1))]),
    ...(page + 1 >= pages ? [] : [key(say('menu.next'), id('show', page + 1))]),
  ];
  const done = menu.many ? [key(sayPlain(language, 'menu.done', { count: view.chosen.size }), id('say'))] : [];
  const back = canLeave ? [key(say('menu.back'), id('leave'))] : [];
  return [...inRows(choices, isShort ? 2 : 1), pager, done, back].filter((row) => row.length > 0);
}

/** A tick before a word is read out as such; no colour tells it. */
function mark(label: string, isChosen: boolean): string {
  return isChosen ? `✓ ${label}` : label;
}

function inRows(keys: readonly InlineKeyboardButton[], columns: number): Keys {
  const starts = keys.map((_, i) => i).filter((i) => i % columns === 0);
  return starts.map((start) => keys.slice(start, start + columns));
}
