/** The built-in sections, in the order people are shown them. A story may have several. */
export const SECTIONS = [
  'World',
  'Politics',
  'Business',
  'Technology',
  'Science',
  'Health',
  'Sport',
  'Culture',
  'Environment',
  'Crime',
  'Conflict',
  'Disaster',
  'Education',
  'Labour',
  'Lifestyle',
  'Religion',
  'Society',
  'Weather',
] as const;

export type Section = (typeof SECTIONS)[number];
