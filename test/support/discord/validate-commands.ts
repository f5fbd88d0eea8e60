import { characters, isPayload, list, number, type Payload, text } from '../payload.ts';
import { badLength, choices, type FormError, required, tooMany } from './validate.ts';

/** https://docs.discord.com/developers/interactions/application-commands: counts, and lengths in characters. */
const COMMANDS = 100;
const DESCRIPTION = 100;
const OPTIONS = 25;
const CHOICES = 25;
const CHOICE_TEXT = 100;
/** All names, descriptions and choice values of one command, each counted at its longest localisation. */
const WHOLE_COMMAND = 8000;
/** The documented pattern for names; they must also equal their own lower case. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** https://docs.discord.com/developers/reference#locales */
const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);
const OPTION_TYPE = { subcommand: 1, group: 2, last: 11 } as const;

/** What is wrong with a list of slash commands to register; `isSingle` leaves the position out of the paths, as for POST. */
export function commandErrors(commands: readonly Payload[], isSingle: boolean): readonly FormError[] {
  const names = commands.map((command) => text(command['name']));
  return [
    ...tooMany(commands, [], COMMANDS),
    ...commands.flatMap((command, at) => wholeErrors(command, isSingle ? [] : [String(at)])),
    ...duplicates(names, [], 'APPLICATION_COMMANDS_DUPLICATE_NAME'),
  ];
}

function wholeErrors(command: Payload, path: readonly string[]): readonly FormError[] {
  const isLarge = sizeOf(command) > WHOLE_COMMAND;
  const large = {
    path,
    code: 'APPLICATION_COMMAND_TOO_LARGE',
    message: `Command exceeds maximum size (${WHOLE_COMMAND})`,
  };
  return [...namedErrors(command, path, 0), ...(isLarge ? [large] : [])];
}

function namedErrors(named: Payload, path: readonly string[], depth: number): readonly FormError[] {
  const options = list(named['options']).map((option) => (isPayload(option) ? option : {}));
  return [
    ...nameErrors(named['name'], [...path, 'name']),
    ...descriptionErrors(named['description'], [...path, 'description']),
    ...localisedErrors(named, path, 'name_localizations', nameErrors),
    ...localisedErrors(named, path, 'description_localizations', descriptionErrors),
    ...choiceErrors(named, path),
    ...tooMany(options, [...path, 'options'], OPTIONS),
    ...duplicates(
      options.map((option) => text(option['name'])),
      [...path, 'options'],
      'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ),
    ...orderErrors(options, path),
    ...options.flatMap((option, at) => optionErrors(option, [...path, 'options', String(at)], depth + 1)),
  ];
}

function optionErrors(option: Payload, path: readonly string[], depth: number): readonly FormError[] {
  const type = number(option['type']);
  const isKnown = Number.isInteger(type) && type >= OPTION_TYPE.subcommand && type <= OPTION_TYPE.last;
  const isTooDeep = (type === OPTION_TYPE.group && depth > 1) || (type === OPTION_TYPE.subcommand && depth > 2);
  return [...(isKnown && !isTooDeep ? [] : [choices([...path, 'type'])]), ...namedErrors(option, path, depth)];
}

function nameErrors(name: unknown, path: readonly string[]): readonly FormError[] {
  const said = text(name);
  if (NAME.test(said) && said === said.toLowerCase()) return [];
  return [{ path, code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }];
}

function descriptionErrors(description: unknown, path: readonly string[]): readonly FormError[] {
  if (text(description) === '') return [required(path)];
  return characters(description) > DESCRIPTION ? [badLength(path, 1, DESCRIPTION)] : [];
}

function localisedErrors(
  named: Payload,
  path: readonly string[],
  key: string,
  errorsOf: (value: unknown, path: readonly string[]) => readonly FormError[],
): readonly FormError[] {
  const said = named[key];
  if (!isPayload(said)) return [];
  return Object.entries(said).flatMap(([locale, value]) => {
    const place = [...path, key, locale];
    return [...(LOCALES.has(locale) ? [] : [choices(place)]), ...errorsOf(value, place)];
  });
}

function choiceErrors(option: Payload, path: readonly string[]): readonly FormError[] {
  const offered = list(option['choices']).map((choice) => (isPayload(choice) ? choice : {}));
  const both = offered.length > 0 && option['autocomplete'] === true;
  const wrong = offered.flatMap((choice, at) => wrongChoice(choice, [...path, 'choices', String(at)]));
  return [
    ...tooMany(offered, [...path, 'choices'], CHOICES),
    ...wrong,
    ...(both ? [choices([...path, 'autocomplete'])] : []),
  ];
}

/** What is wrong with a choice, in a registered command or in an autocomplete answer. */
function wrongChoice(choice: Payload, path: readonly string[]): readonly FormError[] {
  return ['name', 'value']
    .filter((key) => String(choice[key] ?? '') === '' || characters(String(choice[key])) > CHOICE_TEXT)
    .map((key) => badLength([...path, key], 1, CHOICE_TEXT));
}

/** What is wrong with the choices of an autocomplete answer. */
export function autocompleteErrors(offered: readonly unknown[]): readonly FormError[] {
  const wrong = offered.flatMap((choice, at) =>
    wrongChoice(isPayload(choice) ? choice : {}, ['data', 'choices', String(at)]),
  );
  return [...tooMany(offered, ['data', 'choices'], CHOICES), ...wrong];
}

function orderErrors(options: readonly Payload[], path: readonly string[]): readonly FormError[] {
  const firstOptional = options.findIndex(
    (option) => option['required'] !== true && number(option['type']) > OPTION_TYPE.group,
  );
  const late = options.findIndex(
    (option, at) => option['required'] === true && firstOptional >= 0 && at > firstOptional,
  );
  if (late < 0) return [];
  const message = 'Required options must be placed before non-required options';
  return [{ path: [...path, 'options', String(late)], code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message }];
}

function duplicates(names: readonly string[], path: readonly string[], code: string): readonly FormError[] {
  const at = names.findIndex((name, place) => names.indexOf(name) < place);
  if (at < 0) return [];
  return [{ path: [...path, String(at), 'name'], code, message: 'The name is used already' }];
}

function sizeOf(named: Payload): number {
  const own = longest(named, 'name') + longest(named, 'description');
  const inner = list(named['options']).filter(isPayload).map(sizeOf);
  const offered = list(named['choices']).filter(isPayload);
  const said = offered.map((choice) => longest(choice, 'name') + characters(String(choice['value'])));
  return [own, ...inner, ...said].reduce((sum, size) => sum + size, 0);
}

function longest(named: Payload, key: string): number {
  const localised = named[`${key}_localizations`];
  const all = [named[key], ...(isPayload(localised) ? Object.values(localised) : [])];
  return Math.max(...all.map(characters));
}
