/** The simulator against the service's model and what others recorded of the service. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { EXAMPLES } from '../../tests/js/operations/examples/index.js';
import { sampleOf } from '../../tests/js/operations/examples/sample.js';
import { Fleet } from '../index.js';
import { deserialize } from '../ssm/input/deserialize.js';
import { validate } from '../ssm/input/validate.js';
import { OPERATIONS, SHAPES } from '../ssm/model.js';
import { OPERATION_NAMES } from '../ssm/operations/index.js';
import { call, NOW, simulatorAt } from './signed-call.js';

const RECORDED = new URL('../../tests/data/samples/', import.meta.url);
const simulator = simulatorAt({ fleet: new Fleet({ nodes: 2000, seed: 1, start: NOW }) });
const sample = sampleOf(simulator.fleet);
const NAMES = Object.keys(OPERATIONS);
const simulated = (name) => EXAMPLES[name].simulated(sample);

test('the simulator has the operations of the model, and no others', () => {
  assert.deepEqual(OPERATION_NAMES.toSorted(), NAMES.toSorted());
});

test('every member of every input is read and checked by the model', () => {
  for (const name of NAMES) {
    const { input } = EXAMPLES[name];
    const shape = OPERATIONS[name].input;
    assert.deepEqual(Object.keys(input).sort(), Object.keys(SHAPES[shape].members).sort(), name);
    const read = deserialize(new TextEncoder().encode(JSON.stringify(input)), shape);
    assert.deepEqual(read, input);
    validate(read, shape);
  }
});

async function outputsOf(name) {
  const outputs = [];
  for (const input of simulated(name).inputs) {
    const { status, body, text } = await call(simulator, { operation: name, input });
    assert.equal(status, 200, text);
    outputs.push(body);
  }
  return outputs;
}

/** Types by path; list items and the values of maps share theirs. */
function typesOf(value, path = '', types = new Set()) {
  types.add(`${path}: ${Array.isArray(value) ? 'array' : typeof value}`);
  if (Array.isArray(value)) value.forEach((item) => typesOf(item, `${path}[]`, types));
  else if (typeof value === 'object') {
    for (const [name, member] of Object.entries(value)) typesOf(member, `${path}.${name}`, types);
  }
  return types;
}

for (const file of readdirSync(RECORDED).filter((name) => name.endsWith('.json'))) {
  test(`outputs have the members and types of ${file}`, async () => {
    const { operation, wire } = JSON.parse(readFileSync(new URL(file, RECORDED), 'utf8'));
    const ours = new Set((await outputsOf(operation)).flatMap((output) => [...typesOf(output)]));
    const lacking = [...typesOf(wire)].filter((type) => !ours.has(type));
    assert.deepEqual(lacking, []);
  });
}

const TYPES = {
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  timestamp: (value) => typeof value === 'number',
};

/** The paths at which a value differs from its shape. */
function differences(value, shapeName, path) {
  const shape = SHAPES[shapeName];
  if (shape.type === 'list') {
    if (!Array.isArray(value)) return [path];
    return value.flatMap((item) => differences(item, shape.member, `${path}[]`));
  }
  if (shape.type === 'map') {
    return Object.values(value).flatMap((item) => differences(item, shape.value, `${path}{}`));
  }
  if (shape.type !== 'structure') return TYPES[shape.type](value) ? [] : [path];
  return Object.entries(value).flatMap(([name, member]) => {
    const own = shape.members[name]?.shape;
    return own === undefined ? [`${path}.${name}`] : differences(member, own, `${path}.${name}`);
  });
}

for (const [name, { output, items }] of Object.entries(OPERATIONS)) {
  test(`${name} returns the output that the model says`, async () => {
    const outputs = await outputsOf(name);
    assert.deepEqual(outputs.flatMap((one) => differences(one, output, '')), []);
    assert.ok(outputs.every((one) => items === null || one[items].length > 0));
  });
}

/** Errors that no input causes, and that of tokens, which every operation with pages returns. */
const OTHER_ERRORS = ['InternalServerError', 'InvalidNextToken'];

for (const [name, { errors: declared }] of Object.entries(OPERATIONS)) {
  const errors = simulated(name).errors ?? [];

  test(`${name} returns the errors that the model declares`, () => {
    const caused = new Set(errors.map(([, code]) => code).filter((it) => it !== 'ValidationException'));
    const expected = declared.filter((code) => !OTHER_ERRORS.includes(code));
    assert.deepEqual([...caused].sort(), expected.sort());
  });

  for (const [input, code] of errors) {
    test(`${name} returns ${code} for ${JSON.stringify(input).slice(0, 80)}`, async () => {
      const { status, headers, body } = await call(simulator, { operation: name, input });
      assert.deepEqual([status, body.__type], [400, code]);
      assert.equal(headers.get('x-amzn-errortype'), code);
      const { __type, ...members } = body;
      const modeled = Object.keys(SHAPES[code]?.members ?? { message: {} });
      if (modeled.length > 0) assert.deepEqual(Object.keys(members), modeled);
    });
  }
}
