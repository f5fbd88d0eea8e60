import type { Fault } from './faithful-source.ts';

/** Addresses that a platform makes a link of, whatever the article says. */
const LINK =
  /\b[a-z][a-z\d+.-]*:\/\/\S+|\b(?:javascript|data|mailto):\S+|\bwww\.\S+|\b(?:[a-z\d-]+\.)+[a-z]{2,}\/\S*|\b\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\S*)?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;
/** Bare names of sites: fair when the article has them ("Amazon.com"). */
const SITE =
  /(?<![\p{L}\d@.-])(?:[a-z\d-]+\.)+(?:com|org|net|info|io|gg|me|ly|co|tv|app|dev|xyz|top|site|online|shop|link|click|example|ru|cn|uk|de|fr|id|vn|pk|in|us|eu)(?![\p{L}\d-]|\.[\p{L}\d])/giu;
/** Calls on people, rooms and commands of both platforms. */
const MENTION = /<(?:@[!&]?|#|\/[\w -]+:|id:|t:)[\w:-]*>|@(?:everyone|here)\b|tg:\/\/\S+|(?<![\p{L}\d.])@[\w]{2,}/giu;
const COMMAND = /(?<![\p{L}\d/.])\/[a-z][a-z\d_]{2,}(?:@\w+)?(?![\p{L}\d/])/gu;
/** What Discord and Telegram read as mark-up, and what shows that a text is no plain text. */
const MARKUP =
  /\*\*[^*]+\*\*|__[^_]+__|~~[^~]+~~|\|\|[^|]+\|\||`[^`]*`?|\[[^\]\n]*\]\([^)\n]*\)|<\/?[a-z][^<>]*>|<!--|<a?:\w+:\d+>|&(?:#x?[\da-f]+|[a-z]{2,8});|(?<![\w*])\*(?=[^\s*])[^*\n]+(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])[^_\n]+(?<=\S)_(?![\w_])|^\s*(?:#{1,6}|-#|>{1,3}|[-*+•])\s/gimu;
/** Letters that are not seen: they hide text, turn it round or carry another. Joiners stay, for Urdu, Hindi and emoji need them. */
const UNSEEN = /[\u{ad}\u{200b}\u{202a}-\u{202e}\u{2060}-\u{2069}\u{feff}\u{e0000}-\u{e007f}]/gu;

/** Links, mentions and mark-up of a summary. Bare site names, handles and stray signs that the source itself has in its text are let pass. */
export function markupFaults(summary: string, source: string): readonly Fault[] {
  const lower = source.toLowerCase();
  const strange = (pattern: RegExp): readonly string[] =>
    found(pattern, summary).filter((each) => !lower.includes(each.toLowerCase()));
  const links = [...found(LINK, summary), ...strange(SITE)];
  const mentions = found(MENTION, summary).filter(
    (each) => !/^@\w+$/u.test(each) || /^@(?:everyone|here)$/iu.test(each) || !lower.includes(each.toLowerCase()),
  );
  return [
    ...links.map((detail): Fault => ({ reason: 'link', detail })),
    ...[...mentions, ...strange(COMMAND)].map((detail): Fault => ({ reason: 'mention', detail })),
    ...[...strange(MARKUP), ...strange(UNSEEN)].map((detail): Fault => ({ reason: 'markup', detail })),
  ];
}

function found(pattern: RegExp, text: string): readonly string[] {
  return text.match(pattern) ?? [];
}
