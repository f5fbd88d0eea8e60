import { type Payload, text } from '../payload.ts';
import type { Gateway } from './gateway.ts';
import type { Limits } from './limits.ts';
import { hasPermissions, type Permission, permissionBits } from './permissions.ts';
import { type InChannel, missing } from './reach.ts';
import { type Answer, type Call, NOTHING, ok, type Route, refuse } from './route.ts';
import { channelShape, isForum, isPublic, isThread, messageShape } from './shapes.ts';
import { formErrors, isEmptyMessage, isRinging, messageErrors, repeatedUrls } from './validate.ts';
import { componentErrors } from './validate-components.ts';
import { CHANNEL_TYPE, type Channel, FLAG, type Message, type World } from './world.ts';

type Desk = {
  readonly world: World;
  readonly gateway: Gateway;
  readonly limits: Limits;
};

/** The routes of channels and messages. */
export function messageRoutes(world: World, gateway: Gateway, limits: Limits, inChannel: InChannel): readonly Route[] {
  const desk: Desk = { world, gateway, limits };
  const onMessage = (run: (message: Message, channel: Channel, call: Call) => Answer | Promise<Answer>) => {
    return inChannel([], (channel, call) => reachMessage(world, channel, call, run));
  };
  const message = '/channels/:channel/messages/:message';
  return [
    { method: 'GET', pattern: '/channels/:channel', run: inChannel([], (channel) => ok(channelShape(world, channel))) },
    { method: 'POST', pattern: '/channels/:channel/typing', run: inChannel([], () => NOTHING) },
    {
      method: 'GET',
      pattern: '/channels/:channel/messages',
      run: inChannel(['READ_MESSAGE_HISTORY'], (channel, call) => newest(world, channel, call)),
    },
    {
      method: 'POST',
      pattern: '/channels/:channel/messages',
      run: inChannel([], (channel, call) => limits.within('message', channel.id, () => send(desk, channel, call))),
    },
    { method: 'GET', pattern: message, run: onMessage((found) => ok(messageShape(world, found))) },
    {
      method: 'PATCH',
      pattern: message,
      run: onMessage((found, channel, call) => limits.within('edit', channel.id, () => edit(desk, found, call.body))),
    },
    { method: 'DELETE', pattern: message, run: onMessage((found) => remove(desk, found)) },
    {
      method: 'POST',
      pattern: `${message}/crosspost`,
      run: onMessage((found, channel) =>
        limits.within('crosspost', channel.id, () => crosspost(world, channel, found)),
      ),
    },
  ];
}

function reachMessage(
  world: World,
  channel: Channel,
  call: Call,
  run: (message: Message, channel: Channel, call: Call) => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  const message = world.messages.get(call.params['message'] ?? '');
  if (message?.channelId !== channel.id || message.isDeleted) return refuse(404, 10008, 'Unknown Message');
  return run(message, channel, call);
}

/** Most messages Discord gives in one answer, and how many it gives unless told. */
const PAGE_MOST = 100;
const PAGE = 50;

function newest(world: World, channel: Channel, call: Call): Answer {
  if (isForum(channel)) return refuse(400, 50024, 'Cannot execute action on this channel type');
  const count = Math.min(PAGE_MOST, Number(call.query.get('limit') ?? PAGE));
  const after = BigInt(call.query.get('after') ?? 0);
  const all = [...world.messages.values()]
    .filter((message) => message.channelId === channel.id && isPublic(message))
    .filter(({ id }) => BigInt(id) > after);
  return ok(
    (call.query.has('after') ? all.slice(0, count) : all.slice(-count))
      .reverse()
      .map((message) => messageShape(world, message)),
  );
}

