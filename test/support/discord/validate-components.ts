import { characters, isPayload, list, number, type Payload, text } from '../payload.ts';
import { badLength, choices, type FormError, required, tooMany, urlErrors } from './validate.ts';
import { FLAG } from './world.ts';

/** https://docs.discord.com/developers/components/reference: rows of a message, buttons of a row, and lengths in characters. */
const ROWS = 5;
const BUTTONS = 5;
const LABEL = 80;
const CUSTOM_ID = 100;
const BUTTON_URL = 512;
const SELECT_OPTIONS = 25;
const OPTION_TEXT = 100;
const PLACEHOLDER = 150;
/** With the components V2 flag: all components of a message, nested ones too, and the characters of all their texts. */
const COMPONENTS_V2 = 40;
const TEXT_V2 = 4000;

const TYPE = { row: 1, button: 2, select: 3, textInput: 4, lastSelect: 8, text: 10 } as const;
const LINK_STYLE = 5;

/** What is wrong with a message's buttons, menus and blocks. */
export function componentErrors(body: Payload): readonly FormError[] {
  const top = list(body['components']).map((component) => (isPayload(component) ? component : {}));
  const isV2 = (number(body['flags']) & FLAG.componentsV2) !== 0;
  const placed = top.flatMap((component, at) => withInner(component, ['components', String(at)]));
  return [
    ...(isV2 ? wholeV2Errors(placed) : [...tooMany(top, ['components'], ROWS), ...rowErrors(top)]),
    ...placed.flatMap(({ component, path }) => oneErrors(component, path)),
    ...duplicateIds(placed),
  ];
}

type Placed = { readonly component: Payload; readonly path: readonly string[] };

function withInner(component: Payload, path: readonly string[]): readonly Placed[] {
  const inner = list(component['components']).filter(isPayload);
  const accessory = component['accessory'];
  return [
    { component, path },
    ...inner.flatMap((one, at) => withInner(one, [...path, 'components', String(at)])),
    ...(isPayload(accessory) ? withInner(accessory, [...path, 'accessory']) : []),
  ];
}

/** Every component of a message, nested ones too. */
export function allComponents(components: readonly Payload[]): readonly Payload[] {
  return components.flatMap((component) => withInner(component, [])).map(({ component }) => component);
}

function wholeV2Errors(placed: readonly Placed[]): readonly FormError[] {
  const texts = placed.filter(({ component }) => component['type'] === TYPE.text);
  const total = texts.reduce((sum, { component }) => sum + characters(component['content']), 0);
  const long = { path: ['components'], code: 'COMPONENT_MAX_TOTAL_COMPONENT_LENGTH', message: `Text over ${TEXT_V2}.` };
  return [...tooMany(placed, ['components'], COMPONENTS_V2), ...(total > TEXT_V2 ? [long] : [])];
}

function rowErrors(top: readonly Payload[]): readonly FormError[] {
  return top
    .map((component, at) => ({ component, path: ['components', String(at), 'type'] }))
    .filter(({ component }) => component['type'] !== TYPE.row)
    .map(({ path }) => choices(path));
}

function oneErrors(component: Payload, path: readonly string[]): readonly FormError[] {
  const type = number(component['type']);
  const id = lengthErrors(component, path, 'custom_id', CUSTOM_ID);
  if (type === TYPE.row) return fullRowErrors(component, path);
  if (type === TYPE.button) return [...id, ...buttonErrors(component, path)];
  if (type >= TYPE.select && type <= TYPE.lastSelect && type !== TYPE.textInput) {
    return [...id, ...selectErrors(component, path)];
  }
  return id;
}

function fullRowErrors(row: Payload, path: readonly string[]): readonly FormError[] {
  const inner = list(row['components']);
  const hasMenu = inner.some((one) => isPayload(one) && one['type'] !== TYPE.button);
  const most = hasMenu ? 1 : BUTTONS;
  return inner.length < 1 || inner.length > most ? [badLength([...path, 'components'], 1, most)] : [];
}

