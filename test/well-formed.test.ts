import { expect, test } from 'vitest';
import { faultsOf } from './support/well-formed.ts';
import { wildDigest } from './support/wild-digests.ts';

const DIGESTS = 2_000;

test('whatever outlets write, no message is refused, no story lost, no link broken and nobody mentioned', () => {
  for (let seed = 1; seed <= DIGESTS; seed += 1) {
    const faults = faultsOf(wildDigest(seed));
    if (faults.length > 0) expect({ seed, faults }).toEqual({ seed, faults: [] });
  }
});
