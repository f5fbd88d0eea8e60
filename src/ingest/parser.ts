import { Worker } from 'node:worker_threads';
import PQueue from 'p-queue';
import type { Feed } from '../domain/entry.ts';
import type { Fault, FaultKind, Fetched, Message, Task } from './parser-task.ts';

/** What one document may cost; one that costs more is ended and is a fault of its source alone. */
export interface ParserLimits {
  /** From when a thread begins on the document. */
  readonly milliseconds: number;
  /** The heap of a thread. */
  readonly mebibytes: number;
}

/** Reads untrusted documents in threads of their own, so that none can block or end the program. */
export interface Parser {
  /** Never rejects. */
  parseFeed(fetched: Fetched): Promise<{ readonly kind: 'feed'; readonly feed: Feed } | Fault>;
  /** Ends the threads; what is being read, or asked for later, is answered as a fault. */
  close(): Promise<void>;
}

/** The largest real feeds take a tenth of both. */
const LIMITS: ParserLimits = { milliseconds: 2000, mebibytes: 200 };
/** Two, so that one slow document does not hold up all others; more would take memory and, on small machines, no less time. */
const THREADS = 2;
/** The share of its memory that a thread has for short-lived objects. */
const YOUNG_SHARE = 0.16;

/** A parser whose threads start when first needed and never keep the program alive while they idle. */
export function createParser(limits: ParserLimits = LIMITS): Parser {
  const queue = new PQueue({ concurrency: THREADS });
  const threads = Array.from({ length: THREADS }, () => new Thread(limits));
  const idle = [...threads];
  const read = (task: Task) =>
    queue.add(async () => {
      const thread = idle.pop() ?? new Thread(limits);
      const answer = await thread.read(task);
      idle.push(thread);
      return answer;
    });
  return {
    async parseFeed(fetched) {
      const answer = await read({ kind: 'feed', ...fetched });
      return answer.kind === 'fault' ? answer : { kind: 'feed', feed: answer.reading };
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

type Answer = Exclude<Message, { kind: 'begun' }>;

/** One worker thread, started anew after each document that ended it. */
class Thread {
  readonly #limits: ParserLimits;
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #answer: ((answer: Answer) => void) | undefined;
  #isClosed = false;

  constructor(limits: ParserLimits) {
    this.#limits = limits;
  }

  read(task: Task): Promise<Answer> {
    if (this.#isClosed) return Promise.resolve(fault('closed', 'The program is stopping.'));
    const worker = this.#worker ?? this.#start();
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#answer = resolve;
    worker.ref();
    const bytes = new Uint8Array(task.bytes);
    worker.postMessage({ ...task, bytes }, [bytes.buffer]);
    return promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const worker = this.#worker;
    this.#settle(fault('closed', 'The program is stopping.'));
    await worker?.terminate();
  }

  #start(): Worker {
    const { mebibytes } = this.#limits;
    const young = Math.ceil(mebibytes * YOUNG_SHARE);
    const worker = new Worker(new URL('./parser-thread.ts', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: young, maxOldGenerationSizeMb: mebibytes - young },
    });
    worker.on('message', (message: Message) => this.#hear(message));
    worker.on('error', (error) => this.#lose(worker, faultOfError(error)));
    worker.on('exit', () => this.#lose(worker, fault('broken', 'The reader ended of itself.')));
    this.#worker = worker;
    return worker;
  }

  #hear(message: Message): void {
    if (message.kind === 'begun') this.#timer = setTimeout(() => this.#giveUp(), this.#limits.milliseconds);
    else this.#settle(message);
  }

  #giveUp(): void {
    const worker = this.#worker;
    if (!worker) return;
    this.#lose(worker, fault('slow', 'It takes too long to read.'));
    void worker.terminate();
  }

  /** The thread is gone: the next document starts another. Says nothing of a thread that was lost before. */
  #lose(worker: Worker, answer: Fault): void {
    if (worker !== this.#worker) return;
    this.#settle(answer);
    this.#worker = undefined;
  }

  #settle(answer: Answer): void {
    clearTimeout(this.#timer);
    this.#worker?.unref();
    this.#answer?.(answer);
    this.#answer = undefined;
  }
}

function fault(kind: FaultKind, reason: string): Fault {
  return { kind: 'fault', fault: kind, reason };
}

function faultOfError(error: unknown): Fault {
  const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isMemory
    ? fault('large', 'It takes too much memory to read.')
    : fault('broken', `I failed to read that: ${String(error)}.`);
}
