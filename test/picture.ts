import { writeFileSync } from 'node:fs';
import { drawFrontPage } from '../src/app/front-page.ts';
import { readConfig } from '../src/config.ts';
import type { FrontPage } from '../src/domain/front-page.ts';
import { openSample } from '../src/install.ts';
import { readMarkdown } from '../src/web/discord-markdown.ts';
import type { DiscordMessage } from '../src/web/discord-view.ts';
import { paragraphsOf, type Run } from '../src/web/runs.ts';
import { readTelegramHtml } from '../src/web/telegram-html.ts';
import type { TelegramMessage } from '../src/web/telegram-view.ts';
import { round, type Setting, typeset } from './support/typeset.ts';

/** Where the README's picture lies. */
const PICTURE = new URL('golden/digest.svg', import.meta.url);
/** The evening the picture shows; any other would do, but it should not change with every drawing. */
const EVENING = new Date('2026-11-22T17:00:00Z');
/** More would make the picture longer than a screen. */
const STORIES = 3;

/** Widths and distances in pixels. */
const PANEL = 470;
const GAP = 20;
const PAD = 16;
const HEAD = 34;

const INK = { discord: '#2e3338', telegram: '#10140f', soft: '#5c5e66', paper: '#1d1b18' };
const LINK = { discord: '#0061cf', telegram: '#1c6ca8' };
const DISCORD: Setting = { size: 13.5, colour: INK.discord, linkColour: LINK.discord, isBold: false };
const TELEGRAM: Setting = { size: 13.5, colour: INK.telegram, linkColour: LINK.telegram, isBold: false };
const SMALL: Setting = { ...DISCORD, size: 11, colour: INK.soft };

/** SVG drawn from the top down. */
interface Drawing {
  readonly svg: string;
  /** The first free pixel below it. */
  readonly bottom: number;
}

/** The first stories of the sample's digest, as both platforms show them. */
async function samplePage(): Promise<FrontPage> {
  const stdout = { columns: 80, isTTY: false, write: () => true } as unknown as NodeJS.Process['stdout'];
  const install = await openSample(readConfig({}), { report: () => undefined, stdout, clock: () => EVENING });
  const { poller, gatherer, room } = install.parts;
  await poller.pollDue();
  await poller.settled();
  await gatherer.gatherNew();
  const page = await drawFrontPage(room, 'Europe/Berlin', EVENING);
  await install.close();
  return page;
}

