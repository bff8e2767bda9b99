/**
 * The operations for the package's tests: the service's model, which outputs are made from, and the
 * examples.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { EXAMPLES } from './examples/index.js';

const DATA = new URL('../../data/', import.meta.url);

/** The model of the service; model/README.md describes its format. */
export const MODEL = readJson('../../model/ssm.json');

/** Recorded outputs from other projects, each with its operation. */
export const SAMPLES = readdirSync(new URL('samples', DATA))
  .filter((file) => file.endsWith('.json'))
  .map((file) => readJson(`samples/${file}`));

export const NAMES = Object.keys(MODEL.operations);

/** By operation, a valid input with every member. */
export const INPUTS = Object.fromEntries(NAMES.map((name) => [name, EXAMPLES[name].input]));

/** The method of an operation, which is also its name for `paginate`. */
export const methodOf = (name) => name.charAt(0).toLowerCase() + name.slice(1);

/** The names of the operations with pages, with the member that holds the items. */
export const LISTINGS = NAMES.map((name) => [name, MODEL.operations[name].items]).filter(
  ([, items]) => items,
);

/** A valid input of an operation with the required members only. */
export function requiredInput(name) {
  const { members } = shapeOf(MODEL.operations[name].input);
  const required = Object.entries(INPUTS[name]).filter(([member]) => members[member].required);
  return Object.fromEntries(required);
}

/** The shape of a member, an item or a value. */
export const shapeOf = (reference) => MODEL.shapes[reference.shape ?? reference];

/**
 * `value` with every timestamp replaced by what `read` returns for it, by the model; without those
 * for which it returns undefined.
 */
export function withTimestamps(shape, value, read) {
  const { type, member, members } = shape;
  if (type === 'timestamp') return read(value);
  if (type === 'list') return value.map((item) => withTimestamps(shapeOf(member), item, read));
  if (type !== 'structure') return value;
  const entries = Object.entries(value).map(([name, part]) => {
    return [name, name in members ? withTimestamps(shapeOf(members[name]), part, read) : part];
  });
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
}

/** An output with every member of the model, and `time` for each timestamp. */
export function fullOutput(name, time) {
  return example(shapeOf(MODEL.operations[name].output), time);
}

function example(shape, time) {
  switch (shape.type) {
    case 'structure': {
      const entries = Object.entries(shape.members);
      const parts = entries.map(([key, member]) => [key, example(shapeOf(member), time)]);
      return Object.fromEntries(parts);
    }
    case 'list':
      return [example(shapeOf(shape.member), time)];
    case 'map':
      return { Name: example(shapeOf(shape.value), time) };
    case 'timestamp':
      return time;
    default:
      return { string: 'text', integer: 7, boolean: true }[shape.type];
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(new URL(file, DATA), 'utf8'));
}
