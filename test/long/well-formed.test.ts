import { expect, test } from 'vitest';
import { faultsOf } from '../support/well-formed.ts';
import { wildDigest } from '../support/wild-digests.ts';

const DIGESTS = 100_000;
/** Beyond those of the short test. */
const FIRST = 1_000_000;

test('in a hundred thousand digests no message is refused, no story lost, no link broken and nobody mentioned', () => {
  for (let seed = FIRST; seed < FIRST + DIGESTS; seed += 1) {
    const faults = faultsOf(wildDigest(seed));
    if (faults.length > 0) expect({ seed, faults }).toEqual({ seed, faults: [] });
  }
});
