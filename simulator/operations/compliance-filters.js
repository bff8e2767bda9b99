import { modeledError } from '../service-error.js';

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;
const COMPARED = {
  EQUAL: (values) => (text) => values.includes(text),
  NOT_EQUAL: (values) => (text) => !values.includes(text),
  BEGIN_WITH: (values) => (text) => values.some((value) => text.startsWith(value)),
  LESS_THAN: (values) => (text) => values.some((value) => order(text, value) < 0),
  GREATER_THAN: (values) => (text) => values.some((value) => order(text, value) > 0),
};

/**
 * The test that a list of `ComplianceStringFilter`s asks for: values of one filter are
 * alternatives, filters must all hold. What an item does not have, no filter finds.
 * @template T
 * @param {{ Key?: string, Values?: string[], Type?: string }[]} filters
 * @param {Record<string, (item: T) => string | undefined>} filtered what each key looks at
 * @returns {(item: T) => boolean}
 * @throws {import('../service-error.js').ServiceError} InvalidFilter
 */
export function complianceTest(filters, filtered) {
  const tests = filters.map((filter) => testOf(filter, filtered));
  return (item) => tests.every((test) => test(item));
}

function testOf({ Key = '', Values = [], Type = 'EQUAL' }, filtered) {
  if (!Object.hasOwn(filtered, Key) || Values.length === 0) throw invalidFilter(Key);
  const compare = COMPARED[Type](Values);
  return (item) => {
    const text = filtered[Key](item);
    return text !== undefined && compare(text);
  };
}

/** Times are compared as times, whatever their zone; all else as text. */
function order(left, right) {
  if (TIME.test(left) && TIME.test(right)) return Date.parse(left) - Date.parse(right);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function invalidFilter(key) {
  return modeledError('InvalidFilter', `The filter "${key}" isn't valid or has no values.`);
}
