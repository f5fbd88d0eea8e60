import type { BehalfStore, Managing } from '../domain/behalf.ts';
import type { Platform } from '../domain/channel.ts';
import type { Messenger } from '../domain/messenger.ts';
import type { Asker, Asking, Spot } from '../domain/turn.ts';

/** What speaking for channels rests on. */
export interface BehalfRoom {
  readonly behalves: BehalfStore;
  readonly messengers: ReadonlyMap<Platform, Messenger>;
  readonly clock: () => Date;
}

/** Who comes back after a day does not expect to speak for a channel still. */
const SPOKEN_FOR_MS = 24 * 3_600_000;

/** From now on what somebody says in their private conversation goes for a channel; without one, for the conversation again. */
export async function manage(
  room: BehalfRoom,
  place: Spot,
  { id: person }: Pick<Asker, 'id'>,
  typed: string | null,
): Promise<Managing> {
  const messenger = room.messengers.get(place.platform);
  const directory = messenger?.directory;
  if (messenger === undefined || directory === undefined || !isAlone(place, person)) return { kind: 'not-private' };
  if (typed === null) return await endManaging(room, person);
  const spot = await directory.find(typed);
  if (spot === null) return { kind: 'unknown', given: typed, known: await room.behalves.known(person) };
  const name = spot.name ?? spot.address;
  const may = await messenger.mayPost(spot);
  if (may.kind === 'no') return { kind: 'may-not-post', name, missing: may.missing };
  if (!(await directory.isManager(spot, person, true))) return { kind: 'not-administrator', name };
  const until = new Date(room.clock().getTime() + SPOKEN_FOR_MS);
  await room.behalves.begin(person, spot, until);
  return { kind: 'managing', spot, until };
}

async function endManaging({ behalves, clock }: BehalfRoom, person: string): Promise<Managing> {
  const ended = await behalves.end(person, clock());
  return { kind: 'own', ended, known: await behalves.known(person) };
}

/** One person's private conversation has that person's id. */
function isAlone({ community }: Spot, person: string): boolean {
  return community === person;
}

/** For which channel a command counts: the one its button carries along, else the one its sayer speaks for; null for where it was said. */
export type SpokenFor =
  | { readonly kind: 'here' }
  | { readonly kind: 'there'; readonly spot: Spot }
  /** They do not run it, or not any more. */
  | { readonly kind: 'not-theirs'; readonly name: string };

export async function spokenFor(room: BehalfRoom, said: Asking): Promise<SpokenFor> {
  const { place, asker, behalf, isPress, isChange } = said;
  const directory = room.messengers.get(place.platform)?.directory;
  if (directory === undefined || !isAlone(place, asker.id) || (isPress && behalf === null)) return { kind: 'here' };
  const spot = behalf === null ? await room.behalves.current(asker.id, room.clock()) : await named(room, asker, behalf);
  if (spot === null) return behalf === null ? { kind: 'here' } : { kind: 'not-theirs', name: behalf };
  if (await directory.isManager(spot, asker.id, isChange)) return { kind: 'there', spot };
  await room.behalves.forget(asker.id, spot.address);
  return { kind: 'not-theirs', name: spot.name ?? spot.address };
}

async function named({ behalves }: BehalfRoom, { id }: Asker, address: string): Promise<Spot | null> {
  const known = await behalves.known(id);
  return known.find((spot) => spot.address === address) ?? null;
}
