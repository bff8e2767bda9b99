import { declaredError } from '../declared-error.js';
import { validationError } from '../validation-error.js';

/**
 * What items can be filtered by: for each filter key, what it looks at, one text or several.
 * @template T
 * @typedef {Record<string, (item: T) => string | string[]>} FilterKeys
 */

/**
 * The test for a list of `PatchOrchestratorFilter`s. The values of one filter are alternatives; all
 * filters must hold. A key that ends in `_PREFIX` compares the beginning only.
 * @template T
 * @param {{ Key?: string, Values?: string[] }[] | undefined} filters
 * @param {FilterKeys<T>} keys
 * @param {(key: string) => Error} [errorOf] the error for an unknown key, or for no values
 * @returns {(item: T) => boolean}
 * @throws what `errorOf` returns, a ValidationException by default
 */
export function patchTest(filters = [], keys, errorOf = (key) => unsupportedFilter(key, keys)) {
  const tests = filters.map(({ Key = '', Values = [] }) => {
    if (!Object.hasOwn(keys, Key) || Values.length === 0) throw errorOf(Key);
    return testOf(Key, Values, keys[Key]);
  });
  return (item) => tests.every((test) => test(item));
}

/** The error of operations that declare one for filters. */
export function invalidFilter() {
  return declaredError(
    'InvalidFilter',
    "The filter name isn't valid. Verify that you entered the correct name and try again.",
  );
}

function testOf(key, values, textsOf) {
  const holds = key.endsWith('_PREFIX')
    ? (text) => values.some((value) => text.startsWith(value))
    : (text) => values.includes(text);
  return (item) => [textsOf(item)].flat().some(holds);
}

function unsupportedFilter(key, keys) {
  const known = Object.keys(keys).join(', ');
  return validationError(`Filter '${key}' is not supported or has no values; supported are: ${known}`);
}
