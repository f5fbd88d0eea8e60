import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FrontPage, FrontPageStanding } from '../domain/front-page.ts';
import type { Rich } from '../domain/rich.ts';
import { countInWords } from '../phrases/counts.ts';
import { dateInWords } from '../phrases/dates.ts';
import { type PhraseKey, say, sayPlain, type Values } from '../phrases/say.ts';
import { drawDiscordPart } from './discord-view.ts';
import { html, type Markup } from './markup.ts';
import { drawRuns, runsOf } from './runs.ts';
import { drawTelegramPart } from './telegram-view.ts';

const STYLE = readFileSync(new URL('page.css', import.meta.url), 'utf8');
/** How the security policy names the page's own style, and lets no other in. */
export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;

/** The whole page, in HTML. */
export function drawPage(page: FrontPage, standing: FrontPageStanding): string {
  const body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${sayPlain('en', 'page.title')}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<header class="masthead">
<h1>Broadsheet</h1>
<p>${tell('page.about')}</p>
<p class="dateline">${dateInWords(page.at, page.zone, 'en')}</p>
</header>
${standing.isSample ? html`<p class="notice" role="note">${tell('page.sample')}</p>\n` : html``}<main>
${page.stories === 0 ? drawSilence(page) : drawDigest(page)}${drawConnecting(standing)}${drawReading(page, standing)}</main>
<footer><p>${tell('page.foot')}</p></footer>
</body>
</html>
`;
  return body.markup;
}

/** The digest as both platforms show it, side by side. */
export function drawDigest(page: FrontPage): Markup {
  return html`<div class="views">
<section class="view" aria-labelledby="discord">
<h2 id="discord">${tell('page.on-discord')}</h2>
<div class="discord">
${page.discord.map((part) => drawDiscordPart(part, page))}</div>
</section>
<section class="view" aria-labelledby="telegram">
<h2 id="telegram">${tell('page.on-telegram')}</h2>
<div class="telegram">
${page.telegram.map((part) => drawTelegramPart(part, page))}</div>
</section>
</div>
`;
}

function drawSilence({ coverage: { articles, sources } }: FrontPage): Markup {
  const told =
    articles === 0
      ? tell('page.nothing-read')
      : tell('page.nothing-new', {
          articles: countInWords(articles, 'articles', 'en'),
          sources: countInWords(sources, 'sources', 'en'),
        });
  return html`<p class="silence" role="status">${told}</p>\n`;
}

const PORTAL = link('discord.com/developers', 'https://discord.com/developers/applications');
const BOT_FATHER = link('@BotFather', 'https://t.me/BotFather');

function drawConnecting({ isDiscordOn, isTelegramOn }: FrontPageStanding): Markup {
  const discord: readonly Markup[] = isDiscordOn
    ? [tell('page.discord-order')]
    : [
        tell('page.discord-token', { portal: PORTAL }),
        tell('page.discord-invite'),
        tell('page.discord-start'),
        tell('page.discord-order'),
      ];
  const telegram: readonly Markup[] = isTelegramOn
    ? [tell('page.telegram-order')]
    : [tell('page.telegram-token', { father: BOT_FATHER }), tell('page.telegram-start'), tell('page.telegram-order')];
  return html`<section class="connect" aria-labelledby="connect">
<h2 id="connect">${tell('page.connect')}</h2>
<div class="columns">
<section>
<h3>Discord ${drawState(isDiscordOn)}</h3>
${drawSteps(discord)}</section>
<section>
<h3>Telegram ${drawState(isTelegramOn)}</h3>
${drawSteps(telegram)}</section>
</div>
</section>
`;
}

function drawState(isOn: boolean): Markup {
  return isOn
    ? html`<span class="state on">${tell('page.on')}</span>`
    : html`<span class="state">${tell('page.off')}</span>`;
}

function drawSteps(steps: readonly Markup[]): Markup {
  return html`<ol>
${steps.map((step) => html`<li>${step}</li>\n`)}</ol>
`;
}

function drawReading({ coverage }: FrontPage, { model }: FrontPageStanding): Markup {
  const { sources, articles, stories, silent } = coverage;
  const rows = [
    ['page.sources', sources],
    ['page.articles', articles],
    ['page.stories', stories],
    ['page.silent', silent],
  ] as const;
  const summaries = model === null ? tell('screen.model-off') : tell('screen.model-on', { model });
  return html`<section class="reading" aria-labelledby="reading">
<h2 id="reading">${tell('page.reading')}</h2>
<dl>
${rows.map(([key, count]) => html`<div><dt>${tell(key, { count })}</dt><dd>${count.toLocaleString('en')}</dd></div>\n`)}</dl>
<p>${summaries}</p>
</section>
`;
}

function tell(key: PhraseKey, values: Values = {}): Markup {
  return drawRuns(runsOf(say('en', key, values)));
}

function link(text: string, href: string): Rich {
  return [{ form: 'link', text, href }];
}
