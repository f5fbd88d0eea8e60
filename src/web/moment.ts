import { html, type Markup } from './markup.ts';

/** When a message is read, and on whose clock. */
export interface Moment {
  readonly at: Date;
  readonly zone: string;
}

/** The time of day, as platforms write it beside a message. */
export function drawClock({ at, zone }: Moment): Markup {
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone }).format(at);
  return html`<time datetime="${at.toISOString()}">${clock}</time>`;
}
