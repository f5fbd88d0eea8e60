import type { NewsArticle } from './news-feeds.ts';

const BODY = [
  'The ferry to Ostrova sailed again on Sunday morning, after nine days in which the ice kept it in the harbour.',
  'Captain Ines Varga said that 240 people had waited for it, some of them since the first night of the frost.',
  'The harbour office expects the channel to stay open until the end of the month, and has hired a second icebreaker.',
].join('\n\n');

/** A Sunday morning, and what is news on it. */
export const SUNDAY = new Date('2026-11-22T09:00:00Z');
export const FERRY: NewsArticle = {
  id: 'ferry',
  title: 'Ferry to Ostrova sails again after nine days of ice',
  body: BODY,
  published: new Date('2026-11-22T06:00:00Z'),
};
