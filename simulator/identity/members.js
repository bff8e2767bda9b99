import { violation } from '../input/validate.js';

/**
 * What a member of an input must be.
 * @typedef {object} Member
 * @property {boolean} [isRequired]
 * @property {boolean} [isSecret] shown to nobody
 * @property {'text' | 'integer'} [type] text by default
 * @property {number} [min] fewest characters, or the smallest value
 * @property {number} [max]
 * @property {string} [pattern] of the whole text
 */

/**
 * Everything that keeps an input from having these members, as the services word it.
 * @param {Record<string, unknown>} input
 * @param {Record<string, Member>} members
 * @returns {string | undefined} the message, or undefined if nothing does
 */
export function complaint(input, members) {
  const all = Object.entries(members).flatMap(([name, member]) => [
    ...complaints(input[name], lowerFirst(name), member),
  ]);
  if (all.length === 0) return undefined;
  return `${all.length} validation error${all.length === 1 ? '' : 's'} detected: ${all.join('; ')}`;
}

function* complaints(value, path, { isRequired, isSecret, type, min, max, pattern }) {
  if (value === undefined) {
    if (isRequired) {
      yield `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
    }
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

function lowerFirst(name) {
  return name[0].toLowerCase() + name.slice(1);
}
