/** What a model answered, before it is checked. */
export interface Answer {
  readonly summary: string;
  /** Empty when it gave none. */
  readonly headline: string;
  /** Sentences it says it rests on; empty when it gave none. */
  readonly evidence: readonly string[];
  readonly skip: boolean;
}

/** Thinking aloud, closed or cut off at the front by the server. */
const THINKING =
  /<(think|thinking|thought|reasoning)>[\s\S]*?<\/\1>|^[\s\S]*?<\/(?:think|thinking|thought|reasoning)>/giu;
const UNFINISHED_THINKING = /<(?:think|thinking|thought|reasoning)>[\s\S]*$/iu;
const FENCED = /```(?:[a-z]+)?\s*([\s\S]*?)```/iu;
/** "Sure! Here's a summary of the article:" and "Summary:" before the text itself. */
const PREAMBLE =
  /^(?:[^\n:]{0,100}\b(?:summary|zusammenfassung|résumé|resumen|riassunto|samenvatting)\b[^\n:]{0,60}:|(?:sure|certainly|of course|okay)\b[^\n:]{0,100}[:\n])\s*/iu;
const QUOTED = /^["“„«]([^"“”„«»]+)["”“»]$/u;
/** A longer answer holds no summary, and is not worth searching. */
const LONGEST = 20_000;

/** Reads an answer in whatever dress it came: JSON bare, fenced or among words, behind thinking aloud, or plain text. Null when it holds nothing. */
export function readAnswer(text: string): Answer | null {
  const said = text.slice(0, LONGEST).replace(THINKING, ' ').replace(UNFINISHED_THINKING, ' ').trim();
  if (said === '') return null;
  for (const candidate of [said, FENCED.exec(said)?.[1], said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1)]) {
    const answer = readJson(candidate ?? '');
    if (answer !== null) return answer;
  }
  // What begins as JSON and is none was broken off.
  return /^(?:```\w*\s*)?[{[]/u.test(said)
    ? null
    : { summary: plainSummary(said), headline: '', evidence: [], skip: false };
}

function readJson(text: string): Answer | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
  const { summary, headline, evidence, skip } = read as Readonly<Record<string, unknown>>;
  if (typeof summary !== 'string' && skip !== true) return null;
  const listed = Array.isArray(evidence) ? evidence : [evidence];
  return {
    summary: typeof summary === 'string' ? summary : '',
    headline: typeof headline === 'string' ? headline : '',
    evidence: listed.filter((each) => typeof each === 'string' && each.trim() !== ''),
    skip: skip === true,
  };
}

function plainSummary(said: string): string {
  const bare = said.replace(PREAMBLE, '').trim();
  return QUOTED.exec(bare)?.[1] ?? bare;
}
