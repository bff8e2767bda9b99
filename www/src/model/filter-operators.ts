/** The operators that the page suggests, and their words. A filter may have more of them. */
import type { Token } from 'patchlens/fleet';
import type { PropertyKind } from './filter-properties';

export type Operator = Token['operator'];

/** Longer ones first, so that `<=` is not read as `<`. */
export const OPERATORS = ['!=', '!:', '!^', '<=', '>=', '=', ':', '^', '<', '>'] as const;

type Words = readonly (readonly [operator: Operator, words: string])[];

const IS: Words = [
  ['=', 'is'],
  ['!=', 'is not, or is not reported'],
];

const TEXTS: Words = [
  ...IS,
  [':', 'contains'],
  ['!:', 'does not contain, or is not reported'],
  ['^', 'begins with'],
  ['!^', 'does not begin with, or is not reported'],
];

const NUMBERS: Words = [
  ...IS,
  ['>', 'is more than'],
  ['>=', 'is at least'],
  ['<', 'is less than'],
  ['<=', 'is at most'],
];

const DATES: Words = [
  ['=', 'is on'],
  ['!=', 'is not on, or is not reported'],
  ['>', 'is after'],
  ['>=', 'is on or after'],
  ['<', 'is before'],
  ['<=', 'is on or before'],
];

const WORDS: Record<PropertyKind, Words> = {
  text: TEXTS,
  verdict: TEXTS.slice(0, 2),
  severity: NUMBERS,
  number: NUMBERS,
  days: NUMBERS,
  date: DATES,
  flag: IS,
};

export function operatorsOf(kind: PropertyKind): Words {
  return WORDS[kind];
}
