import { FIRMS, FIRST, LAST, NOUNS, TOWNS, words } from './invented-words.ts';

/** News without end, invented by chance: events that outlets tell in their own words, repeat, edit and carry on. The same seed gives the same news. */
export interface InventedEvent {
  readonly id: number;
  /** How one outlet words it, up to a stage of the event: 0 is its beginning, each further one adds something that happened. */
  tell(outlet: number, stage: number): Telling;
  readonly stages: number;
  /** Whether a text speaks of it: names its town, and somebody or something else of it. */
  isIn(text: string): boolean;
}

interface Telling {
  readonly title: string;
  readonly text: string;
}

/** What an event is made of. */
interface Cast {
  readonly town: string;
  readonly person: string;
  readonly other: string;
  readonly firm: string;
  readonly few: number;
  readonly many: number;
  readonly money: number;
  readonly x: string;
  readonly y: string;
  readonly z: string;
}

/** Three wordings of a beginning (headline, then text) and what happens later. */
interface Plot {
  /** What takes the places x, y and z in its sentences. */
  readonly things: readonly [readonly string[], readonly string[], readonly string[]];
  readonly beginnings: readonly ((cast: Cast) => readonly [string, string])[];
  readonly later: readonly ((cast: Cast) => readonly [string, string])[];
}

