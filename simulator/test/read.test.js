/** What patchlens makes of the quirks of the simulator that no other client survives. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PatchClient } from 'patchlens';
import { createSimulator, Fleet, SAMPLE_CREDENTIALS } from '../index.js';

const MODEL = new URL('../../model/ssm.json', import.meta.url);
const { operations } = JSON.parse(readFileSync(MODEL, 'utf8'));
const fleet = new Fleet({ nodes: 60, seed: 3 });
const scanned = [...fleet.nodes()].map(([, node]) => node).filter((node) => node.isScanned);
const [windows] = fleet.baselines.all.filter(({ name }) => name === 'windows-slow-ring');
const [node] = scanned;

const INPUTS = {
  DescribeInstanceInformation: {},
  DescribeInstancePatchStates: { InstanceIds: scanned.slice(0, 50).map(({ id }) => id) },
  DescribeInstancePatchStatesForPatchGroup: { PatchGroup: 'prod-linux' },
  DescribeInstancePatches: { InstanceId: node.id },
  DescribePatchGroups: {},
  DescribePatchGroupState: { PatchGroup: 'prod-linux' },
  DescribePatchBaselines: {},
  GetPatchBaseline: { BaselineId: windows.id },
  GetDefaultPatchBaseline: {},
  GetPatchBaselineForPatchGroup: { PatchGroup: 'prod-linux', OperatingSystem: 'UBUNTU' },
  DescribeEffectivePatchesForPatchBaseline: { BaselineId: windows.id },
  DescribeAvailablePatches: { Filters: [{ Key: 'PRODUCT', Values: ['Ubuntu24.04'] }] },
  DescribePatchProperties: { OperatingSystem: 'UBUNTU', Property: 'PRIORITY' },
  ListComplianceItems: { ResourceIds: [node.id] },
  ListComplianceSummaries: {},
  ListResourceComplianceSummaries: {},
  GetDeployablePatchSnapshotForInstance: {
    InstanceId: node.id,
    SnapshotId: '521c3536-930c-4aa9-950e-01234567abcd',
  },
};

async function read(name, quirks) {
  const now = fleet.start.getTime();
  const simulator = createSimulator({ fleet, quirks, now: () => now });
  const client = new PatchClient({
    region: simulator.region,
    credentials: SAMPLE_CREDENTIALS[0],
    fetch: simulator.handle,
  });
  const method = `${name[0].toLowerCase()}${name.slice(1)}`;
  const { $metadata, ...answer } = await client[method](INPUTS[name]);
  return answer;
}

/** HTTP dates have no fractions of a second. */
function inSeconds(value) {
  if (value instanceof Date) return `${Math.floor(value.getTime() / 1000)} s`;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inSeconds);
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, inSeconds(own)]));
}

for (const name of Object.keys(operations)) {
  test(`${name}: dates are the same dates, however they are spelled`, async () => {
    const plain = inSeconds(await read(name, []));
    assert.deepEqual(inSeconds(await read(name, ['mixed-dates'])), plain);
  });

  test(`${name}: members that nobody knows yet come through`, async () => {
    const answer = await read(name, ['new-members']);
    assert.deepEqual(answer.IntroducedTomorrow, { Count: 1 });
    const { items } = operations[name];
    for (const item of items === null ? [] : answer[items]) assert.ok('IntroducedTomorrow' in item);
  });
}
