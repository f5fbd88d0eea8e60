import { styleText } from 'node:util';
import { clip } from './text/clip.ts';
import { oneLine } from './text/one-line.ts';
import { textIn } from './try-input.ts';
import { createStoriesStage, createTopicsStage, type Result, type Row } from './try-stages.ts';

/** What a person sees of lines that go in one by one: some of it at once, the rest when all are in. */
export interface RowsView {
  take(row: Row): string;
  end(): string;
}

/** In UTF-16 units: a line of a terminal. */
const HEADLINE = 100;
const PUBLISHER = 24;
/** An id that says nothing more is a number or an address. */
const ID = 40;

interface Told {
  readonly row: Row;
  readonly result: Result;
}

/** The stories with their articles below them, those of most articles first, and what became of how many. */
export function createStoriesView(): RowsView {
  const look = createStoriesStage();
  const told: Told[] = [];
  return {
    take(row) {
      told.push({ row, result: look(row) });
      return '';
    },
    end() {
      const stories = [...Map.groupBy(told, ({ result }) => result['story']).values()];
      const drawn = stories.toSorted((a, b) => b.length - a.length).map(drawStory);
      const reprints = told.filter(isReprint).length;
      const sum = `${count(told.length, 'article', 'articles')} became ${count(stories.length, 'story', 'stories')}; ${count(reprints, 'reprint', 'reprints')}.`;
      return [...drawn, sum, ''].join('\n');
    },
  };
}

function drawStory(tellings: readonly Told[]): string {
  const [first] = tellings;
  const outlets = new Set(tellings.map(({ row }) => textIn(row, 'source'))).size;
  const size = `${count(tellings.length, 'article', 'articles')}, ${count(outlets, 'source', 'sources')}`;
  const head = `${bold(headlineOf(first?.row ?? {}))}  ${dim(size)}`;
  return `${[head, ...(tellings.length === 1 ? [] : tellings.map(drawTelling))].join('\n')}\n`;
}

function drawTelling(told: Told): string {
  const { row, result } = told;
  const published = new Date(textIn(row, 'published'));
  const at = Number.isNaN(published.getTime()) ? '' : published.toISOString().slice(0, 16).replace('T', ' ');
  const outlet = clip(oneLine(textIn(row, 'source')), PUBLISHER).padEnd(PUBLISHER);
  const mark = isReprint(told) ? dim(`  reprint of ${idOf(result['reprintOf'])}`) : '';
  return `  ${dim(at.padEnd(16))}  ${outlet}  ${headlineOf(row)}${mark}`;
}

function isReprint({ result }: Told): boolean {
  return result['reprintOf'] !== null;
}

/** Under each headline its sections, its tags and by which words it met the query; how many met it stands at the end. */
export function createTopicsView(query: string | undefined): RowsView {
  const look = createTopicsStage(query);
  const counts = { all: 0, matching: 0, named: 0 };
  return {
    take(row) {
      const result = look(row);
      counts.all += 1;
      if (sectionsOf(result).length > 0) counts.named += 1;
      if (result['matches'] === true) counts.matching += 1;
      return drawTopics(row, result);
    },
    end() {
      const named = `${count(counts.all, 'article', 'articles')}, ${counts.named} with a section.`;
      return query === undefined ? `${named}\n` : `${named} ${counts.matching} met the query.\n`;
    },
  };
}

function drawTopics(row: Row, result: Result): string {
  const sections = sectionsOf(result).map(({ name, score }) => `${name} ${Math.round(score * 100)} %`);
  const tags = listOf(result['tags']);
  const lines = [bold(headlineOf(row)), `  ${sections.join(', ') || 'no section'}`];
  if (tags.length > 0) lines.push(`  ${dim('tags')}  ${tags.join(', ')}`);
  if (result['matches'] === true)
    lines.push(`  ${dim('met the query by')}  ${listOf(result['words']).join(', ') || 'what it lacks'}`);
  return `${lines.join('\n')}\n\n`;
}

function sectionsOf(result: Result): readonly { readonly name: string; readonly score: number }[] {
  return result['sections'] as readonly { readonly name: string; readonly score: number }[];
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((each) => oneLine(String(each))) : [];
}

/** A headline from outside is one harmless line. */
function headlineOf(row: Row): string {
  return clip(oneLine(textIn(row, 'title')), HEADLINE) || idOf(row['id']);
}

function idOf(id: unknown): string {
  return clip(oneLine(String(id ?? '')), ID);
}

function count(number: number, one: string, others: string): string {
  return `${number} ${number === 1 ? one : others}`;
}

function bold(text: string): string {
  return styleText('bold', text);
}

function dim(text: string): string {
  return styleText('dim', text);
}
