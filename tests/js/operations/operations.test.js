/** All operations of the model: the requests and the outputs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, failure, scripted } from '../conversation.js';
import { EXAMPLES } from './examples/index.js';
import {
  fullOutput,
  INPUTS,
  LISTINGS,
  methodOf,
  MODEL,
  NAMES,
  SAMPLES,
  shapeOf,
  withTimestamps,
} from './operations.js';

const MOMENT = new Date('2023-11-14T22:13:20Z');
/** The input without a token, because a paginator has its own. */
const inputOf = (name) => ({ ...INPUTS[name], NextToken: undefined });

/** The output of a call of the operation, without its metadata. */
async function received(name, answer) {
  const { $metadata, ...rest } = await clientOf(scripted(answer))[methodOf(name)](inputOf(name));
  assert.equal($metadata.httpStatusCode, 200);
  return rest;
}

/** The output as the model has it, with Dates in place of the seconds on the wire. */
function modelled(name, answer) {
  const read = (seconds) => (seconds === 0 ? undefined : new Date(seconds * 1000));
  return withTimestamps(shapeOf(MODEL.operations[name].output), answer, read);
}

/** Every Date in an output, by its path. */
function datesIn(value, path = '') {
  if (value instanceof Date) return [[path, value]];
  if (typeof value !== 'object') return [];
  const step = Array.isArray(value) ? () => '[]' : (name) => (path ? `.${name}` : name);
  return Object.entries(value).flatMap(([name, part]) => datesIn(part, path + step(name)));
}

/** The paths of all timestamps in a shape, by the model. */
function timestampsIn(shape, path = '') {
  const { type, member, members } = shape;
  if (type === 'timestamp') return [path];
  if (type === 'list') return timestampsIn(shapeOf(member), `${path}[]`);
  if (type !== 'structure') return [];
  return Object.entries(members).flatMap(([name, part]) =>
    timestampsIn(shapeOf(part), path ? `${path}.${name}` : name),
  );
}
const timestampsOf = (name) => timestampsIn(shapeOf(MODEL.operations[name].output));

test('every operation of the model has an example, and no other', () => {
  assert.deepEqual(Object.keys(EXAMPLES).sort(), NAMES.toSorted());
});

test('every operation of the model has a method, and no other', () => {
  const client = clientOf(scripted({}));
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(client));
  const others = ['constructor', 'region', 'send', 'paginate'];
  const reads = methods.filter((name) => !others.includes(name));
  assert.deepEqual(reads, NAMES.map(methodOf));
});

test('each operation sends its target and its input member by member', async () => {
  for (const name of NAMES) {
    const fetch = scripted({});
    await clientOf(fetch)[methodOf(name)](INPUTS[name]);
    const [request] = fetch.requests;
    assert.equal(request.headers.get('x-amz-target'), `AmazonSSM.${name}`);
    assert.equal(request.headers.get('content-type'), 'application/x-amz-json-1.1');
    assert.equal(await request.text(), JSON.stringify(INPUTS[name]));
  }
});

test('an operation without required members can be called without an input', async () => {
  const free = NAMES.filter((name) => {
    const { members } = shapeOf(MODEL.operations[name].input);
    return !Object.values(members).some(({ required }) => required);
  });
  assert.ok(free.length > 5, `${free.length}`);
  for (const name of free) {
    const fetch = scripted({});
    await clientOf(fetch)[methodOf(name)]();
    assert.equal(await fetch.requests[0].text(), '{}');
  }
});

test('recorded outputs are read with timestamps as Dates', async () => {
  const operations = new Set();
  for (const { operation, wire } of SAMPLES) {
    assert.deepEqual(await received(operation, wire), modelled(operation, wire));
    operations.add(operation);
  }
  assert.equal(operations.size, 15);
});

test('every member of every output arrives, and every timestamp as a Date', async () => {
  for (const name of NAMES) {
    const answer = fullOutput(name, MOMENT / 1000);
    const read = await received(name, answer);
    assert.deepEqual(read, modelled(name, answer), name);
    assert.deepEqual(
      datesIn(read).map(([path]) => path),
      timestampsOf(name),
    );
  }
});

test('every timestamp is read in each of its spellings', async () => {
  const spellings = [
    1.7e9,
    '1700000000',
    '1.7E9',
    '2023-11-14T22:13:20Z',
    '2023-11-14T23:13:20.000+01:00',
    'Tue, 14 Nov 2023 22:13:20 GMT',
  ];
  for (const name of NAMES) {
    for (const spelling of spellings) {
      for (const [path, date] of datesIn(await received(name, fullOutput(name, spelling)))) {
        assert.deepEqual(date, MOMENT, `${name} ${path} ${spelling}`);
      }
    }
  }
});

