/** How outputs are read from the service's responses. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { patchState } from 'patchlens';
import { clientOf, failure, KEYS, NODE_ID, scripted, served } from '../conversation.js';
import {
  INPUTS,
  methodOf,
  MODEL,
  SAMPLES,
  shapeOf,
  withTimestamps,
} from '../operations/operations.js';

const MOMENT = new Date('2023-11-14T22:13:20.123Z');

/** The output of a call for patches with the response body `text`. */
function answerTo(text) {
  return clientOf(scripted(new Response(text))).describeInstancePatches({ InstanceId: NODE_ID });
}

async function patchWith(member) {
  const { Patches } = await answerTo(`{"Patches":[{"Title":"a"${member}}]}`);
  return Patches[0];
}

test('every timestamp of every operation is a Date', async () => {
  const client = (await served()).client();
  const information = await client.describeInstanceInformation({ MaxResults: 50 });
  const InstanceIds = information.InstanceInformationList.map(({ InstanceId }) => InstanceId);
  const { InstancePatchStates } = await client.describeInstancePatchStates({ InstanceIds });
  const [{ InstanceId }] = InstancePatchStates;
  const { Patches } = await client.describeInstancePatches({ InstanceId });
  const items = [...information.InstanceInformationList, ...InstancePatchStates, ...Patches];
  const times = items.flatMap(Object.entries).filter(([name]) => /(Time|Date)$/.test(name));
  const seen = new Set(times.map(([name]) => name));
  for (const name of ['LastPingDateTime', 'OperationStartTime', 'OperationEndTime'])
    assert.ok(seen.has(name), name);
  assert.ok(seen.has('InstalledTime') && seen.has('RegistrationDate'), [...seen].join());
  for (const [name, time] of times) {
    assert.ok(time instanceof Date, name);
    assert.ok(time.getTime() > Date.UTC(2015), `${name}: ${time}`);
  }
});

test('timestamps are read in every format', async () => {
  for (const spelling of [
    '1700000000.123',
    '1.700000000123E9',
    '1700000000.1230001',
    '"1700000000.123"',
    '"2023-11-14T22:13:20.123Z"',
    '"2023-11-15T00:13:20.123+02:00"',
  ]) {
    const { InstalledTime } = await patchWith(`,"InstalledTime":${spelling}`);
    assert.deepEqual(InstalledTime, MOMENT, spelling);
  }
  for (const [spelling, moment] of [
    ['1700000000', '2023-11-14T22:13:20Z'],
    ['"1.7E9"', '2023-11-14T22:13:20Z'],
    ['-1.5', '1969-12-31T23:59:58.5Z'],
    ['"2023-11-14T23:13:20.5+01:00"', '2023-11-14T22:13:20.5Z'],
    ['"Tue, 14 Nov 2023 22:13:20 GMT"', '2023-11-14T22:13:20Z'],
  ]) {
    const { InstalledTime } = await patchWith(`,"InstalledTime":${spelling}`);
    assert.deepEqual(InstalledTime, new Date(moment), spelling);
  }
});

test('timestamps are read in each item that is an object', async () => {
  const { Patches } = await answerTo(
    '{"Patches":[{"InstalledTime":1.5},{},null,5,"x",[1.5],{"InstalledTime":"1.5"}]}',
  );
  const patch = { InstalledTime: new Date(1500) };
  assert.deepEqual(Patches, [patch, {}, null, 5, 'x', [1.5], patch]);
});

test('what others recorded of the service is read as they show it', async () => {
  const operations = new Set();
  for (const { operation, wire, printed, source } of SAMPLES) {
    const client = clientOf(scripted(wire));
    const { $metadata, ...output } = await client[methodOf(operation)](INPUTS[operation]);
    const { ResponseMetadata, ...shown } = printed;
    const shape = shapeOf(MODEL.operations[operation].output);
    assert.deepEqual(output, withTimestamps(shape, shown, timeShown), source);
    assert.equal($metadata.attempts, 1);
    operations.add(operation);
  }
  assert.ok(operations.size >= 15, String(operations.size));
});

/** Seconds since the epoch, or a `datetime` of Python: its text, or taken apart, in UTC. */
function timeShown(shown) {
  const time = new Date(
    typeof shown === 'number' ? Math.round(shown * 1000) : Date.parse(textShown(shown)),
  );
  return time.getTime() === 0 ? undefined : time;
}

