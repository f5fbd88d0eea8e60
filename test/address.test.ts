import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalAddress } from '../src/ingest/address.ts';

interface Case {
  readonly why: string;
  readonly addresses: readonly string[];
}

function cases(name: string): readonly Case[] {
  return JSON.parse(readFileSync(new URL(`fixtures/addresses/${name}.json`, import.meta.url), 'utf8'));
}

describe('one article met at several addresses is recognised', () => {
  test.each(cases('same'))('$why', ({ addresses }) => {
    const spellings = addresses.map((address) => canonicalAddress(address));
    expect(spellings).toEqual(addresses.map(() => spellings[0]));
    expect(spellings[0]).toMatch(/^https:\/\//u);
  });
});

describe('two articles are not taken for one', () => {
  test.each(cases('different'))('$why', ({ addresses }) => {
    const spellings = addresses.map((address) => canonicalAddress(address));
    expect(new Set(spellings).size).toBe(addresses.length);
  });
});

test('a spelling is its own spelling', () => {
  for (const { addresses } of [...cases('same'), ...cases('different')]) {
    for (const address of addresses) {
      const once = canonicalAddress(address) ?? '';
      expect(canonicalAddress(once)).toBe(once);
    }
  }
});

test('a relative address is read against the page it stands on', () => {
  expect(canonicalAddress('../b?utm_source=x', 'http://example.com/news/a')).toBe('https://example.com/b');
});

test('what is no web address has no spelling', () => {
  for (const text of [
    '',
    'news',
    'mailto:desk@example.com',
    'javascript:void(0)',
    'tag:example.com,2026:1',
    'http://',
  ]) {
    expect(canonicalAddress(text), text).toBeNull();
  }
});
