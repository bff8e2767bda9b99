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
  { typed }: TypedName,
  attributes: readonly string[] = [],
): SuggestionGroup[] {
  const exact = propertyOf(table, typed);
  const groups = exact ? [operatorGroup(exact)] : [];
  const found = [...propertiesOf(table), ...attributes.map(attributeProperty)]
    .filter((one) => one.name !== exact?.name && rank(one, typed) < 3)
    .sort((one, other) => rank(one, typed) - rank(other, typed));
  for (const of of REACH[table]) {
    const options = found.filter((one) => one.of === of).map(propertySuggestion);
    if (options.length > 0) groups.push({ title: TITLES[of], options });
  }
  return groups;
}

/** 0 if the name or label begins with the text, 1 if a word does, 2 for any part, 3 for none. */
function rank({ name, label }: FilterProperty, typed: string): number {
  const placeIn = (text: string) => text.toLowerCase().indexOf(typed.toLowerCase());
  const [inName, inLabel] = [placeIn(name), placeIn(label)];
  if (inName === 0 || inLabel === 0) return 0;
  if (inLabel > 0 && label[inLabel - 1] === ' ') return 1;
  // Parts of words only once they say something.
  return typed.length > 1 && (inName > 0 || inLabel > 0) ? 2 : 3;
}

function propertySuggestion({ name, label }: FilterProperty): Suggestion {
  return { insert: quoteName(name), text: name, note: label, isPartial: true };
}

function operatorGroup({ name, label, kind }: FilterProperty): SuggestionGroup {
  const options = operatorsOf(kind).map(([operator, words]) => ({
    insert: name + operator,
    text: name + operator,
    note: words,
    isPartial: true,
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
