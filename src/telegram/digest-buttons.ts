import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { Delivery } from '../domain/delivery.ts';
import { type DigestButton, lineOf } from '../domain/digest.ts';
import { clip } from '../text/clip.ts';

/** An app shows a button's label in one line and hides the rest. */
const LONGEST_LABEL = 32;
const IN_ROW = 2;

/** The keyboard under a part; left out where the part bears no buttons. */
export function keyboardOf(
  buttons: readonly DigestButton[],
  { digest }: Delivery,
): { readonly reply_markup?: InlineKeyboardMarkup } {
  if (buttons.length === 0) return {};
  const drawn = buttons.map((button) => ({
    text: clip(button.label, LONGEST_LABEL),
    callback_data: lineOf(button, digest),
  }));
  const starts = drawn.map((_, i) => i).filter((i) => i % IN_ROW === 0);
  return { reply_markup: { inline_keyboard: starts.map((start) => drawn.slice(start, start + IN_ROW)) } };
}
