import { ServiceError } from '../../service-error.js';
import { SHAPES } from '../model.js';

const READERS = {
  structure: readStructure,
  list: readList,
  string: readString,
  integer: readInteger,
  boolean: readBoolean,
};

/**
 * Reads a request body and checks the types of its members. Members that the shape does not have
 * are ignored; a null member counts as absent.
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
    throw serializationError();
  }
}

function read(value, shapeName) {
  const shape = SHAPES[shapeName];
  return READERS[shape.type](value, shape);
}

function readStructure(value, { members }) {
  if (Array.isArray(value)) throw serializationError('Start of list found where not expected');
  if (typeof value !== 'object' || value === null) {
    throw serializationError('Unexpected field type');
  }
  const present = Object.entries(members).filter(([name]) => {
    return Object.hasOwn(value, name) && value[name] !== null;
  });
  return Object.fromEntries(present.map(([name, { shape }]) => [name, read(value[name], shape)]));
}

function readList(value, { member }) {
  if (!Array.isArray(value)) throw serializationError('Expected list or null');
  return value.map((item) => (item === null ? null : read(item, member)));
}

function readString(value) {
  if (typeof value === 'string') return value;
  throw conversionError(value, 'String');
}

function readInteger(value) {
  if (Number.isInteger(value)) return value;
  throw conversionError(value, 'Integer');
}

function readBoolean(value) {
  if (typeof value === 'boolean') return value;
  throw conversionError(value, 'Boolean');
}

function conversionError(value, expected) {
  if (Array.isArray(value)) return serializationError('Start of list found where not expected');
  if (typeof value === 'object') {
    return serializationError('Start of structure or map found where not expected.');
  }
  const kind = typeof value === 'boolean' ? String(value) : typeof value;
  return serializationError(`${kind.toUpperCase()}_VALUE cannot be converted to ${expected}`);
}

function serializationError(message) {
  return new ServiceError('SerializationException', message, { messageMember: 'Message' });
}
