import { expect, test } from 'vitest';
import { faultsOf } from './support/well-formed.ts';
import { wildDigest } from './support/wild-digests.ts';

const DIGESTS = 2_000;
/** A quarter at a time, so that a busy machine has four times the patience. */
const AT_ONCE = DIGESTS / 4;

test.each([1, 2, 3, 4])(
  'whatever outlets write, no message is refused, no story lost, no link broken and nobody mentioned (quarter %i)',
  (quarter) => {
    for (let seed = (quarter - 1) * AT_ONCE + 1; seed <= quarter * AT_ONCE; seed += 1) {
      const faults = faultsOf(wildDigest(seed));
      if (faults.length > 0) expect({ seed, faults }).toEqual({ seed, faults: [] });
    }
  },
);
