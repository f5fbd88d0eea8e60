import { createRequire, findPackageJSON } from 'node:module';
import { join } from 'node:path';
import type { eld } from 'eld/small';

/** What `languageOf` answers when it is not sure. */
export const UNKNOWN_LANGUAGE = 'und';

/** Enough to be sure of a language; more only costs time (0.7 ms for 1000 characters). */
const SAMPLE_CHARS = 1000;

/** Below so many letters (a name, a ticker) the words alone tell little. */
const SHORT_LETTERS = 12;

/** Other scripts are shared by few languages, so that a word or two is enough. */
const LATIN = /\p{Script=Latin}/u;

/** How far below the best the stated language may score and still be believed: close relatives (no/da, hr/sr, sk/cs) lie nearer. */
const PRIOR_MARGIN = 0.12;

/** Old, narrower and macro codes, under the code the detector uses. */
const SAME: Readonly<Record<string, string>> = {
  nb: 'no',
  nn: 'no',
  iw: 'he',
  fil: 'tl',
  in: 'id',
  ji: 'yi',
  mo: 'ro',
};

/** Indonesian is told apart from Malay by what the source says only. */
const TAKEN_FOR: Readonly<Record<string, string>> = { id: 'ms' };

let detector: typeof eld | undefined;

/**
 * The language a text is written in: ISO 639-1, or 'und' when unsure.
 * `prior` is what the feed or page says (BCP 47); it decides short texts and close calls, and is overruled by a clear text.
 */
export function languageOf(text: string, prior?: string | null): string {
  const stated = primaryLanguage(prior);
  const sample = text.slice(0, SAMPLE_CHARS);
  const found = loaded().detect(sample);
  const scores = found.getScores();
  const best = scores[found.language] ?? 0;
  if (stated !== null && (letters(sample) < SHORT_LETTERS || isNear(stated, scores, best))) return stated;
  const isSure = LATIN.test(sample) ? found.isReliable() : best > 0;
  return isSure ? found.language : (stated ?? UNKNOWN_LANGUAGE);
}

/** The primary subtag of a BCP 47 tag or a locale ('pt_BR'), lower case and in its usual form; null when it names no language. */
export function primaryLanguage(tag: string | null | undefined): string | null {
  const code = /^\s*([a-z]{2,3})(?![a-z])/i.exec(tag ?? '')?.[1]?.toLowerCase();
  if (code === undefined || code === UNKNOWN_LANGUAGE || code === 'mul' || code === 'zxx') return null;
  return SAME[code] ?? code;
}

function isNear(stated: string, scores: Readonly<Record<string, number>>, best: number): boolean {
  const score = scores[TAKEN_FOR[stated] ?? stated];
  return score !== undefined && score >= best - PRIOR_MARGIN;
}

function letters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

/** The detector's table takes most of a second and 100 MB to load: only who asks for a language pays for it, hence no import statement. */
function loaded(): typeof eld {
  detector ??= load();
  return detector;
}

function load(): typeof eld {
  const manifest = findPackageJSON('eld', import.meta.url);
  if (manifest === undefined) throw new Error('The package eld is not installed: run npm ci.');
  const entry = join(manifest, '..', 'src', 'entries', 'static.small.js');
  const module: { readonly eld: typeof eld } = createRequire(import.meta.url)(entry);
  return module.eld;
}
