import { ServiceError } from '../service-error.js';
import { SHAPES } from './shapes.js';

const READERS = {
  structure: readStructure,
  list: readList,
  string: readString,
  integer: readInteger,
  boolean: readBoolean,
};

/**
 * Reads a request body as the shape named, types only: members that the shape does not know are
 * ignored, `null` counts as absent.
 * @param {Uint8Array} body
 * @param {string} shapeName
 * @returns {object} members in the order of the shape
 * @throws {ServiceError} SerializationException
 */
export function deserialize(body, shapeName) {
  return read(parse(body), shapeName);
}

function parse(body) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new ServiceError('SerializationException');
  }
}

function read(value, shapeName) {
  return READERS[SHAPES[shapeName].type](value, shapeName);
}

function readStructure(value, shapeName) {
  if (Array.isArray(value)) throw unreadable('Start of list found where not expected');
  if (typeof value !== 'object' || value === null) throw unreadable('Unexpected field type');
  const present = Object.entries(SHAPES[shapeName].members).filter(([name]) => {
    return Object.hasOwn(value, name) && value[name] !== null;
  });
  return Object.fromEntries(present.map(([name, shape]) => [name, read(value[name], shape)]));
}

function readList(value, shapeName) {
  if (!Array.isArray(value)) throw unreadable('Expected list or null');
  const { member } = SHAPES[shapeName];
  return value.map((item) => (item === null ? null : read(item, member)));
}

function readString(value) {
  if (typeof value === 'string') return value;
  throw unreadable(`${kindOf(value)} cannot be converted to String`);
}

function readInteger(value) {
  if (Number.isInteger(value)) return value;
  throw unreadable(`${kindOf(value)} cannot be converted to Integer`);
}

function readBoolean(value) {
  if (typeof value === 'boolean') return value;
  throw unreadable(`${kindOf(value)} cannot be converted to Boolean`);
}

function kindOf(value) {
  if (Array.isArray(value)) throw unreadable('Start of list found where not expected');
  if (typeof value === 'object') {
    throw unreadable('Start of structure or map found where not expected.');
  }
  return typeof value === 'boolean'
    ? `${String(value).toUpperCase()}_VALUE`
    : `${(typeof value).toUpperCase()}_VALUE`;
}

function unreadable(message) {
  return new ServiceError('SerializationException', message, { messageMember: 'Message' });
}
