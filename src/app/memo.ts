/** Answers what was made for a key before, or has it made now. */
export type Memo = <T>(key: string, make: () => T) => T;

/** Remembers so many answers at most, the oldest is forgotten first. A key stands for one kind of answer alone. */
export function createMemo(most: number): Memo {
  const made = new Map<string, unknown>();
  return <T>(key: string, make: () => T): T => {
    if (made.has(key)) return made.get(key) as T;
    const value = make();
    made.set(key, value);
    const [oldest] = made.size > most ? made.keys() : [];
    if (oldest !== undefined) made.delete(oldest);
    return value;
  };
}
