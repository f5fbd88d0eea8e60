import { expect, onTestFinished, test } from 'vitest';
import type { NewsItem } from './support/days.ts';
import { openDays } from './support/days.ts';
import { sampleItem } from './support/sample-items.ts';
import { say, textOf } from './support/say.ts';

const WEDNESDAY = new Date('2026-05-06T07:30:00Z');
const HOUR_MS = 3_600_000;
const [COURIER, MERIDIAN, BENCH] = ['Harbour Courier', 'Meridian Post', 'Bench & Field'];

function item(outlet: string, id: string): NewsItem {
  return sampleItem(outlet, id, WEDNESDAY);
}

test('for an address that did not come, why names the stage at which it stopped', async () => {
  const days = await openDays(WEDNESDAY);
  onTestFinished(() => days.close());
  const at = (hours: number): void => days.setClock(new Date(WEDNESDAY.getTime() + hours * HOUR_MS));
  const lines: string[] = [];
  const ask = async (stage: string, address: string): Promise<void> => {
    lines.push(`== ${stage} ==\n${textOf(await say(days, `why ${address}`))}`);
  };
  const budget = item(COURIER, 'valdria-budget');
  const strike = item(COURIER, 'vellin-strike-ends');
  const moon = item(COURIER, 'petrel-moon');
  const old = { ...item(COURIER, 'storm-brannoch'), at: new Date(WEDNESDAY.getTime() - 60 * HOUR_MS) };
  const whale = item(BENCH, 'whale-song');
  const copy = { ...strike, link: 'https://gazette.example/strike', guid: 'copy' };
  const retold = { ...moon, guid: 'moon-2', link: `${moon.link}-updated` };
  const evening = {
    ...{
      guid: 'evening',
      link: 'https://evening.example/budget',
      title: 'Budget passes in Valdria by two votes',
      at: WEDNESDAY,
    },
    text: 'Valdria’s parliament has passed the budget of Prime Minister Ottla Renska by two votes, 101 to 99. Two members of the Farmers’ League voted against it because it halves the subsidy for tractor diesel.',
  };
  await days.subscribe({ size: 2, topics: ['vellin OR valdria OR moon OR storm OR lunar OR marathon'] });
  await say(days, 'mute marathon 7d');
  days.publish('/courier', [budget, strike, moon, old, item(COURIER, 'coast-marathon')], COURIER);
  days.publish('/gazette', [copy], 'Gazette');
  days.publish('/meridian', [item(MERIDIAN, 'renska-budget')], MERIDIAN);
  days.publish('/bench', [whale], BENCH);
  days.publish('/herald', null);
  await days.read();
  at(0.5);
  expect(await days.tell()).toHaveLength(1);
  at(6);
  days.publish('/courier', [budget, strike, retold, old, item(COURIER, 'coast-marathon')], COURIER);
  days.publish('/bench', [whale, item(BENCH, 'siren-app')], BENCH);
  days.publish('/evening', [evening], 'Evening Sheet');
  await days.read();

  await ask('told', budget.link);
  await ask('joined a story that was told', item(MERIDIAN, 'renska-budget').link);
  await ask('a reprint of one that was told', copy.link);
  await ask('below the cut', moon.link);
  await ask('known already, under another address', retold.link);
  await ask('muted', item(COURIER, 'coast-marathon').link);
  await ask('too old', old.link);
  await ask('about something else', whale.link);
  await ask('no digest since', item(BENCH, 'siren-app').link);
  await ask('its source failed', days.address('/herald/article'));
  await ask('a site that is not read', 'https://stranger.example/news');
  at(24.5);
  await days.tell();
  await ask('told before, and too little new in it', evening.link);
  at(24 * 16);
  await days.read();
  await ask('told so long ago that nothing is remembered of it', budget.link);
  await expect(`${lines.join('\n\n').replaceAll(/127\.0\.0\.1:\d+/gu, '127.0.0.1')}\n`).toMatchFileSnapshot(
    'golden/rules/why.txt',
  );
});
