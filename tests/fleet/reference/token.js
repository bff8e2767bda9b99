/** One token against one value, in three values: true, false, or undefined for undecided. */
import { invalidInput } from './error.js';
import { severityRank, VERDICTS } from './rules.js';
import { compareText, fold } from './text.js';
import { dayOfText, DAY_MS, instantOfText } from './wire.js';

const TEXT = ['=', '!=', ':', '!:', '^', '!^'];
const ORDER = ['<', '<=', '>', '>='];
const OPERATORS = {
  text: [...TEXT, ...ORDER],
  verdict: [...TEXT, ...ORDER],
  severity: [...TEXT, ...ORDER],
  texts: [...TEXT, ...ORDER],
  number: ['=', '!=', ...ORDER],
  days: ['=', '!=', ...ORDER],
  date: ['=', '!=', ...ORDER],
  boolean: ['=', '!='],
};

export const not = (truth) => (truth === undefined ? undefined : !truth);

export function and(truths) {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

export const or = (truths) => not(and(truths.map(not)));

/** @throws for an operator or value that does not suit the type */
export function checkToken({ property, operator, value }, type) {
  if (!OPERATORS[type].includes(operator))
    throw invalidInput(`"${property}" has no operator "${operator}"`);
  const values = valuesOf(value);
  if (ORDER.includes(operator) && values.length !== 1)
    throw invalidInput(`"${property}" ${operator} takes one value`);
  for (const one of values)
    if (typeof one !== 'string' || parse(one, type) === undefined)
      throw invalidInput(`"${property}" cannot be "${one}"`);
}

const valuesOf = (value) => (Array.isArray(value) ? value : [value]);

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const DAYS = /^(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([dh]?)$/;

/** What a token's value means for a type; a range `[from, to]` where values are ordered. */
function parse(text, type) {
  if (type === 'number') return NUMBER.test(text) ? point(Number(text)) : undefined;
  if (type === 'days') return parseDays(text);
  if (type === 'date') return parseDate(text);
  if (type === 'boolean') return ['true', 'false'].includes(text) ? text : undefined;
  return text;
}

const point = (number) => [number, number];

function parseDays(text) {
  const [, number, unit] = DAYS.exec(text) ?? [];
  if (number === undefined) return undefined;
  return point(unit === 'h' ? Number(number) / 24 : Number(number));
}

function parseDate(text) {
  const day = dayOfText(text);
  if (day !== undefined) return [day, day + DAY_MS - 1];
  const instant = instantOfText(text);
  return instant === undefined ? undefined : point(instant);
}

/**
 * @param value the row's: a text, number, Date, boolean, list of texts, or undefined
 * @param isBounded whether an age is at least that, and a date at most that
 */
export function evaluate({ operator, value: wanted }, type, value, isBounded) {
  if (operator.startsWith('!')) {
    const positive = operator === '!=' ? '=' : operator.slice(1);
    return not(evaluate({ operator: positive, value: wanted }, type, value, isBounded));
  }
  if (value === undefined && !isBounded) return false;
  return or(valuesOf(wanted).map((one) => holds(operator, one, type, value, isBounded)));
}

function holds(operator, wanted, type, value, isBounded) {
  if (type === 'texts') return value.some((one) => textHolds(operator, wanted, 'text', one));
  if (type === 'boolean') return isBounded ? undefined : String(value) === wanted;
  if (['number', 'days', 'date'].includes(type)) {
    const range = rangeOf(type, value, isBounded);
    return rangeHolds(operator, parse(wanted, type), range);
  }
  return textHolds(operator, wanted, type, value);
}

function textHolds(operator, wanted, type, value) {
  if (operator === '=') return fold(value) === fold(wanted);
  if (operator === ':') return fold(value).includes(fold(wanted));
  if (operator === '^') return fold(value).startsWith(fold(wanted));
  return orderHolds(operator, compareOrder(type, value, wanted));
}

/** Compares two texts in the order of their type. */
export function compareOrder(type, one, other) {
  if (type === 'severity') return severityRank(one) - severityRank(other);
  if (type === 'verdict') return verdictRank(one) - verdictRank(other);
  return compareText(fold(one), fold(other));
}

const verdictRank = (text) => {
  const rank = VERDICTS.indexOf(fold(text));
  return rank < 0 ? VERDICTS.length : rank;
};

function orderHolds(operator, order) {
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

export const numberOf = (value) => {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? instantOfText(value) : value;
};

/** The least and the greatest that the value can be. */
function rangeOf(type, value, isBounded) {
  const number = numberOf(value);
  if (!isBounded) return point(number);
  return type === 'date' ? [-Infinity, number] : [number, Infinity];
}

/** Whether the operator holds for all, for none or for some of a range of values. */
function rangeHolds(operator, [from, to], [least, greatest]) {
  if (operator === '<') return allOrNone(greatest < from, least >= from);
  if (operator === '<=') return allOrNone(greatest <= to, least > to);
  if (operator === '>') return allOrNone(least > to, greatest <= to);
  if (operator === '>=') return allOrNone(least >= from, greatest < from);
  return allOrNone(least >= from && greatest <= to, greatest < from || least > to);
}

function allOrNone(all, none) {
  if (all) return true;
  return none ? false : undefined;
}
