/** Where the parts of a filter's text stand, also while it is still being typed. */
import { OPERATORS, type Operator } from './filter-operators';

/** A part of a text, from `start` up to `end`. */
export interface Span {
  start: number;
  end: number;
}

/** What stands between two separators: a word, or a condition. */
export interface Item extends Span {
  name: Span;
  operator?: Operator;
  /** One at least behind an operator, perhaps an empty one. */
  values: Span[];
}

const SPACE = /[ \t\r\n]/;
/** What ends a text that is not in quotes. */
const ENDS = /[ \t\r\n,"|]/;

/** Reads what can be read. What is wrong with the text is said by `parseFilter`. */
export function itemsOf(text: string): Item[] {
  const items: Item[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text[at]!) || text[at] === '|') {
      at += 1;
      continue;
    }
    const item = itemAt(text, at);
    items.push(item);
    at = Math.max(item.end, at + 1);
  }
  return items;
}

function itemAt(text: string, start: number): Item {
  const isQuoted = text[start] === '"';
  const nameEnd = isQuoted ? quotedEnd(text, start) : nameEndOf(text, start);
  const name = { start, end: nameEnd };
  const operator = operatorAt(text, nameEnd);
  if (!operator) return { start, end: nameEnd, name, values: [] };
  const values = [valueAt(text, nameEnd + operator.length)];
  for (let { end } = values[0]!; text[end] === ','; ) {
    values.push(valueAt(text, end + 1));
    ({ end } = values.at(-1)!);
  }
  return { start, end: values.at(-1)!.end, name, operator, values };
}

function nameEndOf(text: string, start: number): number {
  let end = start;
  while (end < text.length && !ENDS.test(text[end]!) && !operatorAt(text, end)) end += 1;
  return end;
}

function operatorAt(text: string, at: number): Operator | undefined {
  return OPERATORS.find((operator) => text.startsWith(operator, at));
}

function valueAt(text: string, start: number): Span {
  if (text[start] === '"') return { start, end: quotedEnd(text, start) };
  let end = start;
  while (end < text.length && !ENDS.test(text[end]!)) end += 1;
  return { start, end };
}

/** The place after the closing quote, or the end of the text. Two quotes in a value mean one. */
function quotedEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] !== '"') return at + 1;
    at += 1;
  }
  return text.length;
}

/** Whether the text has an opening quote without a closing one. */
export function hasOpenQuote(text: string): boolean {
  return (text.split('"').length - 1) % 2 === 1;
}
