/**
 * Unmodified third-party clients and patchlens read the same from the simulator.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SAMPLE_CREDENTIALS } from '../../../simulator/index.js';
import { serve } from '../../../simulator/serve.js';
import { send } from '../../peers/raw.js';
import { awsSdk, patchlens, startBoto3 } from '../../peers/readers.js';

const NODES = 130;
const YEAR_1 = -62_135_596_800_000;

let boto3;
let simulator;
let client;

before(async () => {
  simulator = await serve({ fleet: { nodes: NODES, seed: 7 } });
  boto3 = startBoto3();
  client = {
    endpoint: simulator.url,
    region: simulator.simulator.region,
    credentials: SAMPLE_CREDENTIALS[0],
  };
});

after(async () => {
  await boto3?.close();
  await simulator?.close();
});

test('all clients list the same nodes', async () => {
  const nodes = await readAlike('describeInstanceInformation', {});
  assert.equal(new Set(nodes.map(({ InstanceId }) => InstanceId)).size, NODES);
});

test('all clients read the same patch counts, 50 nodes at a time', async () => {
  const ids = (await everyNode()).map(({ InstanceId }) => InstanceId);
  const states = [];
  for (let start = 0; start < ids.length; start += 50) {
    const InstanceIds = ids.slice(start, start + 50);
    states.push(
      ...(await readAlike('describeInstancePatchStates', { InstanceIds }, { pageSize: 20 })),
    );
  }
  assert.ok(states.length > NODES / 2, 'most nodes were scanned');
  assert.ok(states.length < NODES, 'some nodes never were');
});

test('all clients read the same patches of a node of each platform', async () => {
  for (const InstanceId of await scannedNodePerPlatform()) {
    const patches = await readAlike('describeInstancePatches', { InstanceId });
    assert.ok(patches.length > 0, InstanceId);
  }
});

test('patchlens omits the installation time where the peers have 0 or the year 1', async () => {
  const seen = new Set();
  for (const InstanceId of await scannedNodePerPlatform()) {
    const input = { InstanceId, Filters: [{ Key: 'State', Values: ['Missing'] }] };
    const read = { operation: 'describeInstancePatches', input, client };
    const [ours, theirs] = [await patchlens(read), await boto3.read(read)];
    for (const { InstalledTime } of theirs.items) seen.add(InstalledTime?.time);
    assert.ok(ours.items.every((patch) => !('InstalledTime' in patch)));
  }
  seen.delete(undefined);
  assert.deepEqual([...seen].sort(), [YEAR_1, 0].sort());
});

test('all clients filter alike: an item matches one value of every filter', async () => {
  const [InstanceId] = await scannedNodePerPlatform();
  const all = await readAlike('describeInstancePatches', { InstanceId });
  const wanted = { State: ['Missing', 'Installed'], Severity: [all[0].Severity, 'Critical'] };
  const Filters = Object.entries(wanted).map(([Key, Values]) => ({ Key, Values }));
  const some = await readAlike('describeInstancePatches', { InstanceId, Filters });
  const holds = (patch) =>
    Object.entries(wanted).every(([key, values]) => values.includes(patch[key]));
  assert.deepEqual(some, all.filter(holds));
  assert.ok(some.length > 0 && some.length < all.length);
});

test('boto3 and patchlens can resume each other’s paginators', async () => {
  const read = { operation: 'describeInstanceInformation', input: {}, client };
  for (const [first, second] of [
    [boto3.read, patchlens],
    [patchlens, boto3.read],
  ]) {
    for (const maxItems of [1, 20, 27]) {
      const start = await first({ ...read, config: { pageSize: 10, maxItems } });
      assert.equal(start.items.length, maxItems);
      const rest = await second({
        ...read,
        config: { pageSize: 10, startingToken: start.resumeToken },
      });
      assert.deepEqual(withoutNoTimes([...start.items, ...rest.items]), await everyNode());
      assert.equal(rest.resumeToken, undefined);
    }
  }
});

test('boto3 and patchlens stop with the same resume token', async () => {
  const read = { operation: 'describeInstanceInformation', input: {}, client };
  for (const maxItems of [0, 1, 10, 27, NODES]) {
    const config = { pageSize: 10, maxItems };
    const [ours, theirs] = [
      await patchlens({ ...read, config }),
      await boto3.read({ ...read, config }),
    ];
    assert.equal(ours.resumeToken, theirs.resumeToken, `${maxItems} items`);
  }
});

test('a wrong secret is an error', () =>
  refusedAlike('InvalidSignatureException', (good) => {
    good.credentials.secretAccessKey = `${good.credentials.secretAccessKey}x`;
  }));

test('a truncated session token is an error', () =>
  refusedAlike('UnrecognizedClientException', (good) => {
    const temporary = SAMPLE_CREDENTIALS.find(({ sessionToken }) => sessionToken);
    good.credentials = { ...temporary, sessionToken: temporary.sessionToken.slice(0, -1) };
  }));

test('a signature for another region is an error', () =>
  refusedAlike('InvalidSignatureException', (good) => {
    good.region = 'ap-southeast-2';
  }));

test('a NextToken of another operation or input is an error', async () => {
  const InstanceIds = (await everyNode()).slice(0, 50).map(({ InstanceId }) => InstanceId);
  const foreign = await awsToken({ InstanceIds, MaxResults: 10 });
  await refusedAlike('InvalidNextToken', () => {}, { startingToken: foreign });
});

const LIST = { operation: 'DescribeInstanceInformation', input: { MaxResults: 5 } };

test('a raw request with a valid signature succeeds', async () => {
  const { status, body } = await send(client, LIST);
  assert.equal(status, 200);
  assert.equal(body.InstanceInformationList.length, 5);
});

test('the error for a signature of 20 minutes ago or ahead says so', async () => {
  for (const [minutes, words] of [
    [-20, /^Signature expired: /],
    [20, /^Signature not yet current: /],
  ]) {
    const signingDate = new Date(Date.now() + minutes * 60_000);
    const { status, body } = await send(client, LIST, { signingDate });
    assert.deepEqual([status, body.__type], [400, 'InvalidSignatureException']);
    assert.match(body.message, words);
  }
});

test('an unsigned x-amz-target is an error', async () => {
  const { status, body } = await send(client, LIST, { unsigned: ['x-amz-target'] });
  assert.deepEqual([status, body.__type], [400, 'InvalidSignatureException']);
  assert.match(body.message, /x-amz-target/);
});

test('a body that was changed after signing is an error', async () => {
  const { status, body } = await send(client, LIST, { sentInput: { MaxResults: 6 } });
  assert.deepEqual([status, body.__type], [400, 'InvalidSignatureException']);
});

test('51 ids are an error, 50 are not', async () => {
  const ids = (count) => ({
    InstanceIds: Array.from({ length: count }, (_, i) => `i-${10_000_000 + i}`),
  });
  const operation = 'DescribeInstancePatchStates';
  assert.equal((await send(client, { operation, input: ids(50) })).status, 200);
  const { status, body } = await send(client, { operation, input: ids(51) });
  assert.deepEqual([status, body.__type], [400, 'ValidationException']);
  assert.match(body.message, /length less than or equal to 50/);
});

async function awsToken(input) {
  const { resumeToken } = await patchlens({
    operation: 'describeInstancePatchStates',
    input,
    config: { maxItems: 10 },
    client,
  });
  return JSON.parse(Buffer.from(resumeToken, 'base64')).NextToken;
}

async function refusedAlike(code, spoil, config = {}) {
  const spoilt = structuredClone(client);
  spoil(spoilt);
  const read = { operation: 'describeInstanceInformation', input: {}, config, client: spoilt };
  for (const reader of [patchlens, awsSdk, boto3.read]) {
    assert.deepEqual(await reader(read), { code }, reader.name);
  }
}

/**
 * The results of all three, with the timestamps that mean "no time" removed from the peers'
 * outputs.
 */
