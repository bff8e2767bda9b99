import { ServiceError } from '../service-error.js';
import { constraintsOf } from './constraints.js';
import { SHAPES } from './shapes.js';

/**
 * Checks an input against the constraints of its shape.
 * @param {object} input as {@link deserialize} returned it
 * @param {string} shapeName
 * @throws {ServiceError} ValidationException that lists every violation
 */
export function validate(input, shapeName) {
  const violations = violationsIn(input, shapeName, '');
  if (violations.length > 0) throw validationError(violations);
}

/**
 * @param {string[]} violations
 * @returns {ServiceError}
 */
export function validationError(violations) {
  const errors = violations.length === 1 ? 'error' : 'errors';
  return new ServiceError(
    'ValidationException',
    `${violations.length} validation ${errors} detected: ${violations.join('; ')}`,
  );
}

/**
 * @param {string} path such as `filters.1.member.key`
 * @param {string} value as Java prints it
 * @param {string} constraint
 */
export function violation(path, value, constraint) {
  return `Value '${value}' at '${path}' failed to satisfy constraint: ${constraint}`;
}

function violationsIn(value, shapeName, path) {
  const shape = SHAPES[shapeName];
  const own = constraintsOf(shapeName)
    .filter(({ holds }) => !holds(value))
    .map(({ text }) => violation(path, describe(value, shapeName), text));
  if (shape.type === 'structure') return [...own, ...violationsInMembers(value, shape, path)];
  if (shape.type === 'list') return [...own, ...violationsInItems(value, shapeName, path)];
  return own;
}

function violationsInMembers(value, { members, required = [] }, path) {
  return Object.entries(members).flatMap(([name, memberShape]) => {
    const memberPath = join(path, lowerFirst(name));
    if (value[name] !== undefined) return violationsIn(value[name], memberShape, memberPath);
    return required.includes(name) ? [absent(memberPath)] : [];
  });
}

/** Simple items are judged together at the path of their list, structures each at its own. */
function violationsInItems(items, shapeName, path) {
  const { member } = SHAPES[shapeName];
  if (SHAPES[member].type === 'structure') {
    return items.flatMap((item, at) => {
      const itemPath = join(path, `${at + 1}.member`);
      return item === null ? [absent(itemPath)] : violationsIn(item, member, itemPath);
    });
  }
  const constraints = constraintsOf(member);
  const isSound = (item) => item !== null && constraints.every(({ holds }) => holds(item));
  if (items.every(isSound)) return [];
  const texts = [...constraints.map(({ text }) => text), 'Member must not be null'].join(', ');
  const constraint = `Member must satisfy constraint: [${texts}]`;
  return [violation(path, describe(items, shapeName), constraint)];
}

function absent(path) {
  return `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
}

/** A value as Java prints it: `[PatchOrchestratorFilter(key=State, values=[Missing])]`. */
function describe(value, shapeName) {
  if (value === null || value === undefined) return 'null';
  const { type, member, members, sensitive } = SHAPES[shapeName];
  if (sensitive) return '***Sensitive Data Redacted***';
  if (type === 'list') return `[${value.map((item) => describe(item, member)).join(', ')}]`;
  if (type !== 'structure') return String(value);
  const printed = Object.entries(members).map(
    ([name, shape]) => `${lowerFirst(name)}=${describe(value[name], shape)}`,
  );
  return `${shapeName}(${printed.join(', ')})`;
}

function join(path, name) {
  return path === '' ? name : `${path}.${name}`;
}

function lowerFirst(name) {
  return name[0].toLowerCase() + name.slice(1);
}
