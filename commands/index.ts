import type { Command } from '../src/domain/command.ts';
import { addSource } from './add-source.ts';
import { addTopic } from './add-topic.ts';
import { adminBlock, adminUnblock } from './admin-blocks.ts';
import { adminBudget } from './admin-budget.ts';
import { adminForget } from './admin-forget.ts';
import { adminSource, adminSources } from './admin-sources.ts';
import { adminStats } from './admin-stats.ts';
import { checkSource } from './check-source.ts';
import { edit } from './edit.ts';
import { editTopic } from './edit-topic.ts';
import { exportSources } from './export.ts';
import { helpFor } from './help.ts';
import { archive, history } from './history.ts';
import { importSources } from './import.ts';
import { list } from './list.ts';
import { manage } from './manage.ts';
import { more } from './more.ts';
import { mute } from './mute.ts';
import { mutes } from './mutes.ts';
import { now } from './now.ts';
import { open } from './open.ts';
import { origins } from './origins.ts';
import { pause } from './pause.ts';
import { preview } from './preview.ts';
import { previewSource } from './preview-source.ts';
import { privacy } from './privacy.ts';
import { removeSource } from './remove-source.ts';
import { removeTopic } from './remove-topic.ts';
import { resume } from './resume.ts';
import { schedule } from './schedule.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { sources } from './sources.ts';
import { start } from './start.ts';
import { starter } from './starter.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { subscribe } from './subscribe.ts';
import { testTopic } from './test-topic.ts';
import { topics } from './topics.ts';
import { undo } from './undo.ts';
import { unmute } from './unmute.ts';
import { unsubscribe } from './unsubscribe.ts';
import { weighSource } from './weigh-source.ts';
import { why } from './why.ts';

const SAID: readonly Command[] = [
  start,
  setup,
  subscribe,
  list,
  preview,
  now,
  schedule,
  edit,
  pause,
  resume,
  unsubscribe,
  undo,
  settings,
  addSource,
  sources,
  removeSource,
  weighSource,
  checkSource,
  previewSource,
  importSources,
  exportSources,
  starter,
  addTopic,
  editTopic,
  topics,
  removeTopic,
  testTopic,
  mute,
  mutes,
  unmute,
  why,
  history,
  archive,
  open,
  more,
  origins,
  manage,
  status,
  privacy,
  stop,
  adminStats,
  adminSources,
  adminSource,
  adminBudget,
  adminBlock,
  adminUnblock,
  adminForget,
];

/** Everything people can say, in the order help shows it. */
export const COMMANDS: readonly Command[] = [...SAID, helpFor(SAID)];
