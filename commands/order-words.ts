import type { Reply, Request } from '../src/domain/command.ts';
import { keyOf, type Unfound } from '../src/domain/order-desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import { say } from '../src/phrases/say.ts';
import { noSuchDigest } from './digests.ts';
import { list } from './list.ts';
import { asCode, topicsInWords } from './words.ts';

/** Where no digest is meant: which one it may be, each with a button that says the line for it; or that there is none, or none any more. */
export function unfoundReply(
  unfound: Unfound,
  line: string,
  { place, language }: Pick<Request, 'place' | 'language'>,
): Reply {
  switch (unfound.kind) {
    case 'which':
      return {
        text: say(language, 'wrong.which-digest'),
        buttons: unfound.subscriptions.map((each, i) => ({
          label: `${i + 1}. ${topicsInWords(each.topics, language)}`,
          says: `${line} number=${keyOf(each)}`,
        })),
      };
    case 'no-such-subscription':
      return { text: noSuchDigest(unfound.count, place.platform, language) };
    case 'ended':
      return { text: say(language, 'orders.ended', { list: asCode(list, place.platform) }) };
  }
}

/** The first line of what a digest is like: that it was changed, or that somebody else was first. */
export function headOf(
  { isChanged, isOvertaken }: { readonly isChanged: boolean; readonly isOvertaken: boolean },
  language: string,
): readonly Rich[] {
  if (isOvertaken) return [say(language, 'orders.overtaken')];
  return isChanged ? [say(language, 'orders.changed')] : [];
}