function drawPicture(page: FrontPage): string {
  const [discord, telegram] = [drawDiscord(page, PAD), drawTelegram(page, PANEL + GAP + PAD)];
  const bottom = round(Math.max(discord.bottom, telegram.bottom) + PAD);
  const width = 2 * PANEL + GAP;
  const about = 'A digest of invented news as Discord and as Telegram show it';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${bottom}" viewBox="0 0 ${width} ${bottom}" role="img" aria-label="${about}" font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">
<title>${about}</title>
${drawPanel(0, bottom, '#ffffff', 'As Discord shows it')}${drawPanel(PANEL + GAP, bottom, '#cfdfc0', 'As Telegram shows it')}${discord.svg}${telegram.svg}</svg>
`;
}

function drawPanel(x: number, bottom: number, fill: string, label: string): string {
  const top = HEAD - 6;
  return `<rect x="${x}" y="0" width="${PANEL}" height="${bottom}" rx="12" fill="#f7f4ee"/>
<text x="${x + PAD}" y="20" font-family="Georgia, 'Times New Roman', serif" font-size="15" font-weight="700" fill="${INK.paper}">${label}</text>
<rect x="${x + 0.5}" y="${top}" width="${PANEL - 1}" height="${round(bottom - top - 0.5)}" rx="12" fill="${fill}" stroke="#d5cdbf"/>
`;
}

const AVATAR = 40;

function drawDiscord({ discord: [part] }: FrontPage, x: number): Drawing {
  const { content = '', embeds = [] } = JSON.parse(part?.body ?? '{}') as DiscordMessage;
  const left = x + AVATAR + 12;
  const width = PANEL - 2 * PAD - AVATAR - 12;
  const top = HEAD + 10;
  const avatar = `<circle cx="${x + AVATAR / 2}" cy="${top + AVATAR / 2}" r="${AVATAR / 2}" fill="${INK.paper}"/>
<text x="${x + AVATAR / 2}" y="${top + 28}" font-family="Georgia, 'Times New Roman', serif" font-size="22" font-weight="700" fill="#f7f4ee" text-anchor="middle">B</text>
<rect x="${left + 82}" y="${top + 2}" width="30" height="14" rx="3" fill="#4e58d6"/>
`;
  const author = typeset([plain('Broadsheet')], { x: left, y: top, width }, { ...DISCORD, isBold: true });
  const badge = typeset(
    [plain('APP')],
    { x: left + 86, y: top + 2.5, width },
    { ...SMALL, size: 9.5, colour: '#fff', isBold: true },
  );
  const head = readMarkdown(content).filter(({ forms }) => !forms.includes('small'));
  const title = typeset(trim(head), { x: left, y: top + author.height, width }, DISCORD);
  let drawn: Drawing = {
    svg: avatar + author.svg + badge.svg + title.svg,
    bottom: top + author.height + title.height + 4,
  };
  for (const embed of embeds.slice(0, STORIES)) drawn = below(drawn, drawEmbed(embed, left, drawn.bottom, width));
  return drawn;
}

type Embed = NonNullable<DiscordMessage['embeds']>[number];

function drawEmbed({ title = '', description = '', footer }: Embed, x: number, top: number, width: number): Drawing {
  const [left, inner] = [x + 14, width - 26];
  const heading = readMarkdown(title).map((run): Run => ({ ...run, href: 'https://news.example/' }));
  const name = typeset(heading, { x: left, y: top + 8, width: inner }, { ...DISCORD, isBold: true });
  const text = typeset(readMarkdown(description), { x: left, y: top + 10 + name.height, width: inner }, DISCORD);
  const footTop = top + 15 + name.height + text.height;
  const foot = typeset([plain(footer?.text ?? '')], { x: left, y: footTop, width: inner }, SMALL);
  const height = round(footTop + foot.height + 7 - top);
  const card = `<rect x="${x}" y="${round(top)}" width="${width}" height="${height}" rx="4" fill="#f2f3f5"/>
<rect x="${x}" y="${round(top)}" width="4" height="${height}" rx="2" fill="#c4c9ce"/>
`;
  return { svg: card + name.svg + text.svg + foot.svg, bottom: top + height + 6 };
}

function drawTelegram({ telegram: [part] }: FrontPage, x: number): Drawing {
  const { text } = JSON.parse(part?.body ?? '{"text":""}') as TelegramMessage;
  const [left, top, width] = [x + 12, HEAD + 18, PANEL - 2 * PAD - 24];
  const author = typeset(
    [plain('Broadsheet')],
    { x: left, y: top, width },
    { ...TELEGRAM, colour: LINK.telegram, isBold: true },
  );
  let drawn: Drawing = { svg: author.svg, bottom: top + author.height };
  for (const paragraph of paragraphsOf(readTelegramHtml(text)).slice(0, 1 + STORIES)) {
    const set = typeset(paragraph, { x: left, y: drawn.bottom, width }, TELEGRAM);
    drawn = below(drawn, { svg: set.svg, bottom: drawn.bottom + set.height + 9 });
  }
  const height = round(drawn.bottom - HEAD - 4);
  const bubble = `<rect x="${x}" y="${HEAD + 10}" width="${PANEL - 2 * PAD}" height="${height}" rx="14" fill="#ffffff"/>\n`;
  return { svg: bubble + drawn.svg, bottom: HEAD + 10 + height };
}

function below(above: Drawing, { svg, bottom }: Drawing): Drawing {
  return { svg: above.svg + svg, bottom };
}

function plain(text: string): Run {
  return { text, forms: [], href: null };
}

/** The last line break belongs to what was left out. */
function trim(runs: readonly Run[]): readonly Run[] {
  return runs.filter(({ text }) => text.trim() !== '');
}

if (import.meta.main) writeFileSync(PICTURE, drawPicture(await samplePage()));