function textShown(shown) {
  if (typeof shown === 'string') return shown.replace(' ', 'T');
  const { year, month, day, hour, minute, second, microsecond } = shown;
  const digits = (number, length = 2) => String(number).padStart(length, '0');
  const date = [year, digits(month), digits(day)].join('-');
  const time = [hour, minute, second].map((part) => digits(part)).join(':');
  return `${date}T${time}.${digits(microsecond, 6)}Z`;
}

test('timestamps as texts are read like timestamps in seconds', async () => {
  const fleet = { nodes: 10, seed: 3, start: Date.now() };
  const [counting, printing] = [
    await served({ fleet }),
    await served({ fleet, quirks: ['iso-dates'] }),
  ];
  const read = async (ssm) => await ssm.client().describeInstanceInformation();
  const [a, b] = [await read(counting), await read(printing)];
  const seconds = (date) => Math.floor(date / 1000);
  assert.deepEqual(
    a.InstanceInformationList.map((node) => seconds(node.LastPingDateTime)),
    b.InstanceInformationList.map((node) => seconds(node.LastPingDateTime)),
  );
});

test('the values for "no time" are removed', async () => {
  const spellings = [
    '0',
    '0.0',
    '"0"',
    '-62135596800.0',
    '-6.21355968E10',
    '"0001-01-01T00:00:00Z"',
    'null',
  ];
  for (const spelling of spellings) {
    assert.deepEqual(await patchWith(`,"InstalledTime":${spelling}`), { Title: 'a' }, spelling);
  }
  assert.deepEqual(await patchWith(''), { Title: 'a' });
});

test('an invalid timestamp is an error that names the member and quotes it', async () => {
  for (const [spelling, quoted] of [
    ['"soon"', '"soon"'],
    ['""', '""'],
    ['"2023-11-14T22:13:20"', '"2023-11-14T22:13:20"'],
    ['true', 'true'],
    ['{"a":1}', 'an object'],
    ['[1700000000]', 'an array'],
    ['1e300', '1e+300'],
    ['8.7e12', '8700000000000'],
  ]) {
    const error = await failure(patchWith(`,"InstalledTime":${spelling}`));
    assert.equal(error.code, 'malformed-response');
    const problem = `Patches[].InstalledTime: expected a date, got ${quoted}`;
    assert.ok(error.message.endsWith(problem), error.message);
  }
});

test('the parent of timestamps is an object or absent', async () => {
  const read = (part) => {
    const output = `{"EffectivePatches":[{"Patch":{},"PatchStatus":${part}}]}`;
    return clientOf(scripted(new Response(output))).describeEffectivePatchesForPatchBaseline({
      BaselineId: 'pb-0123456789abcdef0',
    });
  };
  for (const [part, quoted] of [
    ['"x"', '"x"'],
    ['5', '5'],
    ['[]', 'an array'],
  ]) {
    const { message } = await failure(read(part));
    const problem = `EffectivePatches[].PatchStatus: expected an object, got ${quoted}`;
    assert.ok(message.endsWith(problem), message);
  }
  assert.deepEqual((await read('null')).EffectivePatches, [{ Patch: {} }]);
});

test('the items of a page are an array of any values, or absent', async () => {
  for (const [list, quoted] of [
    ['{"a":1}', 'an object'],
    ['"none"', '"none"'],
    ['5', '5'],
    ['false', 'false'],
  ]) {
    const error = await failure(answerTo(`{"Patches":${list}}`));
    assert.equal(error.code, 'malformed-response');
    const problem = `Patches: expected an array, got ${quoted}`;
    assert.ok(error.message.endsWith(problem), error.message);
  }
  for (const list of ['[]', '["abc",null,5]', '[["abc"]]']) {
    assert.deepEqual((await answerTo(`{"Patches":${list}}`)).Patches, JSON.parse(list));
  }
  assert.ok(!('Patches' in (await answerTo('{"Patches":null}'))));
});

