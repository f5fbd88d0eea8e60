import { characters, isPayload, list, type Payload, text } from '../payload.ts';
import { badRequest } from './refusal.ts';
import type { Chat, State } from './state.ts';

/** https://core.telegram.org/bots/api#inlinekeyboardbutton, in bytes. */
const CALLBACK_DATA_BYTES = 64;
/** More than these in one row are not shown well by every app. */
const BUTTONS_IN_ROW = 8;
const BUTTONS = 100;
const ACTIONS = ['url', 'callback_data', 'web_app', 'login_url', 'switch_inline_query', 'copy_text'];

/** The rows of an inline keyboard (none without one); throws where Telegram would refuse it. */
export function readKeyboard(state: State, markup: unknown, chat?: Chat): readonly (readonly Payload[])[] {
  if (isPayload(markup) && 'force_reply' in markup) checkForcedReply(markup, chat);
  if (!isPayload(markup) || !('inline_keyboard' in markup)) return [];
  const rows = list(markup['inline_keyboard']).map((row) => {
    if (!Array.isArray(row)) throw badRequest('field "inline_keyboard" must be of type Array of Arrays');
    return row.filter(isPayload);
  });
  if (rows.flat().length > BUTTONS) throw badRequest('reply markup is too long');
  if (rows.some((row) => row.length > BUTTONS_IN_ROW)) state.ledger.violation('more-than-8-buttons-in-a-row');
  for (const button of rows.flat()) checkButton(button);
  return rows;
}

/** https://core.telegram.org/bots/api#forcereply, in characters. */
const PLACEHOLDER = 64;

function checkForcedReply(markup: Payload, chat: Chat | undefined): void {
  if (chat?.type === 'channel') throw badRequest('inline keyboard expected');
  const hint = markup['input_field_placeholder'];
  if (hint !== undefined && (characters(hint) < 1 || characters(hint) > PLACEHOLDER))
    throw badRequest('INPUT_FIELD_PLACEHOLDER_INVALID');
}

function checkButton(button: Payload): void {
  if (text(button['text']) === '')
    throw badRequest("can't parse inline keyboard button: Text buttons can't have empty text");
  if (!ACTIONS.some((action) => action in button)) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  const bytes = Buffer.byteLength(text(button['callback_data']));
  if ('callback_data' in button && (bytes < 1 || bytes > CALLBACK_DATA_BYTES)) throw badRequest('BUTTON_DATA_INVALID');
  const url = button['url'];
  if (typeof url === 'string' && !/^(?:https?|tg):\/\/./iu.test(url)) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
}
