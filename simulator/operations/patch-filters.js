import { ServiceError } from '../service-error.js';

/**
 * What items can be filtered by: what each filter key looks at, one text or several.
 * @template T
 * @typedef {Record<string, (item: T) => string | string[]>} Filtered
 */

/**
 * The test that a list of `PatchOrchestratorFilter`s asks for: values of one filter are
 * alternatives, filters must all hold. A key that ends in `_PREFIX` wants the beginning only.
 * @template T
 * @param {{ Key?: string, Values?: string[] }[]} filters
 * @param {Filtered<T>} filtered
 * @returns {(item: T) => boolean}
 * @throws {ServiceError} ValidationException for another key, or none, or no values
 */
export function patchTest(filters, filtered) {
  const tests = filters.map((filter) => testOf(filter, filtered));
  return (item) => tests.every((test) => test(item));
}

function testOf({ Key = '', Values = [] }, filtered) {
  if (!Object.hasOwn(filtered, Key) || Values.length === 0) throw unknownKey(Key, filtered);
  const isMet = Key.endsWith('_PREFIX')
    ? (text) => Values.some((value) => text.startsWith(value))
    : (text) => Values.includes(text);
  return (item) => [filtered[Key](item)].flat().some(isMet);
}

function unknownKey(key, filtered) {
  return new ServiceError(
    'ValidationException',
    `Filter '${key}' is not supported or has no values; supported are: ` +
      Object.keys(filtered).join(', '),
  );
}
