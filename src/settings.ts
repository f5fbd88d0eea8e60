/** One setting: its name in the environment, what it is without one, what it is for, and how its text is read. */
export interface Setting<T> {
  readonly name: string;
  /** As `.env.example` and the README show it; empty is none. */
  readonly fallback: string;
  readonly about: string;
  readonly example: string;
  /** Answers the value, or what is wrong with the text. */
  readonly read: (text: string) => { readonly value: T } | { readonly wrong: string };
}

/** Text as it stands; nothing when it is empty. */
export const text = (given: string): { readonly value: string | null } => ({ value: given === '' ? null : given });

export function number(least: number, most: number): Setting<number>['read'] {
  return (given) => {
    const value = Number(given);
    if (given.trim() === '' || !Number.isFinite(value)) return { wrong: 'is not a number' };
    return value < least || value > most ? { wrong: `must lie between ${least} and ${most}` } : { value };
  };
}

export function oneOf<const Choice extends string>(...choices: readonly Choice[]): Setting<Choice>['read'] {
  return (given) => {
    const value = choices.find((choice) => choice === given.toLowerCase());
    return value === undefined ? { wrong: `must be ${choices.join(' or ')}` } : { value };
  };
}

/** A web address; the secret part of one (user and password) is refused, since addresses are logged. */
export function webAddress(given: string): { readonly value: string } | { readonly wrong: string } {
  if (!URL.canParse(given)) return { wrong: 'is not a web address' };
  const { protocol, username, password } = new URL(given);
  if (protocol !== 'http:' && protocol !== 'https:') return { wrong: 'must begin with http:// or https://' };
  return username === '' && password === ''
    ? { value: given.replace(/\/+$/u, '') }
    : { wrong: 'may not hold a user name or password' };
}

/** Words between commas or spaces, each of which must be of the given form. */
export function list(form: RegExp, what: string): Setting<readonly string[]>['read'] {
  return (given) => {
    const words = given.split(/[\s,]+/u).filter(Boolean);
    const wrong = words.find((word) => !form.test(word));
    return wrong === undefined ? { value: words } : { wrong: `holds '${wrong}', which is not ${what}` };
  };
}
