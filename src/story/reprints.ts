import { foldWord, wordsOf } from '../text/words.ts';
import { StandingText } from './boilerplate.ts';
import { fingerprintsOf } from './fingerprint.ts';
import { type Print, Shelf } from './shelf.ts';
import type { Telling } from './telling.ts';

/** A headline of fewer words ("Morning briefing") is a column's name. */
const TELLING_HEADLINE_WORDS = 5;

/** Which articles repeat another's text. Articles come in the order of their arrival. */
export interface ReprintIndex {
  /**
   * Takes an article and answers the first article it is a reprint of (the start of the chain), null for an original:
   * the same canonical address, nearly the same text, or, where there is hardly any text, the same headline at nearly the same time.
   */
  add(telling: Telling): number | null;
  /** Takes an article whose answer is known, as after a restart: nothing is looked up. */
  restore(telling: Telling, reprintOf: number | null): void;
  /** Forgets the articles from before an instant. */
  forgetBefore(instant: Date): void;
  /** Articles remembered. */
  readonly size: number;
}

export function createReprintIndex(): ReprintIndex {
  const standing = new StandingText();
  const shelf = new Shelf();
  const keep = (telling: Telling, print: Print, original: number): void => {
    standing.learn(telling.source, print.all, telling.headline);
    shelf.put(telling, print, original);
  };
  const look = (telling: Telling): Print => readPrint(telling, standing);
  return {
    add: (telling) => {
      const print = look(telling);
      const original = shelf.originalOf(telling, print);
      keep(telling, print, original ?? telling.id);
      return original;
    },
    restore: (telling, reprintOf) => keep(telling, look(telling), reprintOf ?? telling.id),
    forgetBefore: (instant) => shelf.forgetBefore(instant.getTime()),
    get size() {
      return shelf.size;
    },
  };
}

function readPrint(telling: Telling, standing: StandingText): Print {
  const all = fingerprintsOf(telling.text);
  const words = wordsOf(telling.headline);
  const headline = words.length < TELLING_HEADLINE_WORDS ? null : words.map(foldWord).join(' ');
  return { all, own: standing.drop(telling.source, all), address: telling.address, headline };
}
