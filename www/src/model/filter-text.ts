/** The text of a filter: what is typed at the caret, and changes of it. */
import { formatFilter, parseFilter, type Filter, type Table, type Token } from 'patchlens/fleet';
import type { Operator } from './filter-operators';
import { hasOpenQuote, itemsOf, type Item, type Span } from './filter-scan';

/** What is typed at the caret, and the part of the text that a suggestion replaces. */
export type Typing = TypedName | TypedValue;

export interface TypedName extends Span {
  part: 'name';
  /** Up to the caret. */
  typed: string;
  /** The same with the words before it, if there are any: a title may have several. */
  phrase?: string;
}

export interface TypedValue extends Span {
  part: 'value';
  typed: string;
  property: string;
  operator: Operator;
  /** The other values of the same condition. */
  others: string[];
}

/** `undefined` where nothing is suggested: in an operator, or in words in quotes. */
export function typingAt(text: string, caret: number): Typing | undefined {
  const isAt = ({ start, end }: Span) => start <= caret && caret <= end;
  const item = itemsOf(text).filter(isAt).at(-1);
  if (!item) return { part: 'name', start: caret, end: caret, typed: '' };
  if (isAt(item.name)) return typedName(text, caret, item);
  const value = item.values.find(isAt);
  return value && typedValue(text, caret, item, value);
}

function typedName(text: string, caret: number, { name }: Item): TypedName | undefined {
  if (text[name.start] === '"') return undefined;
  const typed = text.slice(name.start, caret);
  const [, before] = /(?:^|\s)((?:[^\s,"|=!:^<>]+ )+)$/.exec(text.slice(0, name.start)) ?? [];
  return { part: 'name', ...name, typed, ...(before && { phrase: before + typed }) };
}

function typedValue(text: string, caret: number, item: Item, value: Span): TypedValue {
  const others = item.values.filter((one) => one !== value);
  return {
    part: 'value',
    ...value,
    typed: unquoted(text.slice(value.start, caret)),
    property: unquoted(sliceOf(text, item.name)),
    operator: item.operator!,
    others: others.map((one) => unquoted(sliceOf(text, one))),
  };
}

/** Whether the end is still to come: a value, a closing quote, or what follows a bar. */
export function isUnfinished(text: string, caret: number): boolean {
  if (text.slice(caret).trim() !== '') return false;
  if (hasOpenQuote(text) || /\|\s*$/.test(text)) return true;
  const last = itemsOf(text).at(-1)?.values.at(-1);
  return last !== undefined && last.start === last.end && last.end === text.length;
}

/** The text without the condition or word at the caret. */
export function finishedPart(text: string, caret: number): string {
  const items = itemsOf(text);
  const kept = items.filter(({ start, end }) => caret < start || caret > end);
  const isBarred = items.some(({ end }, index) => {
    return text.slice(end, items[index + 1]?.start).includes('|');
  });
  return kept.map((item) => sliceOf(text, item)).join(isBarred ? ' | ' : ' ');
}

/** The text with a part replaced, and the place behind the new part. */
export function replaced(text: string, { start, end }: Span, by: string) {
  return { text: text.slice(0, start) + by + text.slice(end), caret: start + by.length };
}

/** A value as it stands in the text of a filter. */
export function quoteValue(value: string, operator: string): string {
  // `a<"=b"`: without quotes that would read as `a<=b`.
  const isOperator = /^[<>]$/.test(operator) && value.startsWith('=');
  return value === '' || isOperator || /[ \t\r\n,"|]/.test(value) ? quoted(value) : value;
}

/** A property as it stands in the text of a filter: an attribute may have any name. */
export function quoteName(name: string): string {
  return /[\s,"|=!:^<>]/.test(name) ? quoted(name) : name;
}

/** Words to search for, as they stand in the text of a filter. */
export function freeText(words: string): string {
  const isPlain = !/[,"|=!:^<>]|\s{2}|[\t\r\n]/.test(words);
  return isPlain ? words.trim() : quoted(words);
}

/** How many conditions a filter has; its words are one. */
export function partsOf({ tokens, text }: Filter): number {
  return tokens.length + (text ? 1 : 0);
}

/** The text of a filter. Words stay as they were typed, unless they need quotes. */
export function textOf(filter: Filter): string {
  const { operation, tokens, text } = filter;
  if (operation === 'or' && partsOf(filter) > 1) return formatFilter(filter);
  return [formatFilter({ tokens }), freeText(text ?? '')].filter(Boolean).join(' ');
}

/** A filter without a token, or without its words. */
export function without(filter: Filter, part: Token | 'text'): Filter {
  const { text, tokens, ...rest } = filter;
  if (part === 'text') return { ...rest, tokens };
  const kept = tokens.filter((token) => token !== part);
  return { ...rest, tokens: kept, ...(text !== undefined && { text }) };
}

/** The same filter with all of its conditions required; `undefined` if there is no such filter. */
export function allOf(filter: Filter): Filter | undefined {
  const { operation, ...rest } = filter;
  if (operation !== 'or' || partsOf(filter) < 2) return rest;
  const [first, ...others] = filter.tokens;
  if (!first || filter.text || !ONE_OF.has(first.operator)) return undefined;
  const isAlike = ({ property, operator }: Token) =>
    property === first.property && operator === first.operator;
  if (!others.every(isAlike)) return undefined;
  return { tokens: [{ ...first, value: filter.tokens.flatMap(({ value }) => value) }] };
}

/** Operators of which several values mean one of them. */
const ONE_OF = new Set(['=', ':', '^']);

/** A token for people: `verdict = stale, unreported`. */
export function tokenWords({ property, operator, value }: Token): string {
  const values = Array.isArray(value) ? value : [value];
  return `${property} ${operator} ${values.map((one) => one || '""').join(', ')}`;
}

/** What a text means, or what is wrong with it. */
export type Reading =
  { filter: Filter; problem?: undefined } | { filter?: undefined; problem: string };

export function readFilter(text: string, table: Table): Reading {
  if (text.trim() === '') return { filter: { tokens: [] } };
  try {
    const filter = parseFilter(text, table);
    const problem = emptyValueProblem(text);
    return problem === undefined ? { filter } : { problem };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A comma without a value behind it would mean an empty value, which is seldom meant. */
function emptyValueProblem(text: string): string | undefined {
  const isEmpty = ({ start, end }: Span) => start === end;
  const item = itemsOf(text).find(({ values }) => values.length > 1 && values.some(isEmpty));
  if (!item) return undefined;
  const start = text.slice(item.start, item.values[0]!.start);
  return `A comma in “${sliceOf(text, item)}” has no value beside it. Several values have commas and no spaces between them, as in ${start}a,b; a value with a comma or space has quotes, as in ${start}"a, b"; an empty one is ""`;
}

function sliceOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Also of a text whose closing quote is still to come. */
function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  return text.replace(/^"|"$/g, '').replaceAll('""', '"');
}
