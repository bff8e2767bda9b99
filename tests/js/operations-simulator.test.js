/** The 17 operations over HTTP, from a service that checks every signature and every input. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { PatchClient } from 'patchlens';
import { served } from './conversation.js';
import { LISTINGS, methodOf, NAMES } from './operations.js';

const TYPES = readFileSync(new URL('../../src/js/index.d.ts', import.meta.url), 'utf8');
const AsyncFunction = (async () => {}).constructor;

let client;
let inputs;

before(async () => {
  client = (await served({ fleet: { nodes: 120, seed: 3 } })).client();
  const { InstanceInformationList } = await client.describeInstanceInformation();
  const InstanceIds = InstanceInformationList.map(({ InstanceId }) => InstanceId);
  const { BaselineId } = await client.getDefaultPatchBaseline({ OperatingSystem: 'WINDOWS' });
  const [{ PatchGroup }] = (await client.describePatchGroups()).Mappings;
  const [InstanceId] = InstanceIds;
  inputs = {
    DescribeInstancePatchStates: { InstanceIds },
    DescribeInstancePatchStatesForPatchGroup: { PatchGroup },
    DescribeInstancePatches: { InstanceId },
    DescribePatchGroupState: { PatchGroup },
    GetPatchBaseline: { BaselineId },
    GetPatchBaselineForPatchGroup: { PatchGroup, OperatingSystem: 'AMAZON_LINUX_2023' },
    DescribeEffectivePatchesForPatchBaseline: { BaselineId },
    DescribePatchProperties: { OperatingSystem: 'WINDOWS', Property: 'PRODUCT' },
    ListComplianceItems: { ResourceIds: [InstanceId], ResourceTypes: ['ManagedInstance'] },
    GetDeployablePatchSnapshotForInstance: { InstanceId, SnapshotId: crypto.randomUUID() },
  };
});

test('the service answers every operation', async () => {
  for (const name of NAMES) {
    const { $metadata, NextToken, ...answer } = await client[methodOf(name)](inputs[name]);
    assert.equal($metadata.httpStatusCode, 200);
    assert.ok($metadata.requestId);
    assert.ok(Object.keys(answer).length > 0, name);
  }
});

test('a listing by small pages has the items of one by large pages', async () => {
  for (const [name] of LISTINGS) {
    const list = (pageSize) =>
      client.paginate(methodOf(name), inputs[name], { pageSize, maxItems: 60 }).collect();
    const [small, large] = [await list(10), await list(50)];
    assert.ok(small.items.length > 0, name);
    assert.deepEqual(small.items, large.items, name);
  }
});

/** The examples of what has a name before a bracket in the types: methods and functions. */
function examples() {
  const found = TYPES.matchAll(
    /@example\n +\* ```js\n((?: +\*.*\n)+?) +\* ```\n(?: +\*.*\n)*? +\*\/\n {2}(\w+)[<(]/g,
  );
  return [...found].map(([, code, name]) => [name, code.replaceAll(/^ +\* ?/gm, '')]);
}

test('every example of a method of the client runs as it stands', async () => {
  const all = examples();
  const names = all.map(([name]) => name);
  assert.deepEqual(names, [...NAMES.map(methodOf), 'send', 'paginate']);
  const quiet = { log() {} };
  for (const [name, code] of all) {
    const run = new AsyncFunction('client', 'PatchClient', 'console', code);
    await assert.doesNotReject(run(client, PatchClient, quiet), `${name}: ${code}`);
  }
});
