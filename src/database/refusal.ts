import { sayPlain } from '../phrases/say.ts';

/** Why a database is not opened: its message is a sentence for whoever runs the bot. */
export class DatabaseRefused extends Error {
  override readonly name: string = 'DatabaseRefused';
}

/** Another process has the file. */
export class DatabaseInUse extends DatabaseRefused {
  override readonly name = 'DatabaseInUse';

  constructor(path: string) {
    super(sayPlain('en', 'database-fault.in-use', { path }));
  }
}
