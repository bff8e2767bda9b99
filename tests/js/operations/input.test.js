/** Invalid inputs are rejected before a request is sent, with path and value. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, failure, scripted } from '../conversation.js';
import { INPUTS, LISTINGS, methodOf, MODEL, NAMES, shapeOf } from './operations.js';

/** The problems that the client finds in the input of an operation. */
async function problems(name, input) {
  const fetch = scripted({});
  const error = await failure(clientOf(fetch)[methodOf(name)](input));
  assert.deepEqual([error.code, error.operation], ['invalid-input', name]);
  assert.equal(fetch.requests.length, 0);
  const list = error.message.replace(/^Cannot .*?: (?=\S+: )/, '');
  return list.split(/; (?=\S+: |and \d+ more)/);
}

/** Every way to break `value`, whose shape is `shape`: the broken value and the problem. */
function* faults(shape, value, path) {
  const { type, min = 0, max } = shape;
  yield [type === 'string' ? 5 : 'x', wrongKind(shape, path)];
  if (type === 'structure') yield* structureFaults(shape, value, path);
  if (type === 'list') yield* listFaults(shape, value, path);
  if (type === 'integer') {
    const what = `${path}: expected a whole number from ${min} to ${max}, got`;
    for (const number of [min - 1, max + 1, min + 0.5]) yield [number, `${what} ${number}`];
  }
  if (type === 'string' && !shape.pattern?.includes('i-')) yield* lengthFaults(shape, path);
}

function wrongKind({ type, pattern, sensitive, min, max }, path) {
  const got = type === 'string' ? '5' : '"x"';
  const what = {
    structure: 'an object',
    list: 'an array',
    boolean: 'true or false',
    integer: `a whole number from ${min} to ${max}`,
    string: pattern?.includes('i-')
      ? 'a node id (i- and 8 or 17 word characters, or mi- and 17)'
      : 'a string',
  }[type];
  return `${path}: expected ${what}${sensitive ? '' : `, got ${got}`}`;
}

function* structureFaults({ members }, value, path) {
  const at = (name) => (path ? `${path}.${name}` : name);
  yield [{ ...value, Nonsense: 1 }, `${at('Nonsense')}: is not known`];
  for (const [name, member] of Object.entries(members)) {
    const { [name]: part, ...rest } = value;
    if (member.required) yield [rest, `${at(name)}: is required`];
    if (part === undefined) continue;
    const misspelt = name.toUpperCase();
    if (!member.required)
      yield [{ ...rest, [misspelt]: part }, `${at(misspelt)}: is not known; did you mean ${name}?`];
    for (const [broken, problem] of faults(shapeOf(member), part, at(name)))
      yield [{ ...value, [name]: broken }, problem];
  }
}

function* listFaults({ member, min = 0, max = Infinity }, [item], path) {
  const plural = max === 1 ? '' : 's';
  const what = `${path}: expected an array ${boundsOf(min, max)} item${plural}, got`;
  if (min > 0) yield [[], `${what} 0`];
  if (max < Infinity) yield [Array(max + 1).fill(item), `${what} ${max + 1}`];
  const [[broken, problem]] = faults(shapeOf(member), item, `${path}[1]`);
  if (max > 1) yield [[item, broken], problem];
  yield [[null], /\[0\]: expected .*/];
  for (const [part, told] of faults(shapeOf(member), item, `${path}[0]`)) yield [[part], told];
}

function* lengthFaults({ min = 0, max = Infinity, sensitive }, path) {
  const what = `${path}: expected a string ${boundsOf(min, max)} characters`;
  const quoted = (text) => {
    const shown = JSON.stringify(text);
    return sensitive ? '' : `, got ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}`;
  };
  if (min > 0) yield ['', what + quoted('')];
  if (max < Infinity) yield ['z'.repeat(max + 1), what + quoted('z'.repeat(max + 1))];
}

function boundsOf(min, max) {
  if (max === Infinity) return `of ${min} or more`;
  return min === max ? `of ${min}` : `from ${min} to ${max}`;
}

test('every rule for every member of every input is checked, and named with path and value', async () => {
  let count = 0;
  for (const name of NAMES) {
    const shape = shapeOf(MODEL.operations[name].input);
    for (const [input, problem] of structureFaults(shape, INPUTS[name], '')) {
      const found = await problems(name, input);
      const isNamed = found.some((one) => (problem.test ? problem.test(one) : one === problem));
      assert.ok(isNamed, `${name}: ${String(problem)} is not in ${found.join('\n')}`);
      count += 1;
    }
  }
  assert.ok(count > 300, `${count}`);
});

test('enumerations and patterns are left to the service, node ids are not', async () => {
  for (const [name, input] of [
    ['GetDefaultPatchBaseline', { OperatingSystem: 'PLAN_9' }],
    ['DescribePatchProperties', { OperatingSystem: '', Property: 'COLOUR', PatchSet: 'BOTH' }],
    ['DescribePatchGroupState', { PatchGroup: '§!' }],
    ['GetPatchBaseline', { BaselineId: '~'.repeat(20) }],
    ['ListComplianceItems', { Filters: [{ Type: 'Equal' }] }],
  ]) {
    const fetch = scripted({});
    await clientOf(fetch)[methodOf(name)](input);
    assert.deepEqual(await fetch.requests[0].json(), input);
  }
  const [problem] = await problems('ListComplianceItems', { ResourceIds: [''] });
  assert.equal(problem, 'ResourceIds[0]: expected a string from 1 to 100 characters, got ""');
});

test('no message quotes the configuration of a patch source', async () => {
  const { InstanceId, SnapshotId, BaselineOverride } = INPUTS.GetDeployablePatchSnapshotForInstance;
  for (const Configuration of [`password=${'s3cret'.repeat(300)}`, ['s3cret'], { s3cret: 1 }]) {
    const Sources = [{ ...BaselineOverride.Sources[0], Configuration }];
    const input = { InstanceId, SnapshotId, BaselineOverride: { Sources } };
    const found = await problems('GetDeployablePatchSnapshotForInstance', input);
    assert.equal(found.length, 1);
    assert.match(found[0], /^BaselineOverride\.Sources\[0\]\.Configuration: expected a string/);
    assert.ok(!found[0].includes('s3cret'), found[0]);
  }
});

test('a message shows ten problems and counts the rest', async () => {
  const InstanceIds = Array.from({ length: 50 }, (_, index) => `node-${index}`);
  const found = await problems('DescribeInstancePatchStates', { InstanceIds });
  assert.equal(found.length, 11);
  assert.match(found[9], /^InstanceIds\[9\]: .*"node-9"$/);
  assert.equal(found[10], 'and 40 more');
});

test('a page size has the bounds of MaxResults', async () => {
  for (const [name] of LISTINGS) {
    const { max } = shapeOf(shapeOf(MODEL.operations[name].input).members.MaxResults);
    const client = clientOf(scripted({}));
    const list = (pageSize) =>
      client.paginate(methodOf(name), INPUTS[name], { pageSize }).collect();
    await list(max);
    const error = await failure(list(max + 1));
    assert.match(error.message, new RegExp(`pageSize: expected .* to ${max}, got ${max + 1}$`));
  }
});

test('calls and paginators reject null options', async () => {
  const client = clientOf(scripted({}));
  for (const call of [
    client.describePatchGroups({}, null),
    client.send('DescribePatchGroups', {}, null),
    client.paginate('describePatchGroups', {}, null).collect(),
  ]) {
    assert.match((await failure(call)).message, /: options: expected an object$/);
  }
  await client.paginate('describePatchGroups', {}, undefined).collect();
});
