/** A list of words, written in one line. */
export function words(list: string): readonly string[] {
  return list.split(' ');
}

export const TOWNS = [
  ...['Altenmoor', 'Brackwater', 'Corvale', 'Drummond Ness', 'Eskeby', 'Fennwick', 'Glashaven', 'Holmsund', 'Istrava'],
  ...[
    'Jorvenik',
    'Kestrelby',
    'Lodenburg',
    'Marrowdale',
    'Nettlefold',
    'Oskarshaug',
    'Pellworth',
    'Quillan',
    'Rothemar',
  ],
  ...['Skarvik', 'Thornmere', 'Ulvesund', 'Varnholt', 'Wexmoor', 'Yarrowby', 'Zellerau', 'Amberlund', 'Birkstein'],
];
export const FIRST = [
  'Ada',
  'Boris',
  'Clara',
  'Dmitri',
  'Elsa',
  'Femi',
  'Greta',
  'Hakan',
  'Ines',
  'Jonas',
  'Katya',
  'Leif',
];
export const LAST = [
  'Achterberg',
  'Bellweather',
  'Castellan',
  'Dragomir',
  'Eklund',
  'Farquhar',
  'Grimaldo',
  'Hasselbring',
  'Ivanescu',
];
export const FIRMS = [
  'Meridiana',
  'Vulkanit',
  'Sternfeld',
  'Halcyon',
  'Borealis',
  'Tramontane',
  'Quarzit',
  'Lysander',
  'Ostara',
];

export const NOUNS = words(
  'acorn almond anvil apron attic badger balcony bamboo banjo barrel basket beacon beehive bellows biscuit blanket bobbin bonnet bramble bucket ' +
    'button cactus candle canoe canvas carriage casket cellar chalk chapel cherry chimney chisel cider cobble compost copper coral cradle crayon ' +
    'cupboard curtain daffodil dairy dagger depot domino donkey drawer easel elbow ember falcon feather fennel ferret fiddle flagpole flannel flute ' +
    'fossil fountain fudge funnel gable garlic gazebo ginger goblet gravel grotto hammock hamper harness hazel hedgehog helmet heron hinge honey ' +
    'hydrant ivory jacket jasmine jetty jigsaw juniper kayak kennel kettle kiosk ladder lantern lattice lavender lemon lever lichen lilac linen ' +
    'lobster locket magnet mallet mango maple marble meadow medal melon mitten molasses mosaic mulberry mustard napkin nectar needle nettle nutmeg ' +
    'oboe orchard otter oyster paddle pantry papaya parcel parsley pebble pelican pepper pewter pigeon pillow plaster plum poppy pottery pumpkin puppet ' +
    'quiver radish raft raisin ribbon saddle saffron satchel scarf scythe shingle shovel sickle sieve silo sleigh snail spatula spinach sponge stencil ' +
    'stirrup sundial tadpole tambourine tassel teapot thimble thistle toffee trellis trombone trowel tulip turnip turret velvet violin walnut wicker willow',
);
