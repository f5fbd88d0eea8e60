import type { FileRead } from '../domain/command.ts';
import type { Rich } from '../domain/rich.ts';
import { say } from './say.ts';

const MEBIBYTE = 1024 * 1024;

/** Why a file somebody gave was not read, with the next step. */
export function fileFaultInWords(read: Exclude<FileRead, { kind: 'text' }>, language: string): Rich {
  return read.kind === 'unread'
    ? say(language, 'file-fault.unread')
    : say(language, 'file-fault.too-large', { most: read.most / MEBIBYTE });
}
