/** What came in as JSON or form fields, not yet looked at. */
export type Payload = Readonly<Record<string, unknown>>;

export function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is an object, else an empty one. */
export function payload(value: unknown): Payload {
  return isPayload(value) ? value : {};
}

/** The value if it is a list, else an empty one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value if it is a text, else ''. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The value as a number (form fields write numbers as text), else 0. */
export function number(value: unknown): number {
  const read = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof read === 'number' && !Number.isNaN(read) ? read : 0;
}

/** Characters as the platforms count them in most places: code points, not UTF-16 units. */
export function characters(value: unknown): number {
  return [...text(value)].length;
}
