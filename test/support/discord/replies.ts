import { list, number, type Payload, payload } from '../payload.ts';
import { CALLBACK, type Exchange, type Exchanges, TOKEN_MS } from './exchange.ts';
import type { Limits } from './limits.ts';
import { refuseMessage } from './messages.ts';
import { type Answer, type Call, NOTHING, ok, type Route, refuse } from './route.ts';
import { messageShape } from './shapes.ts';
import { formErrors, choices as wrongChoice } from './validate.ts';
import { autocompleteErrors } from './validate-commands.ts';
import { modalErrors } from './validate-components.ts';
import { FLAG, type Message, type World } from './world.ts';

type Desk = { readonly world: World; readonly exchanges: Exchanges };

/** The routes by which a bot answers what people ask: the first answer, its edits and what follows. They need no bot token. */
export function replyRoutes(world: World, exchanges: Exchanges, limits: Limits): readonly Route[] {
  const desk: Desk = { world, exchanges };
  const hook = '/webhooks/:application/:token';
  const onHook = (run: (exchange: Exchange, call: Call) => Answer) => (call: Call) =>
    reachHook(desk, limits, call, run);
  const onMessage = (run: (exchange: Exchange, message: Message, call: Call) => Answer) =>
    onHook((exchange, call) => reachMessage(desk, exchange, call, run));
  return [
    { method: 'POST', pattern: '/interactions/:id/:token/callback', run: (call) => callBack(desk, call) },
    { method: 'POST', pattern: hook, run: onHook((exchange, call) => followUp(desk, exchange, call)) },
    {
      method: 'GET',
      pattern: `${hook}/messages/:message`,
      run: onMessage((_, message) => ok(messageShape(world, message))),
    },
    {
      method: 'PATCH',
      pattern: `${hook}/messages/:message`,
      run: onMessage((exchange, message, call) => edit(desk, exchange, message, call)),
    },
    {
      method: 'DELETE',
      pattern: `${hook}/messages/:message`,
      run: onMessage((exchange, message) => remove(desk, exchange, message)),
    },
  ];
}

function callBack(desk: Desk, call: Call): Answer {
  const { world, exchanges } = desk;
  const exchange = exchanges.byId(call.params['id'] ?? '');
  if (exchange === undefined || exchange.token !== call.params['token'])
    return refuse(404, 10062, 'Unknown interaction');
  const ackMs = Date.now() - exchange.askedAt;
  if (exchange.ackMs !== null) {
    world.ledger.violation('double-ack', exchange.id);
    return refuse(400, 40060, 'Interaction has already been acknowledged.');
  }
  if (ackMs > exchanges.ackMs) {
    world.ledger.violation('late-ack', `${ackMs} ms`);
    return refuse(404, 10062, 'Unknown interaction');
  }
  const refusal = refuseCallback(desk, exchange, call);
  if (refusal !== undefined) return refusal;
  return acknowledge(desk, exchange, call, ackMs);
}

function refuseCallback({ world }: Desk, exchange: Exchange, call: Call): Answer | undefined {
  const type = number(call.body['type']);
  const data = payload(call.body['data']);
  const isUpdate = type === CALLBACK.update || type === CALLBACK.deferredUpdate;
  const hasMessage = exchange.kind === 'component' || exchange.kind === 'modal';
  if ((exchange.kind === 'autocomplete') !== (type === CALLBACK.choices) || (isUpdate && !hasMessage)) {
    return { status: 400, body: formErrors([wrongChoice(['type'])]) };
  }
  if (type === CALLBACK.choices) {
    const errors = autocompleteErrors(list(data['choices']));
    return errors.length > 0 ? { status: 400, body: formErrors(errors) } : undefined;
  }
  if (type === CALLBACK.modal) {
    const errors = exchange.kind === 'modal' ? [wrongChoice(['type'])] : modalErrors(data);
    return errors.length > 0 ? { status: 400, body: formErrors(errors) } : undefined;
  }
  const isMessage = type === CALLBACK.message || type === CALLBACK.update;
  return isMessage ? refuseMessage(world, data, call.files.length, type === CALLBACK.update) : undefined;
}

