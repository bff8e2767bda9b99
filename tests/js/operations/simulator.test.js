/** The 17 operations over HTTP, from a service that checks every signature and every input. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { served } from '../conversation.js';
import { LISTINGS, methodOf, NAMES } from './operations.js';

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
