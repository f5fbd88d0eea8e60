/** One thing a bot did that is worth telling a test. */
export type Finding = { readonly kind: string; readonly detail: string };

/** What a stand-in saw: `violations` are things a correct bot never does, `notes` are things worth a look. */
export class Ledger {
  readonly violations: Finding[] = [];
  readonly notes: Finding[] = [];

  violation(kind: string, detail = ''): void {
    this.violations.push({ kind, detail });
  }

  note(kind: string, detail = ''): void {
    this.notes.push({ kind, detail });
  }
}
