/**
 * The data of all tests about one operation; the model has everything else.
 * @typedef {object} Example
 * @property {object} input every member of the input, with a valid value
 * @property {string} action what an error message says that failed with this input
 * @property {(sample: ReturnType<import('./sample.js').sampleOf>) => Simulated} simulated
 *
 * How to call it with a simulated fleet.
 * @typedef {object} Simulated
 * @property {object[]} inputs together, their outputs have all members that the fleet has
 * @property {number} [pageSize] a page size at which the first input has several pages
 * @property {object[]} [filters] members that narrow the items of the first input down
 * @property {[object, string][]} [errors] inputs with the codes of the errors that they cause
 */

export const NODE_ID = 'i-0123456789abcdef0';
export const BaselineId = 'pb-0123456789abcdef0';
export const PatchGroup = 'prod-linux';
export const NextToken = 'token';
export const SnapshotId = '521c3536-930c-4aa9-950e-01234567abcd';

/** @param {...[string, string[], string?]} list keys, values and, if need be, types of filters */
export function filters(...list) {
  return { Filters: list.map(([Key, Values, Type]) => ({ Key, Values, ...(Type && { Type }) })) };
}
