import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writtenDocuments } from './docs.ts';

test.each(writtenDocuments())('$path says what the program says (npm run docs)', ({ path, text }) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});
