import { sayPlain } from './phrases/say.ts';

/** What is asked of the bot in the command line. */
export interface Options {
  /** To preview the sample newsroom, whatever the settings name. */
  readonly isSample: boolean;
}

/** The command line holds something else than options we know; the message is a sentence for who runs the bot. */
export class WrongOption extends Error {}

const SAMPLE = '--sample';

export function readOptions(given: readonly string[]): Options {
  const wrong = given.find((each) => each !== SAMPLE);
  if (wrong !== undefined) throw new WrongOption(sayPlain('en', 'stop.option', { given: wrong }));
  return { isSample: given.includes(SAMPLE) };
}