test('the values for "no time" are removed at every path', async () => {
  for (const name of NAMES) {
    const answer = fullOutput(name, null);
    const timeless = withTimestamps(shapeOf(MODEL.operations[name].output), answer, () => undefined);
    for (const nothing of [0, '0', -62135596800, '0001-01-01T00:00:00Z', null]) {
      assert.deepEqual(await received(name, fullOutput(name, nothing)), timeless, name);
    }
  }
});

test('an invalid timestamp is an error that names its path', async () => {
  const named = [];
  for (const name of NAMES) {
    const [first] = timestampsOf(name);
    if (!first) continue;
    const error = await failure(received(name, fullOutput(name, 'x')));
    assert.equal(error.code, 'malformed-response');
    assert.ok(error.message.endsWith(`${first}: expected a date, got "x"`), error.message);
    named.push(first);
  }
  assert.ok(named.includes('EffectivePatches[].Patch.ReleaseDate'));
  assert.ok(named.includes('CreatedDate'));
});

test('a member of another type where items or timestamps belong is an error that names it', async () => {
  for (const [name, items] of LISTINGS) {
    const error = await failure(received(name, { [items]: { Name: 'x' } }));
    assert.equal(error.code, 'malformed-response');
    assert.ok(error.message.endsWith(`${items}: expected an array, got an object`), error.message);
  }
  for (const part of ['x', 5, true, []]) {
    const answer = { ComplianceItems: [{ Id: 'KB1' }, { ExecutionSummary: part }] };
    const error = await failure(received('ListComplianceItems', answer));
    assert.match(error.message, /ComplianceItems\[\]\.ExecutionSummary: expected an object, got /);
  }
});

test('a null in a free map stays, as in a list', async () => {
  const Properties = [{ Name: null }, null];
  const Details = { a: null };
  const CVEIds = ['a', null];
  const nothing = { NextToken: null, More: { a: null } };
  for (const [name, answer, left] of [
    ['DescribePatchProperties', { Properties }, { Properties }],
    [
      'ListComplianceItems',
      { ComplianceItems: [{ Details, Id: null }] },
      { ComplianceItems: [{ Details }] },
    ],
    ['DescribeAvailablePatches', { Patches: [{ CVEIds, Title: null }] }, { Patches: [{ CVEIds }] }],
  ]) {
    const rest = await received(name, { ...answer, ...nothing });
    assert.deepEqual(rest, { ...left, More: {} }, name);
  }
});

test('members, values, counts and types that the model does not have pass', async () => {
  const answer = {
    Instances: -1,
    InstancesWithMissingPatches: '7',
    InstancesWithSomethingNew: 5,
    OperatingSystem: 'PLAN_9',
    More: { CreatedDate: 5, List: [1, 'a', true] },
  };
  for (const name of ['DescribePatchGroupState', 'GetDefaultPatchBaseline']) {
    assert.deepEqual(await received(name, answer), answer);
  }
});

test('each paginator yields the items of its operation, page by page', async () => {
  for (const [name, items] of LISTINGS) {
    const page = fullOutput(name, 1.7e9);
    const fetch = scripted({ ...page, NextToken: 'a' }, { ...page, NextToken: undefined });
    const collected = await clientOf(fetch).paginate(methodOf(name), inputOf(name)).collect();
    const [item] = modelled(name, page)[items];
    assert.deepEqual(collected, { items: [item, item] }, name);
    const sent = await Promise.all(fetch.requests.map((request) => request.json()));
    assert.deepEqual(
      sent.map(({ NextToken }) => NextToken),
      [undefined, 'a'],
    );
  }
});

test('an operation without pages has no paginator', async () => {
  const paginated = LISTINGS.map(([name]) => name);
  const others = NAMES.filter((name) => !paginated.includes(name));
  assert.ok(others.length > 3, `${others.length}`);
  for (const name of others) {
    const error = await failure(clientOf(scripted({})).paginate(methodOf(name)).collect());
    assert.equal(error.code, 'invalid-input');
    assert.match(error.message, /operation: has no pages; call it instead/);
  }
});

test('an error names the failed action and its resource', async () => {
  const errorResponse = () =>
    Response.json({ __type: 'AccessDeniedException', message: 'not yours' }, { status: 400 });
  for (const name of NAMES) {
    const error = await failure(clientOf(scripted(errorResponse))[methodOf(name)](INPUTS[name]));
    assert.equal(error.operation, name);
    assert.equal(error.awsCode, 'AccessDeniedException');
    const { action } = EXAMPLES[name];
    assert.equal(error.message, `Cannot ${action}: AccessDeniedException: not yours`);
  }
});
