/** The 17 operations: what each sends, and what becomes of its answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, failure, scripted } from '../conversation.js';
import {
  fullAnswer,
  INPUTS,
  LISTINGS,
  methodOf,
  MODEL,
  NAMES,
  SAMPLES,
  shapeOf,
  withDates,
} from './operations.js';

const MOMENT = new Date('2023-11-14T22:13:20Z');
/** The inputs without a token: a listing goes by its own. */
const inputOf = (name) => ({ ...INPUTS[name], NextToken: undefined });

/** The answer to a call of the operation, without what is said of the exchange. */
async function received(name, answer) {
  const { $metadata, ...rest } = await clientOf(scripted(answer))[methodOf(name)](inputOf(name));
  assert.equal($metadata.httpStatusCode, 200);
  return rest;
}

/** The answer as the model has it, dates made of the seconds on the wire. */
function modelled(name, answer) {
  const read = (seconds) => (seconds === 0 ? undefined : new Date(seconds * 1000));
  return withDates(shapeOf(MODEL.operations[name].output), answer, read);
}

/** Every date in an answer, by its path. */
function datesIn(value, path = '') {
  if (value instanceof Date) return [[path, value]];
  if (typeof value !== 'object') return [];
  const step = Array.isArray(value) ? () => '[]' : (name) => (path ? `.${name}` : name);
  return Object.entries(value).flatMap(([name, part]) => datesIn(part, path + step(name)));
}

test('every operation of the model has a method, and no other', () => {
  assert.deepEqual(NAMES, Object.keys(MODEL.operations));
  const client = clientOf(scripted({}));
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(client));
  const others = ['constructor', 'send', 'paginate'];
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

test('an operation that requires nothing takes no input at all', async () => {
  const free = NAMES.filter((name) => {
    const { members } = shapeOf(MODEL.operations[name].input);
    return !Object.values(members).some(({ required }) => required);
  });
  assert.equal(free.length, 8);
  for (const name of free) {
    const fetch = scripted({});
    await clientOf(fetch)[methodOf(name)]();
    assert.equal(await fetch.requests[0].text(), '{}');
  }
});

test('what others recorded of the service is read with dates as dates', async () => {
  const operations = new Set();
  for (const { operation, wire } of SAMPLES) {
    assert.deepEqual(await received(operation, wire), modelled(operation, wire));
    operations.add(operation);
  }
  assert.equal(operations.size, 15);
});

test('every member of every answer arrives, and every date as a Date', async () => {
  let dates = 0;
  for (const name of NAMES) {
    const answer = fullAnswer(name, MOMENT / 1000);
    const read = await received(name, answer);
    assert.deepEqual(read, modelled(name, answer), name);
    dates += datesIn(read).length;
  }
  assert.equal(dates, 18);
});

test('every date is read in each of its spellings', async () => {
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
      for (const [path, date] of datesIn(await received(name, fullAnswer(name, spelling)))) {
        assert.deepEqual(date, MOMENT, `${name} ${path} ${spelling}`);
      }
    }
  }
});

test('what says "no time" leaves no member behind, wherever it stands', async () => {
  for (const name of NAMES) {
    const answer = fullAnswer(name, null);
    const dateless = withDates(shapeOf(MODEL.operations[name].output), answer, () => undefined);
    for (const nothing of [0, '0', -62135596800, '0001-01-01T00:00:00Z', null]) {
      assert.deepEqual(await received(name, fullAnswer(name, nothing)), dateless, name);
    }
  }
});

test('a date that is none is an error that says where it stands', async () => {
  const named = [];
  for (const name of NAMES) {
    const [first] = datesIn(modelled(name, fullAnswer(name, MOMENT / 1000)));
    if (!first) continue;
    const error = await failure(received(name, fullAnswer(name, 'x')));
    assert.equal(error.code, 'malformed-response');
    assert.ok(error.message.endsWith(`${first[0]}: expected a date, got "x"`), error.message);
    named.push(first[0]);
  }
  assert.equal(named.length, 9);
  assert.ok(named.includes('EffectivePatches[].Patch.ReleaseDate'));
  assert.ok(named.includes('CreatedDate'));
});

test('what is to hold items or dates and is no such thing is an error that names it', async () => {
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

test('a null in a map of names that are anyone\'s stays, as one in a list does', async () => {
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

test('what the model does not know passes: members, values, counts, other types', async () => {
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

test('each listing hands out its items, page by page', async () => {
  for (const [name, items] of LISTINGS) {
    const page = fullAnswer(name, 1.7e9);
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

test('what has no pages cannot be listed', async () => {
  const paginated = LISTINGS.map(([name]) => name);
  const others = NAMES.filter((name) => !paginated.includes(name));
  assert.equal(others.length, 5);
  for (const name of others) {
    const error = await failure(clientOf(scripted({})).paginate(methodOf(name)).collect());
    assert.equal(error.code, 'invalid-input');
    assert.match(error.message, /operation: has no pages; call it instead/);
  }
});

test('a refusal says in words what could not be done, and to what', async () => {
  const refusal = () =>
    Response.json({ __type: 'AccessDeniedException', message: 'not yours' }, { status: 400 });
  const said = {};
  for (const name of NAMES) {
    const error = await failure(clientOf(scripted(refusal))[methodOf(name)](INPUTS[name]));
    assert.equal(error.operation, name);
    assert.equal(error.awsCode, 'AccessDeniedException');
    [, said[name]] = error.message.match(/^Cannot (.*): AccessDeniedException: not yours$/);
  }
  assert.deepEqual(said, {
    DescribeInstancePatchStates: 'list patch states of "i-0123456789abcdef0"',
    DescribeInstancePatchStatesForPatchGroup: 'list patch states of patch group "prod-linux"',
    DescribeInstancePatches: 'list patches of "i-0123456789abcdef0"',
    DescribePatchGroups: 'list patch groups',
    DescribePatchGroupState: 'read the state of patch group "prod-linux"',
    DescribePatchBaselines: 'list patch baselines',
    GetPatchBaseline: 'read the patch baseline "pb-0123456789abcdef0"',
    GetDefaultPatchBaseline: 'read the default patch baseline for "UBUNTU"',
    GetPatchBaselineForPatchGroup: 'read the patch baseline of patch group "prod-linux"',
    DescribeEffectivePatchesForPatchBaseline:
      'list effective patches of patch baseline "pb-0123456789abcdef0"',
    DescribeAvailablePatches: 'list available patches',
    DescribePatchProperties: 'list patch properties for "WINDOWS"',
    DescribeInstanceInformation: 'list managed nodes',
    ListComplianceItems: 'list compliance items of "i-0123456789abcdef0"',
    ListComplianceSummaries: 'list compliance summaries',
    ListResourceComplianceSummaries: 'list resource compliance summaries',
    GetDeployablePatchSnapshotForInstance: 'get the patch snapshot for "i-0123456789abcdef0"',
  });
});
