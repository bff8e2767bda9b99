import { hash } from '../../fleet/random.js';
import { SHAPES } from '../model.js';
import { createTimestampWriter } from './timestamps.js';

/** Of ten responses, how many have timestamps such as `1.7E9`; the others have `1700000000.0`. */
const EXPONENTS_OF_TEN = 7;
/** About one enumeration value in this many is replaced by the quirk `new-values`. */
const NEW_VALUE_EVERY = 3;
const NEW_MEMBERS = { IntroducedTomorrow: { Count: 1 } };

/**
 * What turns an output into its form on the wire, by the model: timestamps are written, undefined
 * members are left out, and the quirks are added.
 * @param {Set<string>} quirks
 * @returns {(output: object, shapeName: string, request: string) => object} takes timestamps as
 *   epoch seconds; `request` is the request key. Throws a TypeError if the output has a member that
 *   its shape does not have.
 */
export function createSerializer(quirks) {
  const writeTimestamp = createTimestampWriter(quirks);
  return (output, shapeName, request) => {
    // All timestamps of a response have the same notation.
    const notation = hash('notation', request) % 10 < EXPONENTS_OF_TEN ? 'exponent' : 'plain';
    const timestamp = (seconds) => writeTimestamp(seconds, notation);
    return write(output, shapeName, { path: '', quirks, timestamp });
  };
}

function write(value, shapeName, form) {
  const shape = SHAPES[shapeName];
  switch (shape.type) {
    case 'structure':
      return writeStructure(value, shapeName, form);
    case 'list':
      return value.map((item, at) => write(item, shape.member, below(form, at)));
    case 'map':
      return writeMap(value, shape, form);
    case 'timestamp':
      return form.timestamp(value);
    default:
      return isReplaced(shape, form) ? 'QUARANTINED' : value;
  }
}

function writeStructure(value, shapeName, form) {
  const { members } = SHAPES[shapeName];
  checkMembers(value, members, shapeName);
  const absent = form.quirks.has('nulls') ? null : undefined;
  const entries = Object.entries(members).map(([name, { shape }]) => {
    const part = value[name];
    return [name, part === undefined ? absent : write(part, shape, below(form, name))];
  });
  return { ...Object.fromEntries(entries), ...newMembers(form) };
}

function writeMap(value, shape, form) {
  const entries = Object.entries(value).map(([key, part]) => {
    return [key, write(part, shape.value, below(form, key))];
  });
  return { ...Object.fromEntries(entries), ...newMembers(form) };
}

function newMembers({ quirks }) {
  return quirks.has('new-members') ? NEW_MEMBERS : {};
}

function isReplaced(shape, { quirks, path }) {
  return quirks.has('new-values') && 'enum' in shape && hash(path) % NEW_VALUE_EVERY === 0;
}

function below(form, step) {
  return { ...form, path: `${form.path}.${step}` };
}

function checkMembers(value, members, shapeName) {
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(members, name));
  if (unknown !== undefined) throw new TypeError(`${shapeName} has no member ${unknown}`);
}
