/** What a filter can go on with: properties, operators, values. */
import type { Table } from 'patchlens/fleet';
import { operatorsOf } from './filter-operators';
import { attributeProperty, propertiesOf, propertyOf, REACH, type FilterProperty } from './filter-properties';
import { quoteName, quoteValue, type TypedName, type TypedValue } from './filter-text';
import { plural } from './words';

export interface Suggestion {
  /** What takes the place of the typed part. */
  insert: string;
  text: string;
  note: string;
  /** Whether the filter still lacks something behind it. */
  isPartial: boolean;
  /** Where the replaced part begins, if before the typed word. */
  start?: number;
}

export interface SuggestionGroup {
  title: string;
  options: Suggestion[];
}

const DAY_MS = 86_400_000;
const AGES = [1, 7, 30, 90];

const TITLES: Record<Table, string> = {
  nodes: 'Nodes',
  findings: 'Open patches on nodes',
  patches: 'Patches',
  cves: 'CVEs',
};

const NOUNS: Record<Table, readonly [one: string, many: string]> = {
  nodes: ['node', 'nodes'],
  findings: ['open patch', 'open patches'],
  patches: ['patch', 'patches'],
  cves: ['CVE', 'CVEs'],
};

/**
 * The operators of a property whose name is complete, and properties with the typed text.
 *
 * @param attributes the user's own columns
 */
export function nameSuggestions(
  table: Table,
  { typed, start, phrase = '' }: TypedName,
  attributes: readonly string[] = [],
): SuggestionGroup[] {
  const exact = propertyOf(table, typed);
  const startOf = (words: string | undefined) =>
    words === undefined ? {} : { start: start + typed.length - words.length };
  const groups = exact ? [operatorGroup(exact, startOf(titleWords(exact, phrase)))] : [];
  const found = [...propertiesOf(table), ...attributes.map(attributeProperty)]
    .map((one) => ({ one, words: titleWords(one, phrase) }))
    .map((it) => ({ ...it, rank: it.words ? -1 : rank(it.one, typed) }))
    .filter(({ one, rank }) => one.name !== exact?.name && rank < 3)
    .sort((it, other) => it.rank - other.rank);
  const hasTitle = (of: Table) => found.some(({ one, words }) => words && one.of === of);
  const tables = [...REACH[table]].sort((a, b) => Number(hasTitle(b)) - Number(hasTitle(a)));
  for (const of of tables) {
    const options = found
      .filter(({ one }) => one.of === of)
      .map(({ one, words }) => ({
        ...propertySuggestion(one),
        ...startOf(words),
      }));
    if (options.length > 0) groups.push({ title: TITLES[of], options });
  }
  return groups;
}

/** The longest end of a phrase of several words that the title of the property begins with. */
function titleWords({ label, title = label }: FilterProperty, phrase: string): string | undefined {
  const words = phrase.split(' ');
  return words
    .slice(0, -1)
    .map((_, at) => words.slice(at).join(' '))
    .find((end) => title.toLowerCase().startsWith(end.toLowerCase()));
}

/** 0 if the name, label or title begins with the text, 1 if a word does, 2 for any part, 3 for none. */
function rank({ name, label, title = '' }: FilterProperty, typed: string): number {
  const sought = typed.toLowerCase();
  const texts = [name, label, title].map((text) => text.toLowerCase());
  if (texts.some((text) => text.startsWith(sought))) return 0;
  if (texts.some((text) => text.includes(` ${sought}`))) return 1;
  // Parts of words only once they say something.
  return typed.length > 1 && texts.some((text) => text.includes(sought)) ? 2 : 3;
}

function propertySuggestion({ name, label, title }: FilterProperty): Suggestion {
  const note = title ? `${title}: ${label}` : label;
  return { insert: quoteName(name), text: name, note, isPartial: true };
}

function operatorGroup(
  { name, label, kind }: FilterProperty,
  place: Pick<Suggestion, 'start'>,
): SuggestionGroup {
  const options = operatorsOf(kind).map(([operator, words]) => ({
    insert: name + operator,
    text: name + operator,
    note: words,
    isPartial: true,
    ...place,
  }));
  return { title: label, options };
}

export interface ValueCount {
  value: string;
  count: number;
}

/**
 * The values of a property.
 *
 * @param found those that the store has
 * @param of the table whose rows are counted
 */
export function valueSuggestions(
  { kind, label }: FilterProperty,
  typing: TypedValue,
  found: readonly ValueCount[],
  of: Table,
  now: number,
): SuggestionGroup[] {
  const all = kind === 'days' ? ages() : kind === 'date' ? dates(now) : counts(found, of);
  const options = all
    .filter(({ value }) => value.toLowerCase().startsWith(typing.typed.toLowerCase()))
    .filter(({ value }) => !typing.others.includes(value))
    .map(({ value, note }) => ({
      insert: quoteValue(value, typing.operator),
      text: value,
      note,
      isPartial: false,
    }));
  const title = kind === 'days' || kind === 'date' ? label : `${label}: values in the whole fleet`;
  return options.length > 0 ? [{ title, options }] : [];
}

function counts(found: readonly ValueCount[], of: Table) {
  return found.map(({ value, count }) => ({ value, note: plural(count, ...NOUNS[of]) }));
}

function ages() {
  return AGES.map((days) => ({ value: `${days}d`, note: plural(days, 'day') }));
}

/** Days in UTC, as filters take them. */
function dates(now: number) {
  const day = (days: number) => new Date(now - days * DAY_MS).toISOString().slice(0, 10);
  const past = AGES.map((days) => ({ value: day(days), note: `${plural(days, 'day')} ago` }));
  return [{ value: day(0), note: 'today, in UTC' }, ...past];
}
