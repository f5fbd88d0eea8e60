import type { Platform } from '../domain/channel.ts';
import type { Report } from '../domain/happening.ts';
import type { Messenger } from '../domain/messenger.ts';
import type { Rich } from '../domain/rich.ts';
import type { Source, SourceNotice } from '../domain/source.ts';
import { say } from '../phrases/say.ts';

interface NoticeRoom {
  readonly messengers: ReadonlyMap<Platform, Messenger>;
  readonly report: Report;
}

/** Tells people in private how a source they added fares, never the channel it is read in; whom it did not reach is reported. */
export async function sendNotice(
  { messengers, report }: NoticeRoom,
  source: Source,
  notice: SourceNotice,
  people: readonly string[],
): Promise<void> {
  const text = noticeText(source, notice);
  for (const person of people) {
    const messenger = messengers.get(person.split(':')[0] as Platform);
    const reached = messenger !== undefined && (await messenger.tell(person, text));
    report({ event: 'source-notice', source: source.id, notice: notice.kind, person, reached });
  }
}

/** What is said to who added a source, with the next step. */
function noticeText({ address, title }: Source, notice: SourceNotice): Rich {
  const name: Rich = [{ form: 'bold', text: title ?? address }];
  switch (notice.kind) {
    case 'failing':
      return say('en', 'notice.failing', { name, address, error: notice.error });
    case 'disabled':
      return say('en', 'notice.disabled', { name, address, error: notice.error });
    case 'gone':
      return say('en', 'notice.gone', { name, address });
    case 'moved':
      return say('en', 'notice.moved', { name, from: notice.from, to: notice.to });
  }
}
