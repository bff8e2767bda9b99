import { absence, pathName, violation, violationsMessage } from '../../violations.js';
import { SHAPES } from '../model.js';
import { validationError } from '../validation-error.js';
import { constraintsOf } from './constraints.js';

/**
 * Checks an input against the constraints of its shape.
 * @param {object} input as `deserialize` returned it
 * @param {string} shapeName
 * @throws {import('../../service-error.js').ServiceError} ValidationException with all violations
 */
export function validate(input, shapeName) {
  const violations = violationsIn(input, shapeName, '');
  if (violations.length > 0) throw validationError(violationsMessage(violations));
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

function violationsInMembers(value, { members }, path) {
  return Object.entries(members).flatMap(([name, { shape, required = false }]) => {
    const memberPath = join(path, pathName(name));
    if (value[name] !== undefined) return violationsIn(value[name], shape, memberPath);
    return required ? [absence(memberPath)] : [];
  });
}

/** The service reports simple items together at the path of their list, structures one by one. */
function violationsInItems(items, shapeName, path) {
  const { member } = SHAPES[shapeName];
  if (SHAPES[member].type === 'structure') {
    return items.flatMap((item, at) => {
      const itemPath = join(path, `${at + 1}.member`);
      return item === null ? [absence(itemPath)] : violationsIn(item, member, itemPath);
    });
  }
  const constraints = constraintsOf(member);
  const isValid = (item) => item !== null && constraints.every(({ holds }) => holds(item));
  if (items.every(isValid)) return [];
  const texts = [...constraints.map(({ text }) => text), 'Member must not be null'].join(', ');
  const constraint = `Member must satisfy constraint: [${texts}]`;
  return [violation(path, describe(items, shapeName), constraint)];
}

/** A value as Java prints it: `[PatchOrchestratorFilter(key=State, values=[Missing])]`. */
function describe(value, shapeName) {
  if (value === null || value === undefined) return 'null';
  const { type, member, members, sensitive } = SHAPES[shapeName];
  if (sensitive) return '***Sensitive Data Redacted***';
  if (type === 'list') return `[${value.map((item) => describe(item, member)).join(', ')}]`;
  if (type !== 'structure') return String(value);
  const printed = Object.entries(members).map(
    ([name, { shape }]) => `${pathName(name)}=${describe(value[name], shape)}`,
  );
  return `${shapeName}(${printed.join(', ')})`;
}

function join(path, name) {
  return path === '' ? name : `${path}.${name}`;
}
