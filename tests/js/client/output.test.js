/** What becomes of the service's answers on their way to the caller. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patchState } from 'patchlens';
import { clientOf, failure, NODE_ID, scripted, served } from '../conversation.js';

const MOMENT = new Date('2023-11-14T22:13:20.123Z');

/** The answer to a call for patches whose body is `text`. */
function answerTo(text) {
  return clientOf(scripted(new Response(text))).describeInstancePatches({ InstanceId: NODE_ID });
}

async function patchWith(member) {
  const { Patches } = await answerTo(`{"Patches":[{"Title":"a"${member}}]}`);
  return Patches[0];
}

test('every date of every operation is a Date', async () => {
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

test('dates are read in every spelling that occurs', async () => {
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
  const { InstalledTime } = await patchWith(',"InstalledTime":"Tue, 14 Nov 2023 22:13:20 GMT"');
  assert.deepEqual(InstalledTime, new Date('2023-11-14T22:13:20Z'));
});

test('a service that prints its dates is read as one that counts seconds', async () => {
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

test('the ways to say "no time" leave no member behind', async () => {
  const spellings = [
    '0',
    '0.0',
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

test('a date that is none is an error that names the member and quotes it', async () => {
  for (const spelling of ['"soon"', 'true', '{"a":1}', '1e300', '""']) {
    const error = await failure(patchWith(`,"InstalledTime":${spelling}`));
    assert.equal(error.code, 'malformed-response');
    assert.match(error.message, /Patches\[\]\.InstalledTime: expected a date, got /, spelling);
  }
});

test('states, counts, texts and members come as they were sent, known or not', async () => {
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

test('a member that is null is left out, an item that is null stays', async () => {
  const { $metadata, ...received } = await answerTo(
    '{"Patches":[{"Title":"null","KBId":null,"New":{"a":null,"b":[null,{"c":null}]}},null],"NextToken":null}',
  );
  const New = { b: [null, {}] };
  assert.deepEqual(received, { Patches: [{ Title: 'null', New }, null] });
  assert.equal($metadata.attempts, 1);
});

test('an answer nested deeper than the stack is read like any other', async () => {
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

test('an empty body says the same as an empty object', async () => {
  for (const text of ['', '{}']) {
    const { $metadata, ...rest } = await answerTo(text);
    assert.deepEqual(rest, {});
    assert.equal($metadata.attempts, 1);
  }
});

test('the request id is found under each of its names', async () => {
  for (const name of ['x-amzn-RequestId', 'x-amzn-request-id', 'x-amz-request-id']) {
    const fetch = scripted(new Response('{}', { headers: { [name]: 'id-1' } }));
    const { $metadata } = await clientOf(fetch).describeInstanceInformation();
    assert.equal($metadata.requestId, 'id-1', name);
  }
});

test('an answer whose headers are hidden has no request id', async () => {
  const { $metadata } = await answerTo('{}');
  assert.ok(!('requestId' in $metadata));
});
