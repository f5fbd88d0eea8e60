import { expect, test } from 'vitest';
import { publisherName } from '../src/app/publisher.ts';

test.each([
  ['World news | The Guardian', 'https://www.theguardian.com/world', 'The Guardian'],
  ['UK homepage', 'https://www.theguardian.com/uk', 'The Guardian'],
  ['NYT > World News', 'https://www.nytimes.com/section/world', 'The New York Times'],
  ['BBC News - Home', 'https://www.bbc.co.uk/news/', 'BBC News'],
  ['BBC News', 'https://feeds.bbci.co.uk/news/world/rss.xml', 'BBC News'],
  ['BBC Sport', 'https://www.bbc.co.uk/sport', 'BBC Sport'],
  [
    'www.telegraph.co.uk for the latest news from the UK and around the world.',
    'https://www.telegraph.co.uk/news',
    'The Telegraph',
  ],
  [
    'www.harbour-post.example for the latest news from the coast.',
    'https://www.harbour-post.example/',
    'harbour-post.example',
  ],
  ['Home', 'https://feeds.harbour-post.example/home.xml', 'harbour-post.example'],
  ['UK homepage', 'https://www.harbour-post.example/', 'harbour-post.example'],
  ['Conservation news', 'https://news.forest.example/', 'forest.example'],
  ['Top Stories', 'https://rss.news.forest.example/', 'forest.example'],
  [null, 'https://www.harbour-post.example/feed', 'harbour-post.example'],
  ['  ', 'https://m.harbour-post.example/feed', 'harbour-post.example'],
  ['Latest from Live Reef', 'https://www.livereef.example/', 'Live Reef'],
  ['Al Jazeera – Breaking News, World News and Video', 'https://www.aljazeera.com', 'Al Jazeera'],
  ['Reuters: World News', 'https://reuters.com/', 'Reuters'],
  ['NPR Topics: News', 'https://www.npr.org/', 'NPR'],
  ['Deutsche Welle', 'https://www.dw.com/', 'Deutsche Welle'],
  ['Reef.org - news and articles on corals', 'https://reef.org/', 'Reef.org'],
  ['朝の灯台ニュース', 'https://lamp.example/', '朝の灯台ニュース'],
  ['مقالات', 'not an address', 'مقالات'],
])('a feed called %o at %s is %s', (title, home, name) => {
  expect(publisherName(title, home)).toBe(name);
});