function buttonErrors(button: Payload, path: readonly string[]): readonly FormError[] {
  const isLink = button['style'] === LINK_STYLE;
  const key = isLink ? 'url' : 'custom_id';
  return [
    ...(text(button[key]) === '' ? [required([...path, key])] : []),
    ...(isLink && 'custom_id' in button ? [choices([...path, 'custom_id'])] : []),
    ...(isLink ? urlErrors(text(button['url']), [...path, 'url']) : []),
    ...(text(button['label']) === '' && !('emoji' in button) ? [required([...path, 'label'])] : []),
    ...lengthErrors(button, path, 'label', LABEL),
    ...lengthErrors(button, path, 'url', BUTTON_URL),
  ];
}

function selectErrors(select: Payload, path: readonly string[]): readonly FormError[] {
  const options = list(select['options']).map((option) => (isPayload(option) ? option : {}));
  const isEmpty = select['type'] === TYPE.select && options.length === 0;
  return [
    ...(text(select['custom_id']) === '' ? [required([...path, 'custom_id'])] : []),
    ...(isEmpty
      ? [badLength([...path, 'options'], 1, SELECT_OPTIONS)]
      : tooMany(options, [...path, 'options'], SELECT_OPTIONS)),
    ...lengthErrors(select, path, 'placeholder', PLACEHOLDER),
    ...options.flatMap((option, at) => optionErrors(option, [...path, 'options', String(at)])),
  ];
}

function optionErrors(option: Payload, path: readonly string[]): readonly FormError[] {
  const missing = ['label', 'value'].filter((key) => text(option[key]) === '').map((key) => required([...path, key]));
  const long = ['label', 'value', 'description'].flatMap((key) => lengthErrors(option, path, key, OPTION_TEXT));
  return [...missing, ...long];
}

function lengthErrors(value: Payload, path: readonly string[], key: string, most: number): readonly FormError[] {
  return characters(value[key]) > most ? [badLength([...path, key], 1, most)] : [];
}

function duplicateIds(placed: readonly Placed[]): readonly FormError[] {
  const ids = placed.map(({ component }) => text(component['custom_id']));
  const code = 'COMPONENT_CUSTOM_ID_DUPLICATED';
  return placed
    .filter((_, at) => ids[at] !== '' && ids.indexOf(ids[at] ?? '') < at)
    .map(({ path }) => ({ path: [...path, 'custom_id'], code, message: 'Component custom id cannot be duplicated' }));
}

/** https://docs.discord.com/developers/components/reference#label: fields of a modal, characters of its title, a label, what stands below it and in the field. */
const FIELDS = 5;
const TITLE = 45;
const FIELD_LABEL = 45;
const FIELD_ABOUT = 100;
const FIELD_EXAMPLE = 100;
const FIELD_VALUE = 4000;

/** What is wrong with a modal: its fields are labels that hold a text input each. */
export function modalErrors(data: Payload): readonly FormError[] {
  const fields = list(data['components']).map((field) => (isPayload(field) ? field : {}));
  const few = fields.length < 1 || fields.length > FIELDS ? [badLength(['components'], 1, FIELDS)] : [];
  return [
    ...few,
    ...['custom_id', 'title'].filter((key) => text(data[key]) === '').map((key) => required([key])),
    ...lengthErrors(data, [], 'custom_id', CUSTOM_ID),
    ...lengthErrors(data, [], 'title', TITLE),
    ...fields.flatMap((field, at) => fieldErrors(field, ['components', String(at)])),
  ];
}

const LABEL_TYPE = 18;

function fieldErrors(field: Payload, path: readonly string[]): readonly FormError[] {
  const input = isPayload(field['component']) ? field['component'] : {};
  if (field['type'] !== LABEL_TYPE || input['type'] !== TYPE.textInput) return [choices([...path, 'type'])];
  const inner = [...path, 'component'];
  return [
    ...(text(field['label']) === '' ? [required([...path, 'label'])] : []),
    ...(text(input['custom_id']) === '' ? [required([...inner, 'custom_id'])] : []),
    ...lengthErrors(field, path, 'label', FIELD_LABEL),
    ...lengthErrors(field, path, 'description', FIELD_ABOUT),
    ...lengthErrors(input, inner, 'custom_id', CUSTOM_ID),
    ...lengthErrors(input, inner, 'placeholder', FIELD_EXAMPLE),
    ...lengthErrors(input, inner, 'value', FIELD_VALUE),
  ];
}
