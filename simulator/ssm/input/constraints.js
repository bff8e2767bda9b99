import { SHAPES } from '../model.js';

/**
 * @typedef {object} Constraint
 * @property {string} text in the words of the service
 * @property {(value: unknown) => boolean} holds
 */

/** @type {Map<string, Constraint[]>} by shape name, in the order of the service */
const CONSTRAINTS = new Map(
  Object.entries(SHAPES).map(([name, shape]) => [name, [...bounds(shape), ...spellings(shape)]]),
);

/**
 * @param {string} shapeName
 * @returns {Constraint[]}
 */
export function constraintsOf(shapeName) {
  return CONSTRAINTS.get(shapeName);
}

function* bounds({ type, min, max }) {
  const quality = type === 'integer' ? 'value' : 'length';
  if (max !== undefined) {
    yield {
      text: `Member must have ${quality} less than or equal to ${max}`,
      holds: (value) => sizeOf(value) <= max,
    };
  }
  if (min !== undefined) {
    yield {
      text: `Member must have ${quality} greater than or equal to ${min}`,
      holds: (value) => sizeOf(value) >= min,
    };
  }
}

function* spellings({ pattern, enum: values }) {
  if (pattern !== undefined) {
    const expression = new RegExp(pattern, 'u');
    yield {
      text: `Member must satisfy regular expression pattern: ${pattern}`,
      holds: (value) => expression.test(value),
    };
  }
  if (values !== undefined) {
    yield {
      text: `Member must satisfy enum value set: [${values.join(', ')}]`,
      holds: (value) => values.includes(value),
    };
  }
}

function sizeOf(value) {
  if (typeof value === 'string') return [...value].length;
  return Array.isArray(value) ? value.length : value;
}