const PLOTS: readonly Plot[] = [
  {
    things: [
      words('ferry tanker trawler steamer barge yacht icebreaker dredger freighter schooner'),
      words('sandbank reef pier wreck lock breakwater buoy iceberg mole'),
      words('rudder engine radar anchor propeller compass winch pump boiler'),
    ],
    beginnings: [
      (c) => [
        `The ${c.x} ${c.firm} runs aground off ${c.town} with ${c.many} aboard`,
        `The ${c.x} ${c.firm} ran aground on a ${c.y} off ${c.town} on its way home with ${c.many} passengers. Captain ${c.person} blamed a failed ${c.z}. Lifeboats took everybody ashore, and ${c.few} were treated for bruises.`,
      ],
      (c) => [
        `${c.many} taken off stranded ${c.x} near ${c.town}`,
        `Rescuers took ${c.many} passengers off the ${c.firm}, which had struck a ${c.y} near ${c.town}. The ${c.x}'s captain, ${c.person}, said the ${c.z} no longer answered. Doctors saw to ${c.few} people with bruises.`,
      ],
      (c) => [
        `A failed ${c.z} puts the ${c.firm} on a ${c.y} at ${c.town}`,
        `A broken ${c.z} drove the ${c.x} ${c.firm} onto a ${c.y} at ${c.town}. All ${c.many} passengers reached the shore in lifeboats, ${c.few} of them bruised. "She would not turn," said captain ${c.person}.`,
      ],
    ],
    later: [
      (c) => [
        `The ${c.x} ${c.firm} towed free after ${c.few + 3} hours`,
        `Tugs from Grauhaven pulled the ${c.x} ${c.firm} off the ${c.y} near ${c.town} after ${c.few + 3} hours. Inspector ${c.other} found a cracked bolt in the ${c.z}, and the line is closed until ${c.money} bolts have been replaced.`,
      ],
      (c) => [
        `Owner of the ${c.firm} fined ${c.money * 7} thousand crowns`,
        `A court in Sundmark fined the owner of the ${c.x} ${c.firm} ${c.money * 7} thousand crowns for the stranding near ${c.town}. Judge Ottilie Brandt said ${c.few + 11} warnings had been ignored.`,
      ],
    ],
  },
  {
    things: [
      words('glass paper bicycle furniture tyre cement carpet piano clock shoe'),
      words('furnaces looms presses kilns lathes vats mills cranes'),
      words('gas timber copper rubber cotton steel diesel leather'),
    ],
    beginnings: [
      (c) => [
        `${c.firm} to close its ${c.town} works, ${c.many} jobs lost`,
        `The ${c.x} maker ${c.firm} will shut its ${c.y} in ${c.town} and let ${c.many} workers go. Manager ${c.person} named the price of ${c.z}, which cost the company ${c.money} million crowns. The union called a meeting of all shifts.`,
      ],
      (c) => [
        `Workers of the ${c.x} works in ${c.town} told of closure`,
        `Workers of ${c.firm} in ${c.town} learnt that the ${c.y} are to go cold: ${c.many} jobs end. The ${c.z} had become too dear, manager ${c.person} said, with losses of ${c.money} million crowns. Their union wants all shifts to meet.`,
      ],
      (c) => [
        `Dear ${c.z} ends ${c.x} making in ${c.town}`,
        `After losses of ${c.money} million crowns ${c.firm} gives up ${c.x} making in ${c.town}. Manager ${c.person} told ${c.many} workers that ${c.z} had become too dear for the ${c.y}. The union invited all shifts to a meeting.`,
      ],
    ],
    later: [
      (c) => [
        `Buyer found for ${c.firm} ${c.y} in ${c.town}`,
        `The Lindqvist foundation offers ${c.money + 4} million crowns for the ${c.x} works of ${c.firm} in ${c.town}. Its head, ${c.other}, promised to keep ${c.many - 20} of the workers and two of the ${c.y}.`,
      ],
      (c) => [
        `Sale of ${c.town} ${c.x} works signed`,
        `${c.firm} and the Lindqvist foundation signed the sale of the ${c.town} ${c.x} works before notary Emil Kranz. The first of the ${c.y} is to be lit again in ${c.few} weeks, with a loan of ${c.money * 3} million crowns from Vestbank.`,
      ],
    ],
  },
  {
    things: [
      words('river lake canal reservoir stream fjord lagoon marsh'),
      words('dykes dams gates walls embankments sluices barriers'),
      words('homes farms cellars barns greenhouses stables workshops gardens'),
    ],
    beginnings: [
      (c) => [
        `The ${c.x} bursts banks at ${c.town}, ${c.many} ${c.z} under water`,
        `The ${c.x} rose over its ${c.y} at ${c.town} in the night and flooded ${c.many} ${c.z}. Mayor ${c.person} asked for boats and sandbags; ${c.few} people are missing. Damage is put at ${c.money} million crowns.`,
      ],
      (c) => [
        `Flood in ${c.town}: ${c.few} missing`,
        `Water stands in ${c.many} ${c.z} in ${c.town} after the ${c.y} gave way. ${c.few} people are missing, mayor ${c.person} said, and asked for sandbags and boats. The damage may reach ${c.money} million crowns.`,
      ],
      (c) => [
        `The ${c.y} give way above ${c.town}`,
        `The ${c.y} above ${c.town} gave way to the ${c.x}, and ${c.many} ${c.z} were flooded within an hour. Boats and sandbags were needed at once, said mayor ${c.person}, with ${c.few} people missing and damage of some ${c.money} million crowns.`,
      ],
    ],
    later: [
      (c) => [
        `Missing of ${c.town} flood found alive`,
        `The ${c.few} people missing since the flood at ${c.town} were found alive on the roof of the Marienhof mill, fire chief ${c.other} said. They had waited ${c.few + 19} hours with a single torch.`,
      ],
      (c) => [
        `State pays ${c.money * 2} million crowns for ${c.town} ${c.y}`,
        `Minister Rosalind Farke promised ${c.money * 2} million crowns for new ${c.y} at ${c.town} after the flood. Work is to begin in Kolding quarry, which delivers ${c.many + 450} blocks of granite.`,
      ],
    ],
  },
  {
    things: [
      words('malaria measles dengue cholera asthma rabies tetanus eczema anaemia'),
      words('vaccine syrup inhaler tablet ointment patch lozenge'),
      words('fever rashes coughs headaches nausea dizziness cramps'),
    ],
    beginnings: [
      (c) => [
        `Trial of ${c.firm} ${c.x} ${c.y} halves cases in ${c.town}`,
        `A ${c.x} ${c.y} by ${c.firm} halved the cases among ${c.many} children in a trial in ${c.town}. Professor ${c.person} presented the figures; ${c.few} children had ${c.z} after the dose. A dose would cost ${c.money} crowns.`,
      ],
      (c) => [
        `Half as many fall ill: ${c.y} trial in ${c.town}`,
        `Half as many of ${c.many} children treated in ${c.town} fell ill with ${c.x}, professor ${c.person} reported of the ${c.y} made by ${c.firm}. ${c.few} had ${c.z} afterwards. The dose is priced at ${c.money} crowns.`,
      ],
      (c) => [
        `${c.firm} ${c.y} against ${c.x} works in children`,
        `In ${c.town} a ${c.y} of ${c.firm} kept half of the expected ${c.x} cases away from ${c.many} children. "Better than we dared hope," said professor ${c.person}; ${c.z} befell ${c.few}. It would be sold at ${c.money} crowns a dose.`,
      ],
    ],
    later: [
      (c) => [
        `Agency approves ${c.firm} ${c.x} ${c.y}`,
        `The Northern Medicines Agency approved the ${c.x} ${c.y} of ${c.firm} tried in ${c.town}. Its director ${c.other} expects ${c.money + 6} million doses by spring, the first for Lake Ubari.`,
      ],
      (c) => [
        `First ${c.firm} doses reach Lake Ubari`,
        `Aircraft brought ${c.many + 900} doses of the ${c.firm} ${c.x} ${c.y} to Lake Ubari. Nurse Salome Adjei gave the first one; ${c.few + 40} villages follow after the trial of ${c.town}.`,
      ],
    ],
  },
  {
    things: [
      words('handball volleyball curling rugby hockey basketball polo cricket'),
      words('goalkeeper captain striker defender veteran substitute'),
      words('penalties shots throws sets attempts volleys'),
    ],
    beginnings: [
      (c) => [
        `${c.town} win cup after ${c.few} ${c.z}`,
        `The ${c.x} women of ${c.town} won the national cup against ${c.firm} before ${c.many} spectators. The ${c.y} ${c.person} held ${c.few} ${c.z} in the shoot-out. The club gets ${c.money} thousand crowns.`,
      ],
      (c) => [
        `The ${c.y} ${c.person} carries ${c.town} to the cup`,
        `With ${c.few} ${c.z} held, ${c.y} ${c.person} won the national ${c.x} cup for the women of ${c.town}. ${c.many} spectators saw ${c.firm} beaten in the shoot-out. The prize is ${c.money} thousand crowns.`,
      ],
      (c) => [
        `${c.firm} beaten in ${c.x} cup final`,
        `The women of ${c.firm} lost the national ${c.x} cup to ${c.town} in a shoot-out before ${c.many} spectators. ${c.few} of their ${c.z} were held by ${c.person}, whose club takes ${c.money} thousand crowns.`,
      ],
    ],
    later: [
      (c) => [
        `Cup ${c.y} ${c.person} leaves ${c.town} for Bjornstad`,
        `The ${c.y} ${c.person}, who won the ${c.x} cup for ${c.town}, signed with Bjornstad for ${c.few - 1} years. Trainer ${c.other} said ${c.money * 4} thousand crowns were paid for her.`,
      ],
    ],
  },
  {
    things: [
      words('cars scooters buses coaches lorries yachts drones rickshaws'),
      words('promenade harbour market citadel arcade beach'),
      words('trams bollards fountains lifts bridges footpaths'),
    ],
    beginnings: [
      (c) => [
        `Council of ${c.town} bans ${c.x} from ${c.y}`,
        `The council of ${c.town} voted to shut the ${c.y} to ${c.x} from autumn, by ${c.many} votes at the open assembly. Councillor ${c.person} wants ${c.few} new ${c.z}, for ${c.money} million crowns. Shopkeepers of ${c.firm} street go to court.`,
      ],
      (c) => [
        `No more ${c.x} in ${c.town} (${c.y})`,
        `The ${c.x} must leave the ${c.y} of ${c.town} in autumn: ${c.many} votes at the open assembly were for it. ${c.few} ${c.z} at ${c.money} million crowns are to make up for it, said councillor ${c.person}. The shopkeepers of ${c.firm} street sue.`,
      ],
      (c) => [
        `Shopkeepers sue over ban on ${c.x} in ${c.town}`,
        `The shopkeepers of ${c.firm} street take the council of ${c.town} to court over the ban on ${c.x} in the ${c.y}, passed with ${c.many} votes. Councillor ${c.person} offers ${c.few} ${c.z} for ${c.money} million crowns instead.`,
      ],
    ],
    later: [
      (c) => [
        `Court lifts ban on ${c.x} in ${c.town} for now`,
        `Judge ${c.other} lifted the ban on ${c.x} in ${c.town} (${c.y}) until a hearing in Harrow Hall. The shopkeepers had counted ${c.few + 60} deliveries a day and feared for ${c.money * 5} jobs.`,
      ],
    ],
  },
];

