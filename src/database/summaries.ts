import type { Kysely, Selectable } from 'kysely';
import type { Summary, SummaryStore, SummarySubject } from '../domain/summary.ts';
import { inChunks } from './chunks.ts';
import type { Tables } from './rows.ts';

export class Summaries implements SummaryStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async find(contentHashes: readonly string[]): Promise<ReadonlyMap<string, Summary>> {
    const rows = await inChunks(contentHashes, (some) =>
      this.#db.selectFrom('summaries').selectAll().where('content_hash', 'in', some).execute(),
    );
    return new Map(rows.map((row) => [row.content_hash, toSummary(row)]));
  }

  async keep(subject: SummarySubject, summary: Summary, at: Date): Promise<void> {
    await this.#db
      .insertInto('summaries')
      .values({
        content_hash: subject.contentHash,
        story_id: subject.story,
        version: subject.version,
        language: subject.language,
        style: subject.style,
        kind: summary.kind,
        text: summary.kind === 'accepted' ? summary.text : null,
        headline: summary.kind === 'accepted' ? (summary.headline ?? null) : null,
        reason: summary.kind === 'rejected' ? summary.reason : null,
        detail: summary.kind === 'rejected' ? summary.detail : null,
        made_at: at.getTime(),
      })
      .onConflict((same) => same.column('content_hash').doNothing())
      .execute();
  }
}

function toSummary({ kind, text, headline, reason, detail }: Selectable<Tables['summaries']>): Summary {
  if (kind === 'rejected') return { kind, reason: reason ?? '', detail: detail ?? '' };
  return { kind, text: text ?? '', ...(headline === null ? {} : { headline }) };
}
