import { type Element, elementsIn } from './feed-tree.ts';

/** The children of an entry or a channel by their name. */
export interface Fields {
  /** All with the first of the names, then all with the second, each in the feed's order. */
  all(...names: readonly string[]): readonly Element[];
}

/** The elements within `parent` by name; what a media:group holds counts as its own. */
export function fieldsOf(parent: Element): Fields {
  const byName = new Map<string, Element[]>();
  const add = (element: Element) => {
    const known = byName.get(element.name);
    if (known) known.push(element);
    else byName.set(element.name, [element]);
  };
  elementsIn(parent).forEach(add);
  for (const group of byName.get('media:group') ?? []) elementsIn(group).forEach(add);
  return { all: (...names) => names.flatMap((name) => byName.get(name) ?? []) };
}
