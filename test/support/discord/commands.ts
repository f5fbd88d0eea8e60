import { isPayload, list, type Payload, text } from '../payload.ts';
import type { Limits } from './limits.ts';
import { type Answer, type Call, NOTHING, ok, type Route, refuse } from './route.ts';
import { formErrors } from './validate.ts';
import { commandErrors } from './validate-commands.ts';
import type { World } from './world.ts';

type Shelf = Map<string, Payload>;

/** The routes by which a bot registers its slash commands, global ones and those of one guild. */
export function commandRoutes(world: World, limits: Limits): readonly Route[] {
  const places = ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'];
  const onShelf = (run: (shelf: Shelf, call: Call) => Answer) => (call: Call) =>
    limits.within('commands', `${call.method} ${call.params['guild'] ?? ''}`, () => reachShelf(world, call, run));
  return places.flatMap((pattern): readonly Route[] => [
    { method: 'GET', pattern, run: onShelf((shelf) => ok([...shelf.values()])) },
    { method: 'PUT', pattern, run: onShelf((shelf, call) => replaceAll(world, shelf, call)) },
    { method: 'POST', pattern, run: onShelf((shelf, call) => addOne(world, shelf, call)) },
    { method: 'PATCH', pattern: `${pattern}/:command`, run: onShelf((shelf, call) => change(shelf, call)) },
    { method: 'DELETE', pattern: `${pattern}/:command`, run: onShelf((shelf, call) => remove(shelf, call)) },
  ]);
}

function reachShelf(world: World, call: Call, run: (shelf: Shelf, call: Call) => Answer): Answer {
  const guild = call.params['guild'] ?? '';
  const isOurs = call.params['application'] === world.applicationId && (guild === '' || world.guilds.has(guild));
  if (!isOurs) return refuse(403, 50001, 'Missing Access');
  const shelf: Shelf = world.commands.get(guild) ?? new Map();
  world.commands.set(guild, shelf);
  const answer = run(shelf, call);
  world.change.notify();
  return answer;
}

function replaceAll(world: World, shelf: Shelf, call: Call): Answer {
  const wanted = list(call.list).map((command) => (isPayload(command) ? command : {}));
  const errors = commandErrors(wanted, false);
  if (errors.length > 0) return { status: 400, body: formErrors(errors) };
  const registered = wanted.map((command) => register(world, shelf, command));
  shelf.clear();
  for (const command of registered) shelf.set(text(command['id']), command);
  return ok(registered);
}

function addOne(world: World, shelf: Shelf, call: Call): Answer {
  const errors = commandErrors([call.body], true);
  if (errors.length > 0) return { status: 400, body: formErrors(errors) };
  const command = register(world, shelf, call.body);
  const status = shelf.has(text(command['id'])) ? 200 : 201;
  shelf.set(text(command['id']), command);
  return { status, body: command };
}

/** A command as Discord gives it back; one of the same name keeps its id. */
function register(world: World, shelf: Shelf, command: Payload): Payload {
  const before = [...shelf.values()].find((known) => known['name'] === command['name']);
  const needed = command['default_member_permissions'] ?? null;
  return {
    type: 1,
    nsfw: false,
    contexts: null,
    integration_types: [0],
    ...command,
    id: before?.['id'] ?? world.snowflake(),
    application_id: world.applicationId,
    version: world.snowflake(),
    default_member_permissions: needed === null ? null : String(needed),
  };
}

function change(shelf: Shelf, call: Call): Answer {
  const id = call.params['command'] ?? '';
  const known = shelf.get(id);
  if (known === undefined) return refuse(404, 10063, 'Unknown application command');
  const changed = { ...known, ...call.body };
  const errors = commandErrors([changed], true);
  if (errors.length > 0) return { status: 400, body: formErrors(errors) };
  shelf.set(id, changed);
  return ok(changed);
}

function remove(shelf: Shelf, call: Call): Answer {
  return shelf.delete(call.params['command'] ?? '') ? NOTHING : refuse(404, 10063, 'Unknown application command');
}