function send(desk: Desk, channel: Channel, call: Call): Answer {
  const { world, gateway } = desk;
  if (isForum(channel)) return refuse(400, 50008, 'Cannot send messages in a non-text channel');
  if (!hasPermissions(world.botPermissions(channel), permissionBits(neededFor(channel, call))))
    return missing(world, channel);
  const refusal = refuseMessage(world, call.body, call.files.length);
  if (refusal !== undefined) return refusal;
  if (isThread(channel) && !isOpened(desk, channel)) return refuse(400, 160005, 'Thread is locked');
  const twin = sentBefore(world, channel, call.body);
  if (twin !== undefined) return ok(messageShape(world, twin));
  const message = world.addMessage(channel.id, call.body, { files: call.files });
  gateway.tellMessage('MESSAGE_CREATE', message);
  return ok(messageShape(world, message));
}

/** A message opens an archived thread again; a locked one is only for those who may manage threads. */
function isOpened({ world, gateway }: Desk, thread: Channel): boolean {
  const mayManage = hasPermissions(world.botPermissions(thread), permissionBits(['MANAGE_THREADS']));
  if (thread.isLocked && !mayManage) return false;
  if (thread.isArchived)
    gateway.tell('THREAD_UPDATE', channelShape(world, world.changeChannel(thread, { isArchived: false })));
  return true;
}

function neededFor(channel: Channel, call: Call): readonly Permission[] {
  return [
    isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES',
    ...(Array.isArray(call.body['embeds']) && call.body['embeds'].length > 0 ? (['EMBED_LINKS'] as const) : []),
    ...(call.files.length > 0 ? (['ATTACH_FILES'] as const) : []),
  ];
}

/** Why Discord would not take this message (undefined when it would); rings a violation for things it takes but nobody wants. */
export function refuseMessage(world: World, body: Payload, files: number, isEdit = false): Answer | undefined {
  if (isRinging(body)) world.ledger.violation('mention-not-suppressed', text(body['content']));
  for (const url of repeatedUrls(body)) world.ledger.violation('embeds-share-a-url', url);
  const errors = [...messageErrors(body), ...componentErrors(body)];
  if (errors.length > 0) return { status: 400, body: formErrors(errors) };
  return !isEdit && isEmptyMessage(body, files) ? refuse(400, 50006, 'Cannot send an empty message') : undefined;
}

function sentBefore(world: World, channel: Channel, body: Payload): Message | undefined {
  const { nonce } = body;
  if (body['enforce_nonce'] !== true || nonce === undefined || nonce === null) return undefined;
  const twin = [...world.messages.values()].find(
    (message) =>
      message.channelId === channel.id && message.nonce === nonce && Date.now() - message.sentAt < world.nonceMs,
  );
  if (twin !== undefined) world.ledger.note('nonce-deduplicated', String(nonce));
  return twin;
}

function edit({ world, gateway }: Desk, message: Message, body: Payload): Answer {
  if (message.authorId !== world.applicationId)
    return refuse(403, 50005, 'Cannot edit a message authored by another user');
  const refusal = refuseMessage(world, body, 0, true);
  if (refusal !== undefined) return refusal;
  const edited = world.editMessage(message, body);
  gateway.tellMessage('MESSAGE_UPDATE', edited);
  return ok(messageShape(world, edited));
}

function remove({ world, gateway }: Desk, message: Message): Answer {
  world.changeMessage(message, { isDeleted: true });
  gateway.tell('MESSAGE_DELETE', { id: message.id, channel_id: message.channelId });
  return NOTHING;
}

function crosspost(world: World, channel: Channel, message: Message): Answer {
  if (channel.type !== CHANNEL_TYPE.announcement)
    return refuse(400, 50024, 'Cannot execute action on this channel type');
  if ((message.flags & FLAG.crossposted) !== 0) return refuse(400, 40033, 'This message has already been crossposted.');
  for (const { id, follows } of world.channels.values())
    if (follows === channel.id) world.addMessage(id, { ...message.request, flags: FLAG.isCrosspost });
  return ok(messageShape(world, world.changeMessage(message, { flags: message.flags | FLAG.crossposted })));
}
