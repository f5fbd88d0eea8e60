import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import type { Feed } from '../domain/entry.ts';
import { sayPlain } from '../phrases/say.ts';
import type { PageReading } from './page-refusal.ts';
import type { Fault, FaultKind, Fetched, Message, ReadingKind, Readings, Task } from './parser-task.ts';

/** What one document may cost; one that costs more is ended and is a fault of its source alone. */
export interface ParserLimits {
  /** From when a process begins on the document. */
  readonly milliseconds: number;
  /** The heap of a process. */
  readonly mebibytes: number;
}

/**
 * Reads untrusted documents in processes of their own, so that none can block or end the program. Threads would not do: a thread that asks
 * for much memory within one call of the engine (a replacement in a long text) ends the whole program, whatever its resource limits.
 */
export interface Parser {
  /** Never rejects. */
  parseFeed(fetched: Fetched): Promise<{ readonly kind: 'feed'; readonly feed: Feed } | Fault>;
  /** Never rejects. `now` is the instant it is read at. */
  parsePage(fetched: Fetched, now: Date): Promise<PageReading | Fault>;
  /** Ends the processes; what is being read, or asked for later, is answered as a fault. */
  close(): Promise<void>;
}

/** The largest real feeds take a tenth of the time, and of the memory that the tables of languages leave (60 MiB are theirs). */
const LIMITS: ParserLimits = { milliseconds: 2000, mebibytes: 260 };
/** A page that takes longer than a second is no article's: the feed's own words serve. */
const TIME_SHARE: Readonly<Record<ReadingKind, number>> = { feed: 1, page: 0.5 };
/** Two, so that one slow document does not hold up all others; more would take memory and, on small machines, no less time. */
const PROCESSES = 2;
/** Mebibytes of the heap for short-lived objects: three semi-spaces of this size. */
const SEMI_SPACE = 8;
const READER = fileURLToPath(new URL('./parser-process.ts', import.meta.url));
/** An idle process is ended after this: the tables it read with take more memory than the rest of the program. */
const IDLE_MS = 20_000;

/** A parser whose processes start when first needed and never keep the program alive while they idle. */
export function createParser(limits: ParserLimits = LIMITS): Parser {
  const queue = new PQueue({ concurrency: PROCESSES });
  const readers = Array.from({ length: PROCESSES }, () => new Reader(limits));
  const idle = [...readers];
  const read = <Kind extends ReadingKind>(task: Task & { readonly kind: Kind }) =>
    queue.add(async () => {
      const reader = idle.pop() ?? new Reader(limits);
      const answer = await reader.read(task);
      idle.push(reader);
      return answer.kind === 'fault' ? answer : { kind: 'read' as const, reading: answer.reading as Readings[Kind] };
    });
  return {
    async parseFeed({ bytes, type, base }) {
      const answer = await read({ kind: 'feed', bytes, type, base, now: new Date(0) });
      return answer.kind === 'fault' ? answer : { kind: 'feed', feed: answer.reading };
    },
    async parsePage({ bytes, type, base }, now) {
      const answer = await read({ kind: 'page', bytes, type, base, now });
      return answer.kind === 'fault' ? answer : answer.reading;
    },
    async close() {
      await Promise.all(readers.map((reader) => reader.close()));
    },
  };
}

type Answer = Exclude<Message, { kind: 'begun' }>;

/** One process, started anew after each document that ended it. */
class Reader {
  readonly #limits: ParserLimits;
  #process: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #answer: ((answer: Answer) => void) | undefined;
  #kind: ReadingKind = 'feed';
  #isClosed = false;

  constructor(limits: ParserLimits) {
    this.#limits = limits;
  }

  read(task: Task): Promise<Answer> {
    if (this.#isClosed) return Promise.resolve(fault('closed', sayPlain('en', 'reading-fault.stopping')));
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#answer = resolve;
    this.#kind = task.kind;
    clearTimeout(this.#idleTimer);
    const child = this.#process ?? this.#start();
    child.ref();
    child.channel?.ref();
    child.send(task, (error) => {
      if (error) this.#lose(child, brokenBy(error));
    });
    return promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const child = this.#process;
    if (!child) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    child.once('exit', () => resolve());
    this.#lose(child, fault('closed', sayPlain('en', 'reading-fault.stopping')));
    await promise;
  }

  /** Without the program's environment, which holds its tokens, and without its output, where a crash would print pages of the engine's state. */
  #start(): ChildProcess {
    const { mebibytes } = this.#limits;
    const child = fork(READER, [], {
      env: {},
      execArgv: [`--max-old-space-size=${mebibytes - 3 * SEMI_SPACE}`, `--max-semi-space-size=${SEMI_SPACE}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', (message: Message) => this.#hear(child, message));
    child.on('error', (error) => this.#lose(child, brokenBy(error)));
    child.on('exit', (_code, signal) => this.#lose(child, faultOfEnd(signal)));
    this.#process = child;
    return child;
  }

  #hear(child: ChildProcess, message: Message): void {
    if (child !== this.#process) return;
    if (message.kind !== 'begun') {
      this.#settle(message);
      return;
    }
    const tooSlow = fault('slow', sayPlain('en', 'reading-fault.slow'));
    this.#timer = setTimeout(() => this.#lose(child, tooSlow), this.#limits.milliseconds * TIME_SHARE[this.#kind]);
  }

  /** Ends the process, if it has not ended: the next document starts another. Says nothing of a process that was lost before. */
  #lose(child: ChildProcess, answer: Fault): void {
    child.kill('SIGKILL');
    if (child !== this.#process) return;
    this.#settle(answer);
    this.#process = undefined;
  }

  #dismiss(child: ChildProcess | undefined): void {
    if (child === undefined || child !== this.#process) return;
    this.#process = undefined;
    child.kill('SIGKILL');
  }

  #settle(answer: Answer): void {
    clearTimeout(this.#timer);
    const child = this.#process;
    child?.unref();
    child?.channel?.unref();
    this.#idleTimer = setTimeout(() => this.#dismiss(child), IDLE_MS).unref();
    this.#answer?.(answer);
    this.#answer = undefined;
  }
}

/** The engine aborts when its heap is full. */
function faultOfEnd(signal: NodeJS.Signals | null): Fault {
  return signal === 'SIGABRT'
    ? fault('large', sayPlain('en', 'reading-fault.large'))
    : fault('broken', sayPlain('en', 'reading-fault.ended'));
}

function brokenBy(error: Error): Fault {
  return fault('broken', sayPlain('en', 'reading-fault.failed', { why: error.message }));
}

function fault(kind: FaultKind, reason: string): Fault {
  return { kind: 'fault', fault: kind, reason };
}
