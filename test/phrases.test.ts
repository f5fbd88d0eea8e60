import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import en from '../src/phrases/en.json' with { type: 'json' };
import type { PhraseKey } from '../src/phrases/say.ts';
import { say, sayPlain, spokenLanguage } from '../src/phrases/say.ts';

const KEYS = Object.keys(en) as PhraseKey[];
const CODE = globSync('{src,commands}/**/*.ts').map((file) => readFileSync(file, 'utf8'));

test('every sentence the bot can say stands in one file that was read aloud', async () => {
  const said = KEYS.map((key) => `${key}\n${formsOf(key).join('\n')}\n`);
  await expect(said.join('\n')).toMatchFileSnapshot('golden/phrases.txt');
});

test('every phrase is used', () => {
  const unused = KEYS.filter((key) => !CODE.some((code) => code.includes(`'${key}'`)) && !isMade(key));
  expect(unused).toEqual([]);
});

test('an error names the next step: it tells what to do, or asks for something', () => {
  const step =
    /\b(?:give|say|write|try|check|look|order|end|remove|ask|set|put|stop|export|leave|add|use|show|choose|copy|start|run|open|allow|update)\b/iu;
  const errors = KEYS.filter((key) =>
    /^(?:wrong|not-allowed|(?:source|address|search|feed|reading|database)-(?:fault|answer)|source\.(?:too-many|no-such|none)|topic\.(?:wrong|too-many|no-such)|stop|failed|missing|unknown)/u.test(
      key,
    ),
  );
  for (const key of errors.filter((key) => key !== 'wrong.which-digest' && key !== 'not-allowed.owner')) {
    expect(
      formsOf(key).every((form) => step.test(form)),
      key,
    ).toBe(true);
  }
});

test('what is put into a phrase is never read for marks', () => {
  const said = say('en', 'source.removed', { title: '**bold** {title} `code`' });
  expect(said).toContainEqual({ form: 'plain', text: '**bold** {title} `code`' });
});

test('a language the bot does not speak is answered in English, dates and all', () => {
  expect(sayPlain('xx', 'days.daily')).toBe('every day');
  expect(spokenLanguage('xx')).toBe('en');
});

/** Keys that code puts together from a code of ours: `expected.${fault}`. */
function isMade(key: string): boolean {
  const stem = key.slice(0, key.lastIndexOf('.') + 1);
  return stem !== '' && CODE.some((code) => code.includes(`\`${stem}\${`));
}

/** Each plural form, filled with the names of what goes in. */
function formsOf(key: PhraseKey): readonly string[] {
  const phrase: string | Readonly<Record<string, string>> = en[key];
  const forms = typeof phrase === 'string' ? [phrase] : Object.values(phrase);
  return forms.map((form) => `  ${form.replaceAll('\n', '\n  ')}`);
}