async function readAlike(operation, input, config) {
  const read = { operation, input, config, client };
  const { items } = await patchlens(read);
  assert.deepEqual(withoutNoTimes((await awsSdk(read)).items), items, 'as the AWS SDK');
  assert.deepEqual(withoutNoTimes((await boto3.read(read)).items), items, 'as boto3');
  return items;
}

async function everyNode() {
  const { items } = await patchlens({
    operation: 'describeInstanceInformation',
    input: {},
    client,
  });
  return items;
}

async function scannedNodePerPlatform() {
  const nodes = await everyNode();
  const InstanceIds = nodes.slice(0, 50).map(({ InstanceId }) => InstanceId);
  const { items } = await patchlens({
    operation: 'describeInstancePatchStates',
    input: { InstanceIds },
    client,
  });
  const scanned = new Set(
    items.filter(({ MissingCount }) => MissingCount > 0).map(({ InstanceId }) => InstanceId),
  );
  const perPlatform = new Map();
  for (const { InstanceId, PlatformName } of nodes) {
    if (scanned.has(InstanceId) && !perPlatform.has(PlatformName))
      perPlatform.set(PlatformName, InstanceId);
  }
  assert.ok(perPlatform.size >= 4, `${[...perPlatform.keys()]}`);
  return perPlatform.values();
}

function withoutNoTimes(items) {
  return items.map((item) =>
    Object.fromEntries(Object.entries(item).filter(([, value]) => !isNoTime(value))),
  );
}

const isNoTime = (value) => value?.time === 0 || value?.time === YEAR_1;
