import { instantInWords } from '../phrases/dates.ts';
import { type Form, joinRuns, type Run, webAddress } from './runs.ts';

/**
 * What Discord acts on: an escape, code, a masked link (its address may stand in angle brackets), the signs that begin and end a form, and a bare
 * address or instant. https://support.discord.com/hc/en-us/articles/210298617
 */
const MARK =
  /\\(?<escaped>[^\p{L}\p{N}\s])|`(?<code>[^`\n]+)`|\[(?<label>(?:\\.|[^\\\]])+)\]\((?:<(?<shown>[^<>\s]+)>|(?<plain>[^()\s]+))\)|(?<sign>\*\*|__|~~|\|\||[*_])|(?<address>https?:\/\/[^\s<>]+)|<t:(?<seconds>\d{1,11}):F>/gsu;

const SIGNS: Readonly<Record<string, Form>> = {
  '**': 'bold',
  __: 'underline',
  '~~': 'struck',
  '||': 'spoiler',
  '*': 'italic',
  _: 'italic',
};

const SUBTEXT = '-# ';

/** Reads a message's Markdown as Discord shows it: escapes undone, links and forms seen, a line of subtext small, instants as in this zone. */
export function readMarkdown(text: string, zone = 'UTC'): readonly Run[] {
  return readLines(text, { forms: [], href: null, zone });
}

/** What a stretch of text stands in. */
interface Around {
  readonly forms: readonly Form[];
  readonly href: string | null;
  readonly zone: string;
}

function readLines(text: string, around: Around): readonly Run[] {
  const forms = new Set<Form>(around.forms);
  const runs = text.split('\n').flatMap((line, i): readonly Run[] => {
    const isSmall = line.startsWith(SUBTEXT);
    const read = readLine(isSmall ? line.slice(SUBTEXT.length) : line, forms, around);
    const drawn = isSmall ? read.map((run): Run => ({ ...run, forms: [...run.forms, 'small'] })) : read;
    return i === 0 ? drawn : [{ text: '\n', forms: [], href: null }, ...drawn];
  });
  return joinRuns(runs);
}

/** `forms` are those open at the start of the line, and at its end. */
function readLine(line: string, forms: Set<Form>, { href, zone }: Around): readonly Run[] {
  const runs: Run[] = [];
  const take = (text: string, ...more: readonly Form[]) => runs.push({ text, forms: [...forms, ...more], href });
  let at = 0;
  for (const match of line.matchAll(MARK)) {
    const { escaped, code, label, shown, plain, sign, address, seconds } = match.groups ?? {};
    take(line.slice(at, match.index));
    at = match.index + match[0].length;
    if (escaped !== undefined) take(escaped);
    else if (code !== undefined) take(code, 'code');
    else if (sign !== undefined) turn(forms, SIGNS[sign]);
    else if (seconds !== undefined) take(instantInWords(new Date(Number(seconds) * 1000), zone, 'en'));
    else if (label !== undefined)
      runs.push(...readLines(label, { forms: [...forms], href: webAddress(shown ?? plain ?? ''), zone }));
    else if (address !== undefined) runs.push({ text: address, forms: [...forms], href: webAddress(address) });
  }
  take(line.slice(at));
  return runs;
}

function turn(forms: Set<Form>, form: Form | undefined): void {
  if (form !== undefined && !forms.delete(form)) forms.add(form);
}
