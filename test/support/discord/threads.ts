import { isPayload, list, type Payload, payload, text } from '../payload.ts';
import type { Gateway } from './gateway.ts';
import { refuseMessage } from './messages.ts';
import { hasPermissions, permissionBits } from './permissions.ts';
import { type InChannel, missing } from './reach.ts';
import { type Answer, type Call, ok, type Route, refuse } from './route.ts';
import { channelShape, isForum, isThread, messageShape } from './shapes.ts';
import { formErrors } from './validate.ts';
import { CHANNEL_TYPE, type Channel, type World } from './world.ts';

type Desk = { readonly world: World; readonly gateway: Gateway };

/** The routes of threads: opened in a channel, under a message or as a post of a forum; listed, archived and opened again. */
export function threadRoutes(world: World, gateway: Gateway, inChannel: InChannel): readonly Route[] {
  const desk: Desk = { world, gateway };
  return [
    {
      method: 'POST',
      pattern: '/channels/:channel/threads',
      run: inChannel(['SEND_MESSAGES'], (channel, call) =>
        isForum(channel) ? openPost(desk, channel, call) : openThread(desk, channel, call),
      ),
    },
    {
      method: 'POST',
      pattern: '/channels/:channel/messages/:message/threads',
      run: inChannel(['CREATE_PUBLIC_THREADS'], (channel, call) => openBelow(desk, channel, call)),
    },
    {
      method: 'PATCH',
      pattern: '/channels/:channel',
      run: inChannel([], (thread, call) => change(desk, thread, call)),
    },
    {
      method: 'GET',
      pattern: '/channels/:channel/threads/archived/public',
      run: inChannel(['READ_MESSAGE_HISTORY'], ({ id }) =>
        ok(threadsShape(world, (thread) => thread.parentId === id && thread.isArchived)),
      ),
    },
    {
      method: 'GET',
      pattern: '/guilds/:guild/threads/active',
      run: ({ params }) =>
        ok(threadsShape(world, (thread) => thread.guildId === params['guild'] && !thread.isArchived)),
    },
  ];
}

function threadsShape(world: World, isWanted: (thread: Channel) => boolean): Payload {
  const threads = [...world.channels.values()].filter((channel) => isThread(channel) && isWanted(channel)).reverse();
  return { threads: threads.map((thread) => channelShape(world, thread)), members: [], has_more: false };
}

const LONGEST_NAME = 100;

function refuseName(call: Call): Answer | undefined {
  const name = text(call.body['name']);
  if (name !== '' && name.length <= LONGEST_NAME) return undefined;
  const message = `Must be between 1 and ${LONGEST_NAME} in length.`;
  return { status: 400, body: formErrors([{ path: ['name'], code: 'BASE_TYPE_BAD_LENGTH', message }]) };
}

function openThread(desk: Desk, parent: Channel, call: Call, id?: string): Answer {
  const refusal = refuseName(call);
  return refusal ?? { status: 201, body: channelShape(desk.world, begin(desk, parent, call, id)) };
}

function begin({ world, gateway }: Desk, parent: Channel, { body }: Call, id = world.snowflake()): Channel {
  const type = parent.type === CHANNEL_TYPE.announcement ? 'announcementThread' : 'thread';
  const appliedTags = list(body['applied_tags']).map(text);
  const about = { id, type, name: text(body['name']), guild: parent.guildId, parent: parent.id, appliedTags } as const;
  const thread = world.addChannel(about);
  gateway.tell('THREAD_CREATE', { ...channelShape(world, thread), newly_created: true });
  return thread;
}

/** A thread under a message has the message's id, and there is one at most. */
function openBelow(desk: Desk, parent: Channel, call: Call): Answer {
  const { world } = desk;
  const id = call.params['message'] ?? '';
  if (world.messages.get(id)?.channelId !== parent.id) return refuse(404, 10008, 'Unknown Message');
  if (isThread(parent)) return refuse(400, 50024, 'Cannot execute action on this channel type');
  if (world.channels.has(id)) return refuse(400, 160004, 'A thread has already been created for this message');
  return openThread(desk, parent, call, id);
}

/** A forum's thread has the id of the message it begins with; what that may not have, such as a nonce, is not looked at. */
function openPost(desk: Desk, forum: Channel, call: Call): Answer {
  const { world } = desk;
  const opening = call.body['message'];
  const tags = list(call.body['applied_tags']);
  if (forum.isTagRequired && tags.length === 0)
    return refuse(400, 40067, 'A tag is required to create a forum post in this channel');
  if (tags.some((id) => forum.tags.every((tag) => tag.id !== id))) return refuse(404, 10087, 'Unknown Tag');
  const fault = refuseName(call) ?? refuseMessage(world, payload(opening), call.files.length);
  if (fault !== undefined || !isPayload(opening)) return fault ?? refuse(400, 50035, 'Invalid Form Body');
  const id = world.snowflake();
  const thread = begin(desk, forum, call, id);
  const { nonce, ...said } = opening;
  const message = world.addMessage(thread.id, said, { id, files: call.files });
  return { status: 201, body: { ...channelShape(world, thread), message: messageShape(world, message) } };
}

/** Who may write in a thread may open it again, unless it is locked; all else is for those who may manage threads. */
function change({ world, gateway }: Desk, thread: Channel, { body }: Call): Answer {
  if (!isThread(thread)) return missing(world, thread);
  const isOpening = body['archived'] === false && !('locked' in body) && !thread.isLocked;
  const needed = permissionBits([isOpening ? 'SEND_MESSAGES_IN_THREADS' : 'MANAGE_THREADS']);
  if (!hasPermissions(world.botPermissions(thread), needed)) return missing(world, thread);
  const isArchived = typeof body['archived'] === 'boolean' ? body['archived'] : thread.isArchived;
  const isLocked = typeof body['locked'] === 'boolean' ? body['locked'] : thread.isLocked;
  const changed = channelShape(world, world.changeChannel(thread, { isArchived, isLocked }));
  gateway.tell('THREAD_UPDATE', changed);
  return ok(changed);
}
