import { isPayload, list, number, type Payload, text } from '../payload.ts';
import type { AskKind, Exchange, Exchanges, Reaction } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import { EVERYONE, hasPermissions, OWNER, type Permission, permissionBits } from './permissions.ts';
import { channelShape, memberShape, messageShape, userShape } from './shapes.ts';
import { allComponents } from './validate-components.ts';
import type { Channel, World } from './world.ts';

/** Who asks, where and in what language; unless told the guild's owner, in the first channel, in English. */
type Asking = {
  readonly channel?: string;
  readonly user?: string;
  readonly locale?: string;
  readonly permissions?: readonly Permission[];
  /** When the test has seen enough; unless told, as soon as the bot has said something. */
  readonly until?: (reaction: Reaction) => boolean;
};

type OptionValue = string | number | boolean;

/** A slash command as a person types it. */
export type CommandAsk = Asking & {
  readonly name: string;
  readonly group?: string;
  readonly subcommand?: string;
  readonly options?: Readonly<Record<string, OptionValue>>;
};

export type AutocompleteAsk = CommandAsk & { readonly focused: string };

export type PressAsk = Asking & {
  readonly messageId: string;
  readonly customId: string;
  readonly values?: readonly string[];
};

/** What is typed into a modal that the bot opened; `messageId` is the message whose button opened it. */
export type ModalAsk = Asking & {
  readonly customId: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly messageId?: string;
};

/** Interaction types of Discord. */
const TYPE: Readonly<Record<AskKind, number>> = { command: 2, component: 3, autocomplete: 4, modal: 5 };
const OPTION = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  channel: 7,
  role: 8,
  number: 10,
  attachment: 11,
} as const;
const SETTLE_MS = 15_000;
const MENU = 3;
const ROLE_MENU = 6;
const CHANNEL_MENU = 8;

/** The people of this Discord: what they do reaches the bot as interactions. */
export class People {
  readonly #world: World;
  readonly #gateway: Gateway;
  readonly #exchanges: Exchanges;
  readonly #files: ReadonlyMap<string, Payload>;

  constructor(world: World, gateway: Gateway, exchanges: Exchanges, files: ReadonlyMap<string, Payload>) {
    this.#world = world;
    this.#gateway = gateway;
    this.#exchanges = exchanges;
    this.#files = files;
  }

  runCommand(ask: CommandAsk): Promise<Reaction> {
    const { command, base } = this.#prepare(ask);
    const defined = definedOptions(command, ask);
    checkOptions(defined, ask);
    return this.#ask('command', ask, base, this.#commandData(command, defined, ask));
  }

