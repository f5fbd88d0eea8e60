import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIChannelSelectComponent,
  type APIComponentInMessageActionRow,
  type APIRoleSelectComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord.js';
import { type Board, firstView, type Pinned, pageOf, pinBoard, touchId, type View } from '../domain/board.ts';
import type { Menu } from '../domain/command.ts';
import type { Notes } from '../domain/notes.ts';
import { sayPlain } from '../phrases/say.ts';
import { clip } from '../text/clip.ts';
import { buttonId } from './message.ts';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/**
 * https://docs.discord.com/developers/components/reference: rows of a message, buttons of a row, characters of a label and of an id; choices of a
 * menu, and characters of one and of what stands on the menu.
 */
const MOST = { rows: 5, inRow: 5, label: 80, id: 100, choice: 100, placeholder: 150 } as const;
export const CHOICES = 25;

/** The rows of a board as somebody sees it; without a view, as it is first shown. */
export async function drawBoard(
  notes: Notes,
  board: Board,
  view: View | null,
  language: string,
): Promise<readonly Row[]> {
  const pinned = await pinBoard(notes, board, plainId);
  const menus = pinned.menus.flatMap((menu, i) =>
    drawMenu(menu, pinned.key ?? '', view?.menu === i ? view : firstView(pinned.menus, i), language),
  );
  return [...menus, ...inRows(pinned.buttons.map(drawButton))].slice(0, MOST.rows);
}

/** What can be touched in these rows. */
export function idsIn(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ components }) => components.flatMap((each) => ('custom_id' in each ? [each.custom_id] : [])));
}

function plainId(line: string): string | null {
  const id = buttonId(line);
  return id.length <= MOST.id ? id : null;
}

function drawMenu(menu: Menu, key: string, view: View, language: string): readonly Row[] {
  if (menu.of === 'channels') return [inRow(drawChannelMenu(menu, key, view))];
  if (menu.of === 'roles') return [inRow(drawRoleMenu(menu, key, view))];
  const { pages } = pageOf(menu, view.page, CHOICES);
  const select = inRow(drawSelect(menu, key, view));
  return pages === 1 ? [select] : [select, ...inRows(drawPager(menu, key, view, pages, language))];
}

function drawSelect(menu: Menu, key: string, view: View): APIStringSelectComponent {
  const { shown } = pageOf(menu, view.page, CHOICES);
  const options = shown.map(({ choice: { label, hint }, place }) => ({
    label: clip(label, MOST.choice),
    value: String(place),
    default: view.chosen.has(place),
    ...(hint === undefined ? {} : { description: clip(hint, MOST.choice) }),
  }));
  return {
    ...{ type: ComponentType.StringSelect, custom_id: touchId(key, view, 'pick'), options },
    placeholder: clip(menu.asks, MOST.placeholder),
    ...(menu.many === true ? { min_values: 0, max_values: options.length } : {}),
  };
}

/** Where digests can be posted. */
export const POSTABLE = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.GuildForum,
] as const;

function drawChannelMenu({ asks }: Menu, key: string, view: View): APIChannelSelectComponent {
  const custom_id = touchId(key, view, 'pick');
  const placeholder = clip(asks, MOST.placeholder);
  return { type: ComponentType.ChannelSelect, custom_id, placeholder, channel_types: [...POSTABLE] };
}

function drawRoleMenu({ asks, choices }: Menu, key: string, view: View): APIRoleSelectComponent {
  const chosen = choices.filter(({ isChosen }) => isChosen);
  return {
    type: ComponentType.RoleSelect,
    custom_id: touchId(key, view, 'pick'),
    placeholder: clip(asks, MOST.placeholder),
    default_values: chosen.map(({ value }) => ({ id: value, type: SelectMenuDefaultValueType.Role })),
  };
}

/** To the pages beside this one; where several are chosen over all pages, a button that says them. */
function drawPager(
  menu: Menu,
  key: string,
  view: View,
  pages: number,
  language: string,
): readonly APIButtonComponent[] {
  const to = (page: number): string => touchId(key, { ...view, page }, 'show');
  return [
    ...(view.page === 0 ? [] : [{ label: sayPlain(language, 'menu.previous'), id: to(view.page - 1) }]),
    ...(view.page + 1 >= pages ? [] : [{ label: sayPlain(language, 'menu.next'), id: to(view.page + 1) }]),
    ...(menu.many === true
      ? [{ label: sayPlain(language, 'menu.done', { count: view.chosen.size }), id: touchId(key, view, 'say') }]
      : []),
  ].map(drawButton);
}

function drawButton({ label, id }: Pinned['buttons'][number]): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: clip(label, MOST.label),
    custom_id: id,
  };
}

function inRow(component: APIComponentInMessageActionRow): Row {
  return { type: ComponentType.ActionRow, components: [component] };
}

function inRows(buttons: readonly APIButtonComponent[]): readonly Row[] {
  const starts = buttons.map((_, i) => i).filter((i) => i % MOST.inRow === 0);
  return starts.map((start) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(start, start + MOST.inRow),
  }));
}
