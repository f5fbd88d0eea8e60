import type { UploadedFile } from '../loopback.ts';
import type { Payload } from '../payload.ts';
import type { Flood } from './flood.ts';
import type { Reach } from './reach.ts';
import type { State } from './state.ts';

/** A call of the Bot API: its parameters, already parsed, and its files. */
export type Call = { readonly method: string; readonly params: Payload; readonly files: readonly UploadedFile[] };

export type Method = (call: Call) => unknown;

/** What the methods work on. */
export type Desk = { readonly state: State; readonly flood: Flood; readonly reach: Reach };
