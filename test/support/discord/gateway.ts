import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { number, type Payload, payload } from '../payload.ts';
import { guildCreateShape, isPublic, messageShape, userShape } from './shapes.ts';
import type { Message, World } from './world.ts';

/** Opcodes of the gateway: https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  invalid: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

/** Intents that a bot must be granted one by one: members, presences, message content. We never ask for them. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const GUILDS = 1;
const GUILD_MESSAGES = 1 << 9;
const KNOWN_INTENTS = 1 << 26;
/** Gateway messages a bot may send in a minute. */
const PER_MINUTE = 120;
const MINUTE_MS = 60_000;
/** Events kept for a session that comes back. */
const HISTORY = 500;
/** A heartbeat may come this much late before the session is ended. */
const HEARTBEAT_SLACK_MS = 2000;

export type GatewayOptions = { readonly token: string; readonly heartbeatMs: number };

type Session = {
  readonly id: string;
  readonly intents: number;
  readonly history: Payload[];
  sequence: number;
  resumes: number;
  socket: WebSocket | null;
};

type Visitor = {
  readonly socket: WebSocket;
  session: Session | null;
  heartbeatTimer: NodeJS.Timeout | undefined;
  received: number[];
};

/** The websocket side of Discord: who is logged in, and what is told to them. */
export class Gateway {
  readonly url: string;
  readonly #world: World;
  readonly #options: GatewayOptions;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #visitors = new Set<Visitor>();
  readonly #sessions = new Map<string, Session>();
  #identifies = 0;
  #isMute = false;

