import { harmlessLines } from './one-line.ts';

/** Shortens a text to so many UTF-16 units. */
export type Cut = (text: string, max: number) => string;

/** How a platform makes text harmless, and how much it counts for what comes of it. */
interface Drawing {
  readonly draw: (text: string) => string;
  readonly sizeOf: (drawn: string) => number;
}

/** Text from outside, escaped, of at most `most` as the platform counts. It is cut before it is escaped, so that no escape is cut in two. */
export function fitDrawn(text: string, most: number, cut: Cut, { draw, sizeOf }: Drawing): string {
  const lines = harmlessLines(text);
  let room = Math.max(0, most);
  let drawn = draw(cut(lines, room));
  while (sizeOf(drawn) > most && room > 0) {
    room = Math.max(0, room - (sizeOf(drawn) - most));
    drawn = draw(cut(lines, room));
  }
  return drawn;
}
