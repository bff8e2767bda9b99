import { absence, pathName, violation, violationsMessage } from '../violations.js';

/**
 * The rules for a member of an input of STS or Cognito Identity.
 * @typedef {object} Member
 * @property {boolean} [isRequired]
 * @property {boolean} [isSecret] left out of messages
 * @property {'text' | 'integer'} [type] text by default
 * @property {number} [min] fewest characters, or the smallest value
 * @property {number} [max]
 * @property {string} [pattern] of the whole text
 */

/**
 * @param {Record<string, unknown>} input
 * @param {Record<string, Member>} members
 * @returns {string | undefined} one message for all violations, or undefined if there are none
 */
export function inputProblem(input, members) {
  const violations = Object.entries(members).flatMap(([name, member]) => [
    ...violationsOf(input[name], pathName(name), member),
  ]);
  return violations.length === 0 ? undefined : violationsMessage(violations);
}

function* violationsOf(value, path, { isRequired, isSecret, type, min, max, pattern }) {
  if (value === undefined) {
    if (isRequired) yield absence(path);
    return;
  }
  const [quality, size] = type === 'integer' ? ['value', value] : ['length', value.length];
  const shown = isSecret ? '***' : String(value);
  if (max < size) {
    yield violation(path, shown, `Member must have ${quality} less than or equal to ${max}`);
  }
  if (min > size) {
    yield violation(path, shown, `Member must have ${quality} greater than or equal to ${min}`);
  }
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
    yield violation(path, shown, `Member must satisfy regular expression pattern: ${pattern}`);
  }
}
