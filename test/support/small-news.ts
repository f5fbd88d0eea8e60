/** Twelve events that have nothing in common, each a headline and a text of our own. */
export const SMALL_NEWS: readonly (readonly [title: string, body: string])[] = [
  [
    'Icebreaker frees the ferry of Ostrova after nine days',
    'The ferry to Ostrova sailed again on Sunday morning after nine days in the ice. Captain Ines Varga said 240 people had waited for it, some since the first night of the frost. Fishermen had carried post and medicine over on sledges meanwhile, as their grandparents did in hard winters. The harbour office hired a second icebreaker and expects open water until the month is out. Schoolchildren on the quay waved with torches, and the bakery gave away its first warm loaves since the freeze began.',
  ],
  [
    'Court in Brünnlitz halts the pylon line over the heath',
    'Judges in Brünnlitz stopped the building of 86 pylons across the heath on Friday. The climate of the valley, they wrote, had never been measured by the company that plans the line. Farmers along the ridge had sued because cranes nest where the masts were to stand. A new survey of wind and birds takes at least fourteen months, a lawyer for the planners complained. Until then the turbines offshore feed their current through an older cable that was built when the shipyard still ran.',
  ],
  [
    'Violin maker Tamsin Oake wins the Lindqvist medal',
    'Tamsin Oake, who builds violins from driftwood, received the Lindqvist medal in Halmgard. She is the first woman among its 31 winners and gave the money to a school for luthiers. She collects planks after autumn storms and dries them for six winters in an abandoned chapel. Soloists from Tromso to Lisbon play her instruments, though one cracked during a concerto in a heated hall. Her apprentice, a former baker, is to give the thanks on her behalf because speeches frighten her more than any gale.',
  ],
  [
    'Dentists of Porto Vento strike over unpaid night shifts',
    'All dentists of the hospital in Porto Vento stayed at home on Thursday. Their union asks for 1,900 unpaid night hours and says talks with director Paulo Reis came to nothing. Patients with a toothache were sent by bus to a clinic in the mountains. A mediator proposed to count each shift double from January, which the ministry found too dear. On the stairs of the outpatient wing some nurses put up a cardboard molar that reads: we are numb as well.',
  ],
  [
    'Comet Arkadi-Moore seen with the naked eye at dusk',
    'Astronomers at the Calder observatory watched comet Arkadi-Moore on Saturday without a telescope. It will be nearest to Earth in eleven days and then not return for 4,300 years. Its tail points away from the sun like a pale brush and can be found low above the western horizon. Children at the planetarium baked one of ice, soot and sugar. Whoever misses it may look for fragments in January, when our planet crosses the dust that an earlier visit left behind.',
  ],
  [
    'Striker Juno Mbele leaves Rovers for a record fee',
    'Rovers sold striker Juno Mbele to Athletic for 44 million on the last day of the window. Trainer Olaf Strand learnt of it from the radio while his team was on the bus. Supporters hung scarves on the gate of the ground and sang until the groundsman let the dog out. The forward has scored 61 goals in three seasons with her left foot alone. Her successor comes on loan from Lisbon, is nineteen and has never played on a frozen pitch.',
  ],
  [
    'Beekeepers count the mildest winter losses in a decade',
    'Beekeepers of the Tauber hills lost six hives in a hundred, the fewest in ten years. Biologist Hana Sedlak thanks late ivy blossom and a mite that spread more slowly than feared. Keepers weighed combs in sheds and gardens between the river and the monastery. Some still saw drones in November, which no notebook mentions before. Honey will hardly get cheaper, a cooperative warns, since jars and sugar cost more and the lime trees flowered for only eight days.',
  ],
  [
    'Lender Nordkasse raises its interest on savings to three percent',
    'Nordkasse pays three percent on savings from December, the first rise among the big lenders. Analyst Rune Falk expects two rivals to follow before the year ends. Those who tie their money up for a year get a little more, students get it without a fee. Branches in villages stay closed, however, and cash is to be had from the baker’s till. Shares of the company fell slightly, because paying depositors costs it some ninety million a year.',
  ],
  [
    'Tunnel drill Bertha breaks through under the Sarno pass',
    'The drill called Bertha broke through the last rock under the Sarno pass at noon. Trains are to cross the 18 kilometre tunnel from spring, seven years after the first blast. Miners and engineers climbed through the hole with candles and a plaster saint, as custom wants it. Hot springs had flooded the eastern tube twice and cost two winters. Lorries shall vanish from the switchbacks above the chestnut woods, where monks once kept a refuge with a bell for fog.',
  ],
  [
    'Museum of Kells gives a carved throne back to Benin',
    'The museum of Kells hands a carved throne to envoys from Benin this week. Curator Moira Dunne found in a ledger of 1897 that soldiers had taken it from a burning palace. The chair of dark iroko wood shows leopards, traders and a queen mother. It stood in a stairwell beside an umbrella rack for decades and was taken for a copy. A cabinet maker in the lagoon city will carve a second one, so that visitors at both ends have something to look at.',
  ],
  [
    'Software fault opens every locker at Vantaa airport',
    'A fault in an update opened 612 lockers at Vantaa airport during the night. Nothing was stolen, said the operator Keyring, whose engineers rolled the program back by breakfast. Travellers found their suitcases behind doors that swung in the draught, each with a small green lamp. A night watchman strung up tape and stood guard with a thermos flask. The company wants to test changes on a dozen boxes first from now on, in a cellar where only skis are kept.',
  ],
  [
    'Voters of Lumen canton reject a tax on second homes',
    'Voters in Lumen canton turned down a tax on second homes with 54 percent. Mayor Gritli Aebi, who had proposed it, will try again with half the rate in two years. Opponents had covered barns with posters of a house that pays for its own shadow. In the valleys young families find no flat, since shutters stay down for ten months of the year. Turnout was the highest since the vote about cowbells, and two communes counted again by hand.',
  ],
];
