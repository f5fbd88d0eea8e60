import { expect, test } from 'vitest';
import { faultsOf } from '../support/well-formed.ts';
import { wildDigest } from '../support/wild-digests.ts';

const DIGESTS = 100_000;
/** A tenth at a time, so that a slow machine has ten times the patience. */
const AT_ONCE = DIGESTS / 10;
/** Beyond those of the short test. */
const FIRST = 1_000_000;

test.each(Array.from({ length: DIGESTS / AT_ONCE }, (_, i) => FIRST + i * AT_ONCE))(
  'in ten thousand digests from seed %i no message is refused, no story lost, no link broken and nobody mentioned',
  (first) => {
    for (let seed = first; seed < first + AT_ONCE; seed += 1) {
      const faults = faultsOf(wildDigest(seed));
      if (faults.length > 0) expect({ seed, faults }).toEqual({ seed, faults: [] });
    }
  },
);
