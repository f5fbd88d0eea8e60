/** HTML that is safe to send: made by `html` alone, which escapes whatever is put into it. */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | Markup | readonly Markup[];

/** HTML written in the program, with values in it: text is escaped, for elements and quoted attributes alike; markup goes in as it is. */
export function html(pieces: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  return { markup: pieces.map((piece, i) => piece + (i < values.length ? put(values[i] ?? '') : '')).join('') };
}

function put(value: Piece): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? sign);
}