test('an invalid NextToken is an error', async () => {
  for (const [token, quoted] of [
    ['5', '5'],
    ['0', '0'],
    ['false', 'false'],
    ['["t"]', 'an array'],
    ['{}', 'an object'],
  ]) {
    const { message } = await failure(answerTo(`{"Patches":[],"NextToken":${token}}`));
    assert.ok(message.endsWith(`NextToken: expected a string, got ${quoted}`), message);
  }
  for (const token of ['', 't']) {
    assert.equal((await answerTo(JSON.stringify({ NextToken: token }))).NextToken, token);
  }
  assert.ok(!('NextToken' in (await answerTo('{"NextToken":null}'))));
});

test('states, counts, texts and members are unchanged, known or not', async () => {
  const sent = {
    Patches: [
      { Title: '', State: 'Missing', CVEIds: 'CVE-2024-1,CVE-2024-2', Severity: '', KBId: 'KB1' },
      { State: 'SomethingNew', Count: -1, Whatever: { InstalledTime: 5 } },
    ],
    NextToken: '',
    Announcement: ['new'],
  };
  const { $metadata, ...received } = await answerTo(JSON.stringify(sent));
  assert.deepEqual(received, sent);
  assert.equal($metadata.httpStatusCode, 200);
});

test('a null member is removed, a null item stays', async () => {
  const { $metadata, ...received } = await answerTo(
    '{"Patches":[{"Title":"null","KBId":null,"New":{"a":null,"b":[null,{"c":null}]}},null],"NextToken":null}',
  );
  const New = { b: [null, {}] };
  assert.deepEqual(received, { Patches: [{ Title: 'null', New }, null] });
  assert.equal($metadata.attempts, 1);
});

test('a null is removed at any depth, but not from a list or a map', async () => {
  for (const [sent, left] of [
    [
      '{"Patches":[{"Title":null,"CVEIds":["a",null]},null],"More":{"a":[[{"b":null}]],"c":{"d":null}}}',
      { Patches: [{ CVEIds: ['a', null] }, null], More: { a: [[{}]], c: {} } },
    ],
    ['{"Properties":[{"Name":null,"Deeper":{"a":null}},null]}'],
    ['{"List":[{"InstanceAssociationStatusAggregatedCount":{"Failed":null}}]}'],
    ['{"List":[{"Details":{"PatchState":null}}]}'],
    ['{"Details":null}', {}],
  ]) {
    const { $metadata, ...received } = await answerTo(sent);
    assert.deepEqual(received, left ?? JSON.parse(sent), sent);
    assert.equal($metadata.attempts, 1);
  }
});

test('a 2xx body that is not an object is malformed: empty, truncated, or another value', async () => {
  for (const [body, problem] of [
    ['', 'not JSON: the body is empty'],
    [' \n', 'not JSON: the body is empty'],
    ['{"Patches": [', 'not JSON: {"Patches": ['],
    ['<html>sign in</html>', 'not JSON: <html>sign in</html>'],
    ['null', 'expected an object, got null'],
    ['[]', 'expected an object, got an array'],
    ['"x"', 'expected an object, got "x"'],
    ['5', 'expected an object, got 5'],
    ['true', 'expected an object, got true'],
  ]) {
    const error = await failure(answerTo(body));
    assert.deepEqual([error.code, error.status, error.reason], ['malformed-response', 200, 'other']);
    assert.ok(error.message.endsWith(problem), error.message);
  }
  const none = await failure(
    clientOf(scripted(new Response(null, { status: 204 }))).describePatchGroups(),
  );
  assert.deepEqual([none.code, none.status], ['malformed-response', 204]);
});

test('a byte order mark is not part of a body', async () => {
  assert.deepEqual((await answerTo('\ufeff{"Patches":[]}')).Patches, []);
});

test('a secret in a 2xx body is redacted before the quotation is truncated', async () => {
  const { secretAccessKey } = KEYS;
  for (let length = 0; length < 320; length += 1) {
    for (const body of [
      'x'.repeat(length) + secretAccessKey,
      JSON.stringify('x'.repeat(length) + secretAccessKey),
      JSON.stringify({ NextToken: 'T', Patches: 'x'.repeat(length) + secretAccessKey }),
    ]) {
      const { message } = await failure(answerTo(body));
      assert.ok(!message.includes(secretAccessKey.slice(0, 8)), `${length}: ${message}`);
    }
  }
});

