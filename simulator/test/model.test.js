/** The simulator against the service's model: what it takes, and what it answers. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Fleet } from '../index.js';
import { SHAPES } from '../input/shapes.js';
import { operation, operationNamed } from '../operations/index.js';
import { call, NOW, simulatorAt } from './caller.js';

const DATA = new URL('../../tests/data/', import.meta.url);
const SAMPLES = new URL('samples/', DATA);
const readJson = (file, folder) => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const model = readJson('ssm.json', new URL('../../model/', import.meta.url));
const simulator = simulatorAt({ fleet: new Fleet({ nodes: 2000, seed: 1, start: NOW }) });
const scanned = [...simulator.fleet.nodes()]
  .map(([, node]) => node)
  .filter(({ isScanned }) => isScanned)
  .slice(0, 50);

/** The shapes that inputs are made of, as the simulator writes them down. */
function inputShapes() {
  const shapes = {};
  const add = (name) => {
    if (name in shapes) return;
    const { members, ...shape } = model.shapes[name];
    shapes[name] = shape;
    if (members !== undefined) {
      const entries = Object.entries(members);
      const required = entries.filter(([, member]) => member.required).map(([own]) => own);
      if (required.length > 0) shape.required = required;
      shape.members = Object.fromEntries(entries.map(([own, member]) => [own, member.shape]));
      entries.forEach(([, member]) => add(member.shape));
    }
    if (shape.member !== undefined) add(shape.member);
  };
  for (const { input } of Object.values(model.operations)) add(input);
  return shapes;
}

test('the simulator answers the 17 operations of the model', () => {
  const names = Object.keys(model.operations);
  assert.equal(names.length, 17);
  for (const name of names) {
    assert.equal(operationNamed(`AmazonSSM.${name}`), name);
    assert.equal(operation(name).input, model.operations[name].input);
  }
});

test('the shapes of the inputs are those of the model, no more and no fewer', () => {
  assert.deepEqual(SHAPES, inputShapes());
});

const patchGroup = { PatchGroup: 'prod-linux' };
const ofProduct = (product) => ({ Filters: [{ Key: 'PRODUCT', Values: [product] }] });
/** Inputs that together show all there is to see of an operation. */
const INPUTS = {
  DescribeInstanceInformation: [{ MaxResults: 50 }],
  DescribeInstancePatchStates: [{ InstanceIds: scanned.map(({ id }) => id) }],
  DescribeInstancePatchStatesForPatchGroup: [patchGroup, { PatchGroup: 'prod-windows' }],
  DescribeInstancePatches: scanned.map(({ id }) => ({ InstanceId: id })),
  DescribePatchGroups: [{}],
  DescribePatchGroupState: [patchGroup],
  DescribePatchBaselines: [{}, { MaxResults: 5 }],
  GetPatchBaseline: simulator.fleet.baselines.all.map(({ id }) => ({ BaselineId: id })),
  GetDefaultPatchBaseline: [{}],
  GetPatchBaselineForPatchGroup: [patchGroup],
  DescribeEffectivePatchesForPatchBaseline: simulator.fleet.baselines.all
    .filter(({ operatingSystem }) => operatingSystem === 'WINDOWS')
    .map(({ id }) => ({ BaselineId: id })),
  DescribeAvailablePatches: [
    {},
    ...['AmazonLinux2023', 'RedhatEnterpriseLinux9.6', 'Ubuntu22.04'].map(ofProduct),
  ],
  DescribePatchProperties: [{ OperatingSystem: 'AMAZON_LINUX', Property: 'PRODUCT' }],
  ListComplianceItems: [{}, { ResourceIds: [scanned[0].id] }],
  ListComplianceSummaries: [{}],
  ListResourceComplianceSummaries: [{}],
  GetDeployablePatchSnapshotForInstance: [
    { InstanceId: scanned[0].id, SnapshotId: '521c3536-930c-4aa9-950e-01234567abcd' },
  ],
};

async function answersOf(name) {
  const answers = [];
  for (const input of INPUTS[name]) {
    const { status, body, text } = await call(simulator, { operation: name, input });
    assert.equal(status, 200, text);
    answers.push(body);
  }
  return answers;
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

for (const file of readdirSync(SAMPLES).filter((name) => name.endsWith('.json'))) {
  test(`answers have the members and types of ${file}`, async () => {
    const { operation: name, wire } = readJson(file, SAMPLES);
    const ours = new Set((await answersOf(name)).flatMap((answer) => [...typesOf(answer)]));
    const lacking = [...typesOf(wire)].filter((type) => !ours.has(type));
    assert.deepEqual(lacking, []);
  });
}

const KINDS = {
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  timestamp: (value) => typeof value === 'number',
};

/** Everything in `value` that the model does not have there. */
function foreign(value, shapeName, path) {
  const shape = model.shapes[shapeName];
  if (shape.type === 'list') {
    if (!Array.isArray(value)) return [path];
    return value.flatMap((item) => foreign(item, shape.member, `${path}[]`));
  }
  if (shape.type === 'map') {
    return Object.values(value).flatMap((item) => foreign(item, shape.value, `${path}{}`));
  }
  if (shape.type !== 'structure') return KINDS[shape.type](value) ? [] : [path];
  return Object.entries(value).flatMap(([name, member]) => {
    const own = shape.members[name]?.shape;
    return own === undefined ? [`${path}.${name}`] : foreign(member, own, `${path}.${name}`);
  });
}

for (const [name, { output, items }] of Object.entries(model.operations)) {
  test(`${name} answers what the model says, and nothing else`, async () => {
    const answers = await answersOf(name);
    assert.deepEqual(answers.flatMap((answer) => foreign(answer, output, '')), []);
    assert.ok(answers.every((answer) => items === null || answer[items].length > 0));
  });
}