function acknowledge({ world, exchanges }: Desk, exchange: Exchange, call: Call, ackMs: number): Answer {
  const type = number(call.body['type']);
  const data = payload(call.body['data']);
  const message = firstMessage(world, exchange, type, data, call);
  exchanges.change(exchange.id, {
    ackMs,
    ackType: type,
    originalId: message?.id ?? null,
    choices: list(data['choices']),
    modal: type === CALLBACK.modal ? data : null,
  });
  if (call.query.get('with_response') !== 'true') return NOTHING;
  const interaction = { id: exchange.id, type, response_message_id: message?.id ?? null };
  return ok({
    interaction,
    ...(message === undefined ? {} : { resource: { type, message: messageShape(world, message) } }),
  });
}

function firstMessage(world: World, exchange: Exchange, type: number, data: Payload, call: Call): Message | undefined {
  const pressed = world.messages.get(exchange.pressedId ?? '');
  const of = { type: exchange.kind === 'command' ? 20 : 19, interactionId: exchange.id, files: call.files };
  switch (type) {
    case CALLBACK.message:
      return world.addMessage(exchange.channelId, data, of);
    case CALLBACK.deferred:
      return world.addMessage(exchange.channelId, { flags: number(data['flags']) | FLAG.loading }, of);
    case CALLBACK.update:
      return pressed === undefined ? undefined : world.editMessage(pressed, data);
    default:
      return pressed;
  }
}

function reachHook(
  { world, exchanges }: Desk,
  limits: Limits,
  call: Call,
  run: (exchange: Exchange, call: Call) => Answer,
): Answer | Promise<Answer> {
  const exchange = exchanges.byToken(call.params['token'] ?? '');
  const isOurs = call.params['application'] === world.applicationId && exchange?.ackMs !== null;
  if (exchange === undefined || !isOurs) return refuse(404, 10015, 'Unknown Webhook');
  if (Date.now() - exchange.askedAt > TOKEN_MS) {
    world.ledger.violation('expired-interaction-token', exchange.id);
    return refuse(401, 50027, 'Invalid Webhook Token');
  }
  return limits.within('message', exchange.token, () => run(exchange, call));
}

function followUp({ world, exchanges }: Desk, exchange: Exchange, call: Call): Answer {
  const refusal = refuseMessage(world, call.body, call.files.length);
  if (refusal !== undefined) return refusal;
  const original = world.messages.get(exchange.originalId ?? '');
  const isThinking = ((original?.flags ?? 0) & FLAG.loading) !== 0;
  if (original !== undefined && isThinking) {
    const edited = world.editMessage(original, call.body);
    exchanges.change(exchange.id, { edits: exchange.edits + 1 });
    return ok(messageShape(world, edited));
  }
  const message = world.addMessage(exchange.channelId, call.body, { interactionId: exchange.id, files: call.files });
  exchanges.change(exchange.id, { followupIds: [...exchange.followupIds, message.id] });
  return ok(messageShape(world, message));
}

function reachMessage(
  { world }: Desk,
  exchange: Exchange,
  call: Call,
  run: (exchange: Exchange, message: Message, call: Call) => Answer,
): Answer {
  const named = call.params['message'] ?? '';
  const message = world.messages.get(named === '@original' ? (exchange.originalId ?? '') : named);
  if (message === undefined || message.isDeleted) return refuse(404, 10008, 'Unknown Message');
  return run(exchange, message, call);
}

function edit({ world, exchanges }: Desk, exchange: Exchange, message: Message, call: Call): Answer {
  const refusal = refuseMessage(world, call.body, call.files.length, true);
  if (refusal !== undefined) return refusal;
  const edited = world.editMessage(message, call.body);
  const withFiles = call.files.length > 0 ? world.changeMessage(edited, { files: call.files }) : edited;
  if (message.id === exchange.originalId) exchanges.change(exchange.id, { edits: exchange.edits + 1 });
  return ok(messageShape(world, withFiles));
}

function remove({ world, exchanges }: Desk, exchange: Exchange, message: Message): Answer {
  world.changeMessage(message, { isDeleted: true });
  if (message.id === exchange.originalId) exchanges.change(exchange.id, { isDeleted: true });
  return NOTHING;
}