test('an output nested deeper than the stack is read like any other', async () => {
  const depth = 100_000;
  const received = await answerTo(`{"Deep":${'['.repeat(depth)}null${']'.repeat(depth)}}`);
  let levels = 0;
  for (let value = received.Deep; value !== null; [value] = value) levels += 1;
  assert.equal(levels, depth);
});

test('patchState knows both spellings of every state', () => {
  const spellings = {
    Installed: 'INSTALLED',
    InstalledOther: 'INSTALLED_OTHER',
    InstalledPendingReboot: 'INSTALLED_PENDING_REBOOT',
    InstalledRejected: 'INSTALLED_REJECTED',
    Missing: 'MISSING',
    NotApplicable: 'NOT_APPLICABLE',
    Failed: 'FAILED',
    AvailableSecurityUpdate: 'AVAILABLE_SECURITY_UPDATE',
  };
  for (const [wire, state] of Object.entries(spellings)) {
    assert.equal(patchState(wire), state);
    assert.equal(patchState(state), state);
  }
  for (const state of ['', 'SomethingNew', 'INSTALLED_', 'Installed ']) {
    assert.equal(patchState(state), state);
  }
});

test('an empty object is an output without members', async () => {
  const { $metadata, ...rest } = await answerTo('{}');
  assert.deepEqual(rest, {});
  assert.equal($metadata.attempts, 1);
});

test('the request id is read from each of its headers', async () => {
  for (const name of ['x-amzn-RequestId', 'x-amzn-request-id', 'x-amz-request-id']) {
    const fetch = scripted(new Response('{}', { headers: { [name]: 'id-1' } }));
    const { $metadata } = await clientOf(fetch).describeInstanceInformation();
    assert.equal($metadata.requestId, 'id-1', name);
  }
});

test('a response with hidden headers has no request id', async () => {
  const { $metadata } = await answerTo('{}');
  assert.ok(!('requestId' in $metadata));
});

test('an empty 2xx body is malformed, for every operation and for send', async () => {
  for (const [operation, input] of Object.entries(INPUTS)) {
    for (const text of ['', ' \n']) {
      const client = clientOf(scripted(new Response(text)), { maxAttempts: 1 });
      const calls = [() => client[methodOf(operation)](input), () => client.send(operation, input)];
      for (const call of calls) {
        const error = await failure(call);
        assert.deepEqual([error.code, error.status], ['malformed-response', 200], operation);
        assert.match(error.message, /: not JSON: the body is empty$/);
      }
    }
  }
});

test('a paginator does not take an empty body for an empty page', async () => {
  const client = clientOf(scripted(new Response('')), { maxAttempts: 1 });
  const error = await failure(client.paginate('describeInstanceInformation').collect());
  assert.equal(error.code, 'malformed-response');
});

test('malformed bodies leave nothing in the reference table of the module', () => {
  const program = `
    const { Instance } = WebAssembly;
    let table;
    WebAssembly.Instance = function (...args) {
      const instance = new Instance(...args);
      const tables = Object.values(instance.exports).filter((it) => it instanceof WebAssembly.Table);
      table = tables.sort((a, b) => b.length - a.length)[0];
      return instance;
    };
    WebAssembly.Instance.prototype = Instance.prototype;
    const { PatchClient } = await import('patchlens');
    const bodies = ['', '{', '<html>', '[]', '{"Patches":5}', '{"Patches":[{"InstalledTime":"x"}]}'];
    let calls = 0;
    const client = new PatchClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      fetch: async () => new Response(bodies[calls++ % bodies.length]),
      maxAttempts: 1,
    });
    const call = () => client.describeInstancePatches({ InstanceId: 'i-0123456789abcdef0' });
    const failures = async (count) => {
      for (let i = 0; i < count; i++) await call().then(() => { throw 0; }, () => {});
    };
    await failures(600);
    const before = table.length;
    await failures(12_000);
    console.log(JSON.stringify({ before, after: table.length }));`;
  const args = ['--input-type=module', '--eval', program];
  const cwd = new URL('../../..', import.meta.url);
  const { before, after } = JSON.parse(execFileSync(process.execPath, args, { cwd }));
  assert.ok(before > 1000, 'the table is found');
  assert.equal(after, before);
});