  constructor(world: World, options: GatewayOptions, base: string) {
    this.#world = world;
    this.#options = options;
    this.url = `${base.replace('http:', 'ws:')}/gateway`;
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      if (!request.url?.startsWith('/gateway')) return socket.destroy();
      return this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#welcome(opened, request.url ?? ''));
    });
  }

  /** How often bots logged in afresh and came back, and how many sessions are connected now. */
  status(): { readonly identifies: number; readonly resumes: number; readonly connected: number } {
    const sessions = [...this.#sessions.values()];
    const connected = sessions.filter((session) => session.socket !== null).length;
    return {
      identifies: this.#identifies,
      resumes: sessions.reduce((sum, session) => sum + session.resumes, 0),
      connected,
    };
  }

  /** Tells every connected session of an event. */
  tell(event: string, data: Payload): void {
    const intent = event.startsWith('MESSAGE_') ? GUILD_MESSAGES : GUILDS;
    for (const session of this.#sessions.values()) {
      if (event === 'INTERACTION_CREATE' || (session.intents & intent) !== 0) this.#dispatch(session, event, data);
    }
  }

  /** Tells of a message that everybody in its channel may see. */
  tellMessage(event: string, message: Message): void {
    if (!isPublic(message)) return;
    const guild = this.#world.channels.get(message.channelId)?.guildId ?? null;
    this.tell(event, { ...messageShape(this.#world, message), ...(guild === null ? {} : { guild_id: guild }) });
  }

  /** Cuts every connection without a word; the sessions may be resumed. */
  drop(): void {
    for (const { socket } of this.#visitors) socket.terminate();
  }

  /** Closes every connection with a code of Discord's. */
  close(code: number): void {
    for (const { socket } of this.#visitors) socket.close(code);
  }

  /** Asks every bot to reconnect and resume. */
  askToReconnect(): void {
    for (const { socket } of this.#visitors) send(socket, { op: OP.reconnect, d: null });
  }

  /** Declares every session invalid; unless resumable they are forgotten and must identify anew. */
  invalidate(isResumable: boolean): void {
    if (!isResumable) this.#sessions.clear();
    for (const { socket } of this.#visitors) send(socket, { op: OP.invalid, d: isResumable });
  }

  /** From now on heartbeats are (not) acknowledged. */
  mute(isMute: boolean): void {
    this.#isMute = isMute;
  }

  stop(): void {
    for (const visitor of this.#visitors) clearTimeout(visitor.heartbeatTimer);
    this.drop();
    this.#sockets.close();
  }

  #welcome(socket: WebSocket, address: string): void {
    const visitor: Visitor = { socket, session: null, heartbeatTimer: undefined, received: [] };
    this.#visitors.add(visitor);
    socket.on('message', (data) => this.#receive(visitor, String(data)));
    socket.on('close', (code) => this.#leave(visitor, code));
    socket.on('error', () => socket.terminate());
    const wanted = new URL(address, this.url).searchParams;
    if (wanted.get('v') !== '10' || wanted.get('encoding') !== 'json' || wanted.has('compress')) socket.close(4012);
    else send(socket, { op: OP.hello, d: { heartbeat_interval: this.#options.heartbeatMs } });
  }

  #leave(visitor: Visitor, code: number): void {
    clearTimeout(visitor.heartbeatTimer);
    this.#visitors.delete(visitor);
    const { session } = visitor;
    if (session?.socket === visitor.socket) session.socket = null;
    if (session !== null && (code === 1000 || code === 1001)) this.#sessions.delete(session.id);
    this.#world.change.notify();
  }

  #receive(visitor: Visitor, raw: string): void {
    const message = payload(JSON.parse(raw));
    if (this.#isTooFast(visitor)) visitor.socket.close(4008);
    else this.#obey(visitor, message['op'], payload(message['d']));
  }

  #obey(visitor: Visitor, op: unknown, data: Payload): void {
    if (op === OP.heartbeat) this.#beat(visitor);
    else if (op === OP.identify) this.#identify(visitor, data);
    else if (op === OP.resume) this.#resume(visitor, data);
    else if (op !== OP.presence && op !== OP.voice) visitor.socket.close(visitor.session === null ? 4003 : 4001);
  }

  #isTooFast(visitor: Visitor): boolean {
    const now = Date.now();
    visitor.received = [...visitor.received.filter((at) => now - at < MINUTE_MS), now];
    if (visitor.received.length <= PER_MINUTE) return false;
    this.#world.ledger.violation('gateway-rate');
    return true;
  }

  #beat(visitor: Visitor): void {
    this.#expectBeat(visitor);
    if (!this.#isMute) send(visitor.socket, { op: OP.heartbeatAck, d: null });
  }

  #expectBeat(visitor: Visitor): void {
    clearTimeout(visitor.heartbeatTimer);
    visitor.heartbeatTimer = setTimeout(
      () => {
        this.#world.ledger.violation('missed-heartbeat');
        visitor.socket.close(4009);
      },
      this.#options.heartbeatMs * 2 + HEARTBEAT_SLACK_MS,
    );
  }

  #identify(visitor: Visitor, data: Payload): void {
    const refusal = this.#refuseLogin(visitor, data);
    if (refusal !== undefined) {
      visitor.socket.close(refusal);
      return;
    }
    this.#identifies += 1;
    const id = randomBytes(16).toString('hex');
    const intents = number(data['intents']);
    this.#seat(visitor, { id, intents, history: [], sequence: 0, resumes: 0, socket: visitor.socket });
    this.#greet(id);
  }

  #refuseLogin(visitor: Visitor, data: Payload): number | undefined {
    const intents = data['intents'];
    if (visitor.session !== null) return 4005;
    if (data['token'] !== this.#options.token) {
      this.#world.ledger.violation('401', 'gateway');
      return 4004;
    }
    if (typeof intents !== 'number' || intents < 0 || intents >= KNOWN_INTENTS) return 4013;
    if ((intents & PRIVILEGED) === 0) return undefined;
    this.#world.ledger.violation('privileged-intents', String(intents & PRIVILEGED));
    return 4014;
  }

  #seat(visitor: Visitor, session: Session): void {
    session.socket = visitor.socket;
    visitor.session = session;
    this.#sessions.set(session.id, session);
    this.#expectBeat(visitor);
    this.#world.change.notify();
  }

  #greet(sessionId: string): void {
    const session = this.#sessions.get(sessionId);
    const bot = this.#world.users.get(this.#world.applicationId);
    if (session === undefined || bot === undefined) return;
    const guilds = [...this.#world.guilds.values()];
    this.#dispatch(session, 'READY', {
      v: 10,
      user: userShape(bot),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.url,
      shard: [0, 1],
      application: { id: this.#world.applicationId, flags: 0 },
    });
    if ((session.intents & GUILDS) === 0) return;
    for (const guild of guilds) this.#dispatch(session, 'GUILD_CREATE', guildCreateShape(this.#world, guild));
  }

  #resume(visitor: Visitor, data: Payload): void {
    const session = this.#sessions.get(String(data['session_id']));
    if (data['token'] !== this.#options.token) visitor.socket.close(4004);
    else if (session === undefined) send(visitor.socket, { op: OP.invalid, d: false });
    else if (number(data['seq']) > session.sequence) visitor.socket.close(4007);
    else this.#catchUp(visitor, session, number(data['seq']));
  }

  #catchUp(visitor: Visitor, session: Session, seen: number): void {
    session.resumes += 1;
    this.#seat(visitor, session);
    for (const event of session.history) if (number(event['s']) > seen) send(visitor.socket, event);
    this.#dispatch(session, 'RESUMED', {});
  }

  #dispatch(session: Session, event: string, data: Payload): void {
    session.sequence += 1;
    const message = { op: OP.dispatch, t: event, s: session.sequence, d: data };
    session.history.push(message);
    if (session.history.length > HISTORY) session.history.shift();
    if (session.socket !== null) send(session.socket, message);
  }
}

function send(socket: WebSocket, message: Payload): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ s: null, t: null, ...message }));
}
