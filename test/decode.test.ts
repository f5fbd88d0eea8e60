import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../src/ingest/decode.ts';

const GERMAN = 'Zwölf Boxkämpfer – über den Deich';
const RUSSIAN = 'Сегодня утром на реке поднялась вода, и паром не вышел из гавани. Жители ждут новостей.';
const JAPANESE = '今朝、港の船は出ませんでした。';
const declared = (encoding: string, text: string) => `<?xml version="1.0" encoding="${encoding}"?><t>${text}</t>`;

describe('the bytes of a document become its text', () => {
  test.each([
    ['utf-8', GERMAN],
    ['windows-1252', GERMAN],
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['iso-8859-5', RUSSIAN],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
    ['cp866', RUSSIAN],
    ['cp437', 'Zwölf'],
  ])('as the declaration says: %s', (encoding, text) => {
    expect(decodeBytes(iconv.encode(declared(encoding, text), encoding), null)).toBe(declared(encoding, text));
  });

  test.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('by a byte order mark: %s', (encoding) => {
    const bytes = iconv.encode(declared('latin1', GERMAN), encoding, { addBOM: true });
    expect(decodeBytes(bytes, 'text/xml; charset=koi8-r')).toBe(declared('latin1', GERMAN));
  });

  test.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('by the width of its first sign: %s', (encoding) => {
    expect(decodeBytes(iconv.encode(declared(encoding, GERMAN), encoding), null)).toBe(declared(encoding, GERMAN));
  });

  test('as HTTP says before the declaration', () => {
    const bytes = iconv.encode(declared('windows-1252', RUSSIAN), 'windows-1251');
    expect(decodeBytes(bytes, 'application/xml; charset="Windows-1251"')).toBe(declared('windows-1252', RUSSIAN));
  });

  test("as a page's meta says", () => {
    const page = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head>${RUSSIAN}`;
    expect(decodeBytes(iconv.encode(page, 'windows-1251'), 'text/html')).toBe(page);
  });
});

describe('a wrong or missing declaration does no harm', () => {
  test.each(['utf-16', 'utf-32', 'x-unheard-of', 'base64', 'us-ascii'])(
    '%s is claimed where UTF-8 is meant',
    (claim) => {
      const text = declared(claim, 'Deich und Boxer');
      expect(decodeBytes(Buffer.from(text), null)).toBe(text);
    },
  );

  test('UTF-8 is claimed and windows-1252 is meant', () => {
    expect(decodeBytes(iconv.encode(declared('utf-8', GERMAN), 'windows-1252'), null)).toContain('Zwölf Boxkämpfer');
  });

  test('one broken letter in UTF-8 spoils only itself', () => {
    const bytes = Buffer.concat([Buffer.from(declared('utf-8', RUSSIAN)), Buffer.of(0xd0), Buffer.from(' end')]);
    expect(decodeBytes(bytes, null)).toBe(`${declared('utf-8', RUSSIAN)}\ufffd end`);
  });

  test('nothing is claimed: the bytes are looked at', () => {
    expect(decodeBytes(iconv.encode(RUSSIAN, 'windows-1251'), null)).toBe(RUSSIAN);
  });

  test('controls that were quotation marks in windows-1252 are so again', () => {
    expect(decodeBytes(Buffer.from('\u0093Hello\u0094 \u0080'), null)).toBe('“Hello” €');
  });

  test('no bytes are an empty text', () => {
    expect(decodeBytes(new Uint8Array(), null)).toBe('');
  });
});
