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

/** Words for how grave a patch is, by property. Both the vendor and the baseline say “critical”. */
const GRAVITIES: Readonly<Record<string, readonly string[]>> = {
  severity: ['Critical', 'Important', 'Moderate', 'Low'],
  complianceLevel: ['Critical', 'High', 'Medium', 'Low'],
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
  typing: TypedName,
  attributes: readonly string[] = [],
): SuggestionGroup[] {
  const { typed, start, phrase = '' } = typing;
  const exact = propertyOf(table, typed);
  const exactWords = exact && titleWords(exact, phrase);
  const startOf = (words: string | undefined) =>
    words === undefined ? {} : { start: start + typed.length - words.length };
  const operators = exact ? [operatorGroup(exact, startOf(exactWords))] : [];
  const found = foundIn(table, typing, attributes).filter(({ one }) => one.name !== exact?.name);
  const hasTitle = (of: Table) => found.some(({ one, words }) => words && one.of === of);
  const tables = [...REACH[table]].sort((a, b) => Number(hasTitle(b)) - Number(hasTitle(a)));
  const properties = tables.flatMap((of) => {
    const some = found.filter(({ one }) => one.of === of);
    const options = some.map(({ one, words }) => ({ ...propertySuggestion(one), ...startOf(words) }));
    return options.length > 0 ? [{ title: TITLES[of], options }] : [];
  });
  const gravities = gravityGroups(table, typed);
  // The last word of a title can be the name of another property: “Host name”.
  const isLastWord = !exactWords && tables.some(hasTitle);
  return isLastWord
    ? [...properties, ...gravities, ...operators]
    : [...operators, ...gravities, ...properties];
}

interface Found {
  one: FilterProperty;
  /** The words of the title, if several are typed. */
  words: string | undefined;
}

/** Properties with the typed text, the best first. */
function foundIn(
  table: Table,
  { typed, phrase = '' }: TypedName,
  attributes: readonly string[],
): Found[] {
  return [...propertiesOf(table), ...attributes.map(attributeProperty)]
    .map((one) => ({ one, words: titleWords(one, phrase) }))
    .map((it) => ({ ...it, rank: rank(it.one, it.words ?? typed) - (it.words ? NO_RANK : 0) }))
    .filter(({ rank }) => rank < NO_RANK)
    .sort((it, other) => it.rank - other.rank);
}

/** The longest end of a phrase of several words that the title or label of the property begins with. */
function titleWords({ label, title = label }: FilterProperty, phrase: string): string | undefined {
  const words = phrase.split(' ');
  const texts = [title, label].map((text) => text.toLowerCase());
  return words
    .slice(0, -1)
    .map((_, at) => words.slice(at).join(' '))
    .find((end) => texts.some((text) => text.startsWith(end.toLowerCase())));
}

/**
 * 0 if the title or name is the text, 1 if the title begins with it, 2 if the name or label does, 3 if a
 * word of them does, 4 for any part, `NO_RANK` for none.
 */
function rank({ name, label, title = label }: FilterProperty, typed: string): number {
  const sought = typed.toLowerCase();
  const texts = [title, name, label].map((text) => text.toLowerCase());
  if (texts.slice(0, 2).includes(sought)) return 0;
  const begins = texts.findIndex((text) => text.startsWith(sought));
  if (begins >= 0) return begins === 0 ? 1 : 2;
  if (texts.some((text) => text.includes(` ${sought}`))) return 3;
  // Parts of words only once they say something.
  return typed.length > 1 && texts.some((text) => text.includes(sought)) ? 4 : NO_RANK;
}

const NO_RANK = 5;

function propertySuggestion({ name, label, title }: FilterProperty): Suggestion {
  const note = title ? `${title}: ${label}` : label;
  return { insert: quoteName(name), text: name, note, isPartial: true };
}

/** Conditions for a typed `Critical`: by the vendor's word and by the baseline's. */
function gravityGroups(table: Table, typed: string): SuggestionGroup[] {
  if (typed.length < 3) return [];
  const options = Object.entries(GRAVITIES).flatMap(([name, words]) =>
    words
      .filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()))
      .map((word) => ({
        insert: `${name}=${word}`,
        text: `${name}=${word}`,
        note: `${propertyOf(table, name)?.title} is ${word}`,
        isPartial: false,
      })),
  );
  return options.length > 0 ? [{ title: 'Severity by the vendor, level by the baseline', options }] : [];
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
