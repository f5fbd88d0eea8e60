import benchAndField from './bench-and-field.json' with { type: 'json' };
import caravan from './caravan.json' with { type: 'json' };
import harbourCourier from './harbour-courier.json' with { type: 'json' };
import meridianPost from './meridian-post.json' with { type: 'json' };
import nordwarte from './nordwarte.json' with { type: 'json' };
import type { Outlet, SampleFeed } from './outlet.ts';
import vigie from './vigie-du-rhone.json' with { type: 'json' };

/** The outlets of the sample newsroom. The update is Harbour Courier's `cloud-outage`: the first text in Business, the second in Latest. */
export const OUTLETS: readonly Outlet[] = [
  {
    name: 'Harbour Courier',
    isThin: false,
    feeds: [
      feed('world', '/world.xml', 'Harbour Courier: World', 'rss', 'World', 'en'),
      feed('business', '/business.xml', 'Harbour Courier: Business', 'rss', 'Business', 'en'),
      feed('latest', '/latest.xml', 'Harbour Courier: Latest', 'rss', null, 'en'),
    ],
    articles: harbourCourier,
  },
  {
    name: 'Meridian Post',
    isThin: true,
    feeds: [feed('all', '/feed.atom', 'Meridian Post', 'atom', null, 'en')],
    articles: meridianPost,
  },
  {
    name: 'Bench & Field',
    isThin: false,
    feeds: [
      feed('technology', '/technology.xml', 'Bench & Field: Technology', 'rss', 'Technology', 'en'),
      feed('science', '/science.json', 'Bench & Field: Science', 'json', 'Science', 'en'),
    ],
    articles: benchAndField,
  },
  {
    name: 'Nordwarte',
    isThin: true,
    feeds: [feed('all', '/index.rdf', 'Nordwarte', 'rdf', null, 'de')],
    articles: nordwarte,
  },
  {
    name: 'La Vigie du Rhône',
    isThin: false,
    feeds: [
      feed('all', '/une.xml', 'La Vigie du Rhône', 'rss', null, 'fr'),
      { ...feed('bourse', '/bourse.xml', 'La Vigie du Rhône : Bourse', 'rss', 'Business', 'fr'), fault: 'error' },
      {
        ...feed('loisirs', '/loisirs.xml', 'La Vigie du Rhône : Loisirs', 'rss', 'Lifestyle', 'fr'),
        fault: 'malformed',
      },
    ],
    articles: vigie,
  },
  {
    name: 'Caravan',
    isThin: false,
    feeds: [
      feed('urdu', '/ur.xml', 'کارواں', 'rss', null, 'ur'),
      feed('russian', '/ru.xml', 'Караван', 'rss', null, 'ru'),
    ],
    articles: caravan,
  },
];

function feed(
  key: string,
  path: string,
  title: string,
  format: SampleFeed['format'],
  section: SampleFeed['section'],
  language: string,
): SampleFeed {
  return { key, path, title, format, section, language };
}