/** The words that only this event has, each time in other sentences. */
const OWN_SENTENCES: readonly ((w: readonly string[], c: Cast) => string)[] = [
  (w) => `Beside the ${w[0]} and the ${w[1]} stood a ${w[2]}, which a neighbour had painted the colour of ${w[3]}.`,
  (w, c) => `${c.person} spoke of the ${w[0]}, the ${w[3]} and the ${w[4]} that were lost.`,
  (w) => `A ${w[2]} and a ${w[4]} were brought by those who keep the ${w[1]} museum, together with ${w[5]}.`,
  (w, c) => `In ${c.town} the ${w[5]} fair and the ${w[0]} market were put off until the ${w[1]} is mended.`,
];

/** A small generator of chances (mulberry32), the same on every machine. */
export function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export function inventEvent(id: number, chance: (below: number) => number): InventedEvent {
  const plot = PLOTS[chance(PLOTS.length)] as Plot;
  const pick = (from: readonly string[]): string => from[chance(from.length)] ?? '';
  const cast: Cast = {
    town: pick(TOWNS),
    person: `${pick(FIRST)} ${pick(LAST)}`,
    other: `${pick(FIRST)} van ${pick(LAST)}`,
    firm: `${pick(FIRMS)}-${id}`,
    few: 2 + chance(9),
    many: 110 + chance(700),
    money: 12 + chance(80),
    x: pick(plot.things[0]),
    y: pick(plot.things[1]),
    z: pick(plot.things[2]),
  };
  const own = Array.from({ length: 6 }, () => pick(NOUNS));
  const ownWords = (outlet: number): string =>
    [0, 1, 3].map((step) => OWN_SENTENCES[(outlet + step) % OWN_SENTENCES.length]?.(own, cast) ?? '').join(' ');
  return {
    id,
    stages: plot.later.length,
    isIn: (text) =>
      text.includes(cast.town) && [cast.person, cast.firm, cast.other, ...own].some((name) => text.includes(name)),
    tell(outlet, stage) {
      const [title, text] = plot.beginnings[outlet % plot.beginnings.length]?.(cast) ?? ['', ''];
      const added = plot.later.slice(0, stage).map((each) => each(cast));
      const latest = added.at(-1);
      return {
        title: `${latest?.[0] ?? title}: the ${own[outlet % 2]} and the ${own[2]}`,
        text: [...added.map(([, more]) => more).toReversed(), text, ownWords(outlet)].join(' '),
      };
    },
  };
}
