import { splitSentences } from '../text/sentences.ts';

/** More of one article is never shown to a model; it also bounds what a hostile text costs to read. */
const MOST_CHARACTERS = 20_000;
/** What nobody sees: controls, soft hyphens, zero-width and bidirectional marks, fillers, variation selectors, Unicode's tag characters. */
const UNSEEN = /(?![\n\t])\p{Cc}|(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu;
/** Joiners have no use between Latin letters, where they hide a word from those who look for it; Urdu and Hindi need theirs. */
const JOINED_LATIN = /(?<=\p{Script=Latin})[\u200c\u200d]+(?=\p{Script=Latin})/gu;
/** Comments, and elements that a page hides or that are no text. */
const COMMENT = /<!--[\s\S]*?(?:-->|$)/gu;
const HIDDEN =
  /<(\w+)\b[^<>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0|color\s*:\s*(?:white|#fff)|(?<=\s)hidden\b|aria-hidden)[^<>]*>[\s\S]*?<\/\1\s*>|<(script|style|template|noscript)\b[^<>]*>[\s\S]*?<\/\2\s*>/giu;
const TAG = /<\/?[a-z][^<>]*>/giu;
/** A run of signs this long without a blank is no word: base64, a key, an address. Scripts without blanks have no such runs of ASCII. */
const BLOB = /[!-~]{60,}/gu;

const MODEL =
  '(?:ai|llms?|(?:large )?language models?|(?:ai )?assistants?|chat ?bots?|summari[sz]ers?|chatgpt|gpt|bots?)';

/** What speaks to a model instead of to readers. News seldom does, and loses at most its end. */
const ADDRESSES: readonly RegExp[] = [
  // The marks of chat templates, and delimiters that pretend the article is over.
  /<\|[^<>|]{1,40}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:s|system|assistant|user|instructions?|start_of_turn|end_of_turn|tool_calls?|articles?|documents?|prompt|context)\b[^<>]*>/iu,
  /^[^\p{L}\p{N}]*(?:#+\s*)?(?:system|assistant|user|human|developer|instructions?|response|new task)(?:\s+(?:message|prompt|override|note))?\s*:/iu,
  /(?:^|[-=#*<[]\s*)(?:end|start|begin(?:ning)?) of (?:the )?(?:articles?|documents?|inputs?|texts?|prompts?|instructions?|system)\b/iu,
  /\bend of article \d*\]|\b(?:SYSTEM|ASSISTANT|USER)(?: [A-Z]+)?:/u,
  // Orders to forget the task.
  /\b(?:ignore|disregard|forget|override|bypass|discard|overrule)\b.{0,60}\b(?:previous|prior|above|earlier|preceding|all|any|your|these|those|system)\b.{0,40}\b(?:instructions?|prompts?|guidelines?|directives?|messages?|rules|orders|text|context)\b/iu,
  /\b(?:system|developer|hidden|initial|original|previous) prompts?\b|\bjailbr(?:eak|oken)\b|\bDAN mode\b|\bdeveloper mode\b/iu,
  // Talk to the reader that is a machine.
  new RegExp(String.raw`\byou are (?:now |no longer |just )?(?:an? |the )?(?:helpful )?${MODEL}\b`, 'iu'),
  new RegExp(
    String.raw`\b(?:note|message|notice|instructions?|attention|dear|hey|hello)\W+(?:to |for )?(?:the |any |all )?${MODEL}\b`,
    'iu',
  ),
  /\bif you are an? (?:ai|llm|assistant|bot|chatbot|language model|large language model)\b|\bas an? (?:ai(?: (?:assistant|model))?|llm|(?:large )?language model)\b/iu,
  new RegExp(
    String.raw`\b${MODEL}\b.{0,60}\b(?:this|the) (?:article|text|page|document|summary)\b.{0,20}\b(?:must|should|shall|are to|have to|please)\b`,
    'iu',
  ),
  /\b(?:new|updated|special|important|urgent|secret|additional) (?:system )?(?:instructions?|tasks?|directives?|prompts?)\b\W{0,3}(?:$|:|[-–—])/iu,
  /^[^\p{L}\p{N}]*(?:(?:please|instead|now|then|always|only|simply|just|and|from (?:now|here) on)\b,? )*(?:output|print|reply|respond|answer|repeat|say|write|append|insert|include|add|mention|summari[sz]e|translate|decode|execute|reveal|begin|end|start|return|post|ping|notify|tell|do not|don['’]t|never|stop)\b.*\b(?:summary|summari[sz]e|answer|output|response|reply|digest|instead|exactly|verbatim|json|base64|prompt|the (?:readers?|users?|articles?|above|following))\b/iu,
  /\b(?:answer|reply|respond)\b.{0,20}\bin (?:arabic|chinese|english|french|german|hindi|italian|japanese|russian|spanish|urdu)\b/iu,
  // The same in other languages.
  /(?<!\p{L})(?:ignorier\p{L}*|vergiss|vergessen sie|missachte\p{L}*)(?!\p{L}).{0,60}(?:anweisung|instruktion|vorgabe|befehle)/iu,
  /(?<!\p{L})(?:ignore[zr]?|oublie[zr]?|ignora\p{L}*|olvida\p{L}*|esque[cç]\p{L}*|dimentica\p{L}*)(?!\p{L}).{0,60}(?:instruc|instruç|istruz|consigne|indicaci)/iu,
  /(?:игнорируй|забудь|проигнорируй|не обращай внимания).{0,60}(?:инструкц|указани|команд)/iu,
  /ہدایات.{0,60}(?:نظر ?انداز|بھول|بھلا)|(?:تجاهل|انس).{0,40}(?:التعليمات|الأوامر)/u,
  /(?:忽略|无视|無視).{0,20}(?:指令|指示|说明|提示)/u,
];

/**
 * An article's text as a model may be shown it: what a reader cannot see is taken out, mark-up and encoded blobs too; where the text begins to
 * speak to a model it ends, for what follows may be the rest of what was planted there. Paragraphs stay lines.
 */
export function disarm(text: string): string {
  const seen = withoutUnseen(text.slice(0, MOST_CHARACTERS)).replace(COMMENT, ' ').replace(HIDDEN, ' ');
  return untilAddressed(seen)
    .map((line) =>
      line
        .replace(TAG, ' ')
        .replace(BLOB, ' ')
        .replace(/[ \t]+/gu, ' ')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n');
}

/** The same for a headline or a publisher's name: one line of a bounded length. */
export function disarmLine(text: string, most: number): string {
  return disarm(text.replace(/\s+/gu, ' ')).slice(0, most).trim();
}

/** Text without letters that are not seen. */
export function withoutUnseen(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '').replace(JOINED_LATIN, '');
}

function untilAddressed(text: string): readonly string[] {
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    const sentences = splitSentences(line);
    const at = sentences.findIndex(isAddressedToModel);
    if (at === -1) kept.push(line);
    else return [...kept, sentences.slice(0, at).join(' ')];
  }
  return kept;
}

/** Does a sentence speak to a model? Wide and decorated letters are read as the plain ones. */
function isAddressedToModel(sentence: string): boolean {
  const plain = sentence.normalize('NFKC').replace(/^[\p{Z}\p{Pi}\p{Ps}"'>*_-]+/u, '');
  return ADDRESSES.some((pattern) => pattern.test(plain));
}
