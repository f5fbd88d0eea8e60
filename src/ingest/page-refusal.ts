import type { Page } from '../domain/page.ts';
import { countWords } from '../text/words.ts';

/** Why a page is not taken for an article. */
type Refusal = 'paywall' | 'consent' | 'error' | 'empty';

/** What was made of a page: its article, or why it is none. */
export type PageReading =
  | { readonly kind: 'article'; readonly page: Page }
  | { readonly kind: 'not-article'; readonly why: Refusal };

/** What the decision rests on. */
interface Claim {
  readonly headline: string | null;
  /** What JSON-LD says of isAccessibleForFree; null when nothing. */
  readonly isFree: boolean | null;
}

/** A body with more words than these is an article, whatever stands around it. */
const SHORT_WORDS = 80;

const CONSENT =
  /\b(?:cookies?|consent|einwilligung|datenschutz|privacy (?:settings|choices|policy)|tracking|consentement|zustimmen)\b/iu;
const ERROR =
  /\b(?:40[34]|50[0234]|page (?:not found|doesn.t exist|can.t be found)|not found|access denied|forbidden|just a moment|are you (?:a )?(?:human|robot)|verify you are|enable javascript|captcha|service unavailable|seite nicht gefunden|page introuvable|página no encontrada)\b|страница не найдена/iu;

/** Why a page that claims this and has this body is no article; null when it is one. A long body always is. */
export function refusalOf({ headline, isFree }: Claim, body: readonly string[]): Refusal | null {
  const text = body.join(' ');
  if (countWords(text) > SHORT_WORDS) return null;
  if (ERROR.test(headline ?? '')) return 'error';
  if (text === '') return isFree === false ? 'paywall' : 'empty';
  if (CONSENT.test(text) && CONSENT.test(headline ?? '')) return 'consent';
  return isFree === false ? 'paywall' : null;
}
