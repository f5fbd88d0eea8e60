import type { Platform } from '../domain/channel.ts';
import type { Report } from '../domain/happening.ts';
import type { Messenger } from '../domain/messenger.ts';
import type { Rich } from '../domain/rich.ts';
import type { Source, SourceNotice, UntoldNotice, UntoldStore } from '../domain/source.ts';
import { say } from '../phrases/say.ts';

interface NoticeRoom {
  readonly messengers: ReadonlyMap<Platform, Messenger>;
  readonly untold: UntoldStore;
  readonly report: Report;
  readonly clock: () => Date;
}

/** Tells people in private how a source they added fares, never the channel it is read in; whom it did not reach is told at their next command. */
export async function sendNotice(
  { messengers, untold, report, clock }: NoticeRoom,
  source: Source,
  notice: SourceNotice,
  people: readonly string[],
): Promise<void> {
  const { address, title } = source;
  const text = noticeText({ address, title, notice }, 'en');
  for (const person of people) {
    const messenger = messengers.get(person.split(':')[0] as Platform);
    const reached = messenger !== undefined && (await messenger.tell(person, text));
    if (!reached) await untold.keep(person, { address, title, notice }, clock());
    report({ event: 'source-notice', source: source.id, notice: notice.kind, person, reached });
  }
}

/** What somebody could not be told in private of the sources they added; it counts as told from now on. */
export async function takeNotices(untold: UntoldStore, person: string, language: string): Promise<readonly Rich[]> {
  return (await untold.take(person)).map((each) => noticeText(each, language));
}

/** What is said to who added a source, with the next step. */
function noticeText({ address, title, notice }: UntoldNotice, language: string): Rich {
  const name: Rich = [{ form: 'bold', text: title ?? address }];
  switch (notice.kind) {
    case 'failing':
      return say(language, 'notice.failing', { name, address, error: notice.error });
    case 'disabled':
      return say(language, 'notice.disabled', { name, address, error: notice.error });
    case 'gone':
      return say(language, 'notice.gone', { name, address });
    case 'moved':
      return say(language, 'notice.moved', { name, from: notice.from, to: notice.to });
  }
}
