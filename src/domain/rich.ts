/** A run of text with one form; what the bot says to people is made of these, and each platform escapes and draws them its own way. */
export type Span =
  | { readonly form: 'plain' | 'bold' | 'italic' | 'code'; readonly text: string }
  | { readonly form: 'link'; readonly text: string; readonly href: string }
  /** An instant, with its words for where a platform has no form of its own for it. */
  | { readonly form: 'time'; readonly text: string; readonly at: Date };

/** Formatted text; line breaks stand in its spans. */
export type Rich = readonly Span[];

export function plainText(rich: Rich): string {
  return rich.map((span) => span.text).join('');
}
