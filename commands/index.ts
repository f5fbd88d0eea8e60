import type { Command } from '../src/domain/command.ts';
import { addSource } from './add-source.ts';
import { addTopic } from './add-topic.ts';
import { helpFor } from './help.ts';
import { list } from './list.ts';
import { now } from './now.ts';
import { preview } from './preview.ts';
import { removeSource } from './remove-source.ts';
import { removeTopic } from './remove-topic.ts';
import { sources } from './sources.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { subscribe } from './subscribe.ts';
import { testTopic } from './test-topic.ts';
import { topics } from './topics.ts';
import { unsubscribe } from './unsubscribe.ts';

const SAID: readonly Command[] = [
  start,
  subscribe,
  list,
  preview,
  now,
  unsubscribe,
  addSource,
  sources,
  removeSource,
  addTopic,
  topics,
  removeTopic,
  testTopic,
  status,
];

/** Everything people can say, in the order help shows it. */
export const COMMANDS: readonly Command[] = [...SAID, helpFor(SAID)];
