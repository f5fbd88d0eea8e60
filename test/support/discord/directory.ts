import { text } from '../payload.ts';
import type { Gateway } from './gateway.ts';
import { type Answer, type Call, ok, type Route, refuse } from './route.ts';
import { applicationShape, channelShape, guildShape, memberShape, userShape } from './shapes.ts';
import type { Guild, World } from './world.ts';

/** The routes that tell who and what there is: the bot itself, people, guilds, and where the gateway is. */
export function directoryRoutes(world: World, gateway: Gateway): readonly Route[] {
  const inGuild = (run: (guild: Guild, call: Call) => Answer) => (call: Call) => {
    const guild = world.guilds.get(call.params['guild'] ?? '');
    return guild === undefined ? refuse(404, 10004, 'Unknown Guild') : run(guild, call);
  };
  return [
    { method: 'GET', pattern: '/gateway', run: () => ok({ url: gateway.url }) },
    {
      method: 'GET',
      pattern: '/gateway/bot',
      run: () => ok({ url: gateway.url, shards: 1, session_start_limit: START_LIMIT }),
    },
    { method: 'GET', pattern: '/users/:user', run: (call) => user(world, call) },
    { method: 'GET', pattern: '/users/@me/guilds', run: () => ok([...world.guilds.values()].map(guildShape)) },
    { method: 'GET', pattern: '/applications/@me', run: () => ok(applicationShape(world)) },
    { method: 'GET', pattern: '/oauth2/applications/@me', run: () => ok(applicationShape(world)) },
    { method: 'POST', pattern: '/users/@me/channels', run: (call) => directChannel(world, call) },
    { method: 'GET', pattern: '/guilds/:guild', run: inGuild((guild) => ok(guildShape(guild))) },
    { method: 'GET', pattern: '/guilds/:guild/channels', run: inGuild((guild) => channels(world, guild)) },
    { method: 'GET', pattern: '/guilds/:guild/members/:user', run: inGuild((_, call) => member(world, call)) },
  ];
}

const START_LIMIT = { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 };

function meOr(world: World, id = ''): string {
  return id === '@me' ? world.applicationId : id;
}

function user(world: World, call: Call): Answer {
  const found = world.users.get(meOr(world, call.params['user']));
  return found === undefined ? refuse(404, 10013, 'Unknown User') : ok(userShape(found));
}

function directChannel(world: World, call: Call): Answer {
  const id = text(call.body['recipient_id']);
  if (!world.users.has(id)) return refuse(404, 10013, 'Unknown User');
  return ok(channelShape(world, world.directChannel(id)));
}

function channels(world: World, guild: Guild): Answer {
  const inside = [...world.channels.values()].filter((channel) => channel.guildId === guild.id);
  return ok(inside.map((channel) => channelShape(world, channel)));
}

function member(world: World, call: Call): Answer {
  const id = meOr(world, call.params['user']);
  return world.users.has(id) ? ok(memberShape(world, id)) : refuse(404, 10007, 'Unknown Member');
}