  autocomplete(ask: AutocompleteAsk): Promise<Reaction> {
    const { command, base } = this.#prepare(ask);
    return this.#ask(
      'autocomplete',
      ask,
      base,
      this.#commandData(command, definedOptions(command, ask), ask, ask.focused),
    );
  }

  press(ask: PressAsk): Promise<Reaction> {
    const message = this.#world.messages.get(ask.messageId);
    if (message === undefined) throw new Error(`there is no message ${ask.messageId}`);
    const pressed = allComponents(message.components).find((component) => component['custom_id'] === ask.customId);
    if (pressed === undefined || pressed['disabled'] === true)
      throw new Error(`nothing to press under ${ask.customId}`);
    const where = { ...ask, channel: message.channelId };
    const data = {
      custom_id: ask.customId,
      component_type: pressed['type'],
      ...(ask.values ? { values: ask.values, ...this.#resolvedIn(pressed, ask.values) } : {}),
    };
    checkPicked(pressed, ask.values);
    const base = { ...this.#base(where), message: messageShape(this.#world, message) };
    return this.#ask('component', where, base, data, message.id);
  }

  submitModal(ask: ModalAsk): Promise<Reaction> {
    const labels = Object.entries(ask.fields).map(([custom_id, value], id) => ({
      type: 18,
      id,
      component: { type: 4, id, custom_id, value },
    }));
    const message = this.#world.messages.get(ask.messageId ?? '');
    const where = message === undefined ? ask : { ...ask, channel: message.channelId };
    const from = message === undefined ? {} : { message: messageShape(this.#world, message) };
    const data = { custom_id: ask.customId, components: labels };
    return this.#ask('modal', where, { ...this.#base(where), ...from }, data, message?.id ?? null);
  }

  #prepare(ask: CommandAsk): { readonly command: Payload; readonly base: Payload } {
    const channel = this.#channel(ask);
    const command = this.#findCommand(channel, ask.name);
    checkAllowed(command, channel, this.#permissions(ask, channel));
    return { command, base: this.#base(ask) };
  }

  #findCommand(channel: Channel, name: string): Payload {
    const shelves = [channel.guildId ?? '-', ''].map((place) => this.#world.commands.get(place));
    const registered = shelves.flatMap((shelf) => [...(shelf?.values() ?? [])]);
    const command = registered.find((known) => known['name'] === name);
    if (command === undefined)
      throw new Error(`/${name} is not among ${registered.map((known) => known['name']).join(', ')}`);
    return command;
  }

  #channel(ask: Asking): Channel {
    const [first] = this.#world.channels.values();
    const channel = ask.channel === undefined ? first : this.#world.channels.get(ask.channel);
    if (channel === undefined) throw new Error(`there is no channel ${ask.channel}`);
    return channel;
  }

  #permissions(ask: Asking, channel: Channel): bigint {
    if (ask.permissions !== undefined) return permissionBits(ask.permissions);
    return this.#userId(ask, channel) === this.#world.guilds.get(channel.guildId ?? '')?.ownerId ? OWNER : EVERYONE;
  }

  #userId(ask: Asking, channel: Channel): string {
    return ask.user ?? channel.recipientId ?? this.#world.firstGuild().ownerId;
  }

  #base(ask: Asking): Payload {
    const channel = this.#channel(ask);
    const guild = this.#world.guilds.get(channel.guildId ?? '');
    const user = this.#world.users.get(this.#userId(ask, channel));
    if (user === undefined) throw new Error(`there is nobody called ${ask.user}`);
    const permissions = String(this.#permissions(ask, channel));
    const who =
      guild === undefined
        ? { user: userShape(user) }
        : { member: { ...memberShape(this.#world, user.id), permissions } };
    const where =
      guild === undefined
        ? {}
        : {
            guild_id: guild.id,
            guild_locale: guild.locale,
            guild: { id: guild.id, locale: guild.locale, features: [] },
          };
    return {
      application_id: this.#world.applicationId,
      version: 1,
      channel_id: channel.id,
      channel: { ...channelShape(this.#world, channel), permissions: String(EVERYONE) },
      locale: ask.locale ?? 'en-US',
      app_permissions: String(this.#world.botPermissions(channel)),
      entitlements: [],
      attachment_size_limit: 10_485_760,
      authorizing_integration_owners: guild === undefined ? { 1: user.id } : { 0: guild.id },
      context: guild === undefined ? 1 : 0,
      ...who,
      ...where,
    };
  }

  #commandData(command: Payload, defined: readonly Payload[], ask: CommandAsk, focused?: string): Payload {
    const given = Object.entries(ask.options ?? {}).map(([name, value]) => {
      const type = defined.find((option) => option['name'] === name)?.['type'];
      return { name, type, value, ...(name === focused ? { focused: true } : {}) };
    });
    const inner =
      ask.subcommand === undefined ? given : [{ name: ask.subcommand, type: OPTION.subcommand, options: given }];
    const options = ask.group === undefined ? inner : [{ name: ask.group, type: OPTION.group, options: inner }];
    return { id: command['id'], name: ask.name, type: 1, options, resolved: this.#resolved(given) };
  }

  /** Discord tells of channels and roles that were picked what they are. */
  #resolvedIn(menu: Payload, values: readonly string[]): Payload {
    if (menu['type'] !== CHANNEL_MENU && menu['type'] !== ROLE_MENU) return {};
    const type = menu['type'] === ROLE_MENU ? OPTION.role : OPTION.channel;
    return { resolved: this.#resolved(values.map((value) => ({ type, value }))) };
  }

  #resolved(given: readonly { readonly type: unknown; readonly value: OptionValue }[]): Payload {
    const ids = (type: number): readonly string[] =>
      given.filter((option) => option.type === type).map(({ value }) => String(value));
    const channels = ids(OPTION.channel).flatMap((id) => this.#world.channels.get(id) ?? []);
    const permissions = String(EVERYONE);
    return {
      channels: Object.fromEntries(
        channels.map((channel) => [channel.id, { ...channelShape(this.#world, channel), permissions }]),
      ),
      roles: Object.fromEntries(ids(OPTION.role).map((id) => [id, this.#world.roles.get(id)])),
      attachments: Object.fromEntries(ids(OPTION.attachment).map((id) => [id, this.#files.get(id)])),
    };
  }

  async #ask(
    kind: AskKind,
    ask: Asking,
    base: Payload,
    data: Payload,
    pressedId: string | null = null,
  ): Promise<Reaction> {
    if (this.#gateway.status().connected === 0) throw new Error('no bot is connected to the gateway');
    const exchange = this.#exchanges.open(kind, this.#channel(ask).id, pressedId);
    const { id, token } = exchange;
    this.#gateway.tell('INTERACTION_CREATE', { ...base, id, token, type: TYPE[kind], data });
    const isAcked = (): boolean => this.#exchanges.byId(id)?.ackMs !== null;
    if (!(await this.#world.change.reached(isAcked, this.#exchanges.ackMs))) this.#noteSilence(exchange, data);
    else await this.#world.change.reached(() => this.#isSeen(id, ask), SETTLE_MS);
    return this.#exchanges.reaction(id);
  }

  #isSeen(id: string, ask: Asking): boolean {
    return ask.until === undefined ? this.#exchanges.isSettled(id) : ask.until(this.#exchanges.reaction(id));
  }

  #noteSilence(exchange: Exchange, data: Payload): void {
    this.#world.ledger.violation(
      'interaction-not-acked-in-3s',
      `${exchange.kind} ${data['name'] ?? data['custom_id']}`,
    );
  }
}

/** Throws where the app would not let a person pick these of a menu. */
function checkPicked(menu: Payload, values: readonly string[] = []): void {
  if (menu['type'] !== MENU) return;
  const offered = list(menu['options']).map((option) => isPayload(option) && option['value']);
  const [least, most] = [number(menu['min_values'] ?? 1), number(menu['max_values'] ?? 1)];
  if (values.some((value) => !offered.includes(value))) throw new Error(`the menu does not offer ${values.join()}`);
  if (values.length < least || values.length > most) throw new Error(`the menu takes ${least} to ${most} choices`);
}

/** Throws where Discord would not even show the command to this person. */
function checkAllowed(command: Payload, channel: Channel, held: bigint): void {
  const needed = command['default_member_permissions'];
  if (channel.guildId !== null && typeof needed === 'string' && !hasPermissions(held, BigInt(needed))) {
    throw new Error(`/${command['name']} is hidden from this person`);
  }
  const contexts = list(command['contexts']);
  if (contexts.length > 0 && !contexts.includes(channel.guildId === null ? 1 : 0)) {
    throw new Error(`/${command['name']} is not offered in this kind of channel`);
  }
}

function definedOptions(command: Payload, ask: CommandAsk): readonly Payload[] {
  const path = [ask.group, ask.subcommand].filter((name) => name !== undefined);
  let defined = list(command['options']).filter(isPayload);
  for (const name of path) {
    const inner = defined.find((option) => option['name'] === name);
    if (inner === undefined) throw new Error(`/${ask.name} has no ${name}`);
    defined = list(inner['options']).filter(isPayload);
  }
  if (defined.some((option) => number(option['type']) <= OPTION.group))
    throw new Error(`/${ask.name} needs a subcommand`);
  return defined;
}

/** Throws where Discord's own form would not let a person send these options. */
function checkOptions(defined: readonly Payload[], ask: CommandAsk): void {
  const given = ask.options ?? {};
  const missing = defined.find((option) => option['required'] === true && !(text(option['name']) in given));
  if (missing !== undefined) throw new Error(`option ${missing['name']} is required`);
  for (const [name, value] of Object.entries(given)) {
    const option = defined.find((known) => known['name'] === name);
    if (option === undefined) throw new Error(`/${ask.name} has no option ${name}`);
    if (!isAccepted(option, value)) throw new Error(`option ${name} does not take ${value}`);
  }
}

function isAccepted(option: Payload, value: OptionValue): boolean {
  const offered = list(option['choices']).filter(isPayload);
  if (offered.length > 0) return offered.some((choice) => choice['value'] === value);
  if (typeof value === 'boolean') return true;
  const [least, most] = typeof value === 'number' ? ['min_value', 'max_value'] : ['min_length', 'max_length'];
  const size = typeof value === 'number' ? value : value.length;
  return (!(least in option) || size >= number(option[least])) && (!(most in option) || size <= number(option[most]));
}
