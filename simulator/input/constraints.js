import { SHAPES } from './shapes.js';

/**
 * @typedef {object} Constraint
 * @property {string} text as the service words it
 * @property {(value: unknown) => boolean} holds
 */

/** @type {Map<string, Constraint[]>} constraints by shape name, in the service's order */
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
      holds: (value) => measure(value) <= max,
    };
  }
  if (min !== undefined) {
    yield {
      text: `Member must have ${quality} greater than or equal to ${min}`,
      holds: (value) => measure(value) >= min,
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

function measure(value) {
  if (typeof value === 'string') return [...value].length;
  return Array.isArray(value) ? value.length : value;
}
