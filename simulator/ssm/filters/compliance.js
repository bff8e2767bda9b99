import { declaredError } from '../declared-error.js';

const TIMESTAMP = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;
const COMPARISONS = {
  EQUAL: (values) => (text) => values.includes(text),
  NOT_EQUAL: (values) => (text) => !values.includes(text),
  BEGIN_WITH: (values) => (text) => values.some((value) => text.startsWith(value)),
  LESS_THAN: (values) => (text) => values.some((value) => order(text, value) < 0),
  GREATER_THAN: (values) => (text) => values.some((value) => order(text, value) > 0),
};

/**
 * The test for a list of `ComplianceStringFilter`s. The values of one filter are alternatives; all
 * filters must hold. A filter never holds for an item without the property.
 * @template T
 * @param {{ Key?: string, Values?: string[], Type?: string }[] | undefined} filters
 * @param {Record<string, (item: T) => string | undefined>} keys what each filter key looks at
 * @returns {(item: T) => boolean}
 * @throws {import('../../service-error.js').ServiceError} InvalidFilter
 */
export function complianceTest(filters = [], keys) {
  const tests = filters.map((filter) => testOf(filter, keys));
  return (item) => tests.every((test) => test(item));
}

/** Epoch seconds as filters spell timestamps. @param {number} seconds */
export function filterTimestamp(seconds) {
  return new Date(seconds * 1000).toISOString();
}

function testOf({ Key = '', Values = [], Type = 'EQUAL' }, keys) {
  if (!Object.hasOwn(keys, Key) || Values.length === 0) {
    throw declaredError('InvalidFilter', `The filter "${Key}" isn't valid or has no values.`);
  }
  const holds = COMPARISONS[Type](Values);
  return (item) => {
    const text = keys[Key](item);
    return text !== undefined && holds(text);
  };
}

/** Timestamps are compared as instants, in whatever zone; everything else as text. */
function order(left, right) {
  if (TIMESTAMP.test(left) && TIMESTAMP.test(right)) return Date.parse(left) - Date.parse(right);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
