/** A fleet from a file takes what the person brought, like one that was read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fleet } from 'patchlens/fleet';
import { pageCode } from './page-code.js';

const { savedFleet } = await pageCode('load/saved-fleet');

function savedBytes() {
  const fleet = new Fleet();
  const Patches = [{ KBId: 'KB1', Title: 'One', State: 'Missing', CVEIds: 'CVE-2024-0001' }];
  const output = new TextEncoder().encode(JSON.stringify({ Patches }));
  fleet.ingest('eu-central-1', 'DescribeInstancePatches', { InstanceId: 'i-1' }, output);
  const bytes = fleet.snapshot();
  fleet.free();
  return bytes;
}

test('exceptions, attributes and lists of CVEs apply to a saved fleet', async () => {
  const { reader } = await savedFleet(savedBytes());
  const load = reader.fleet(() => {});
  load.bring({
    exceptions: [{ id: 'x', match: { kb: 'KB1' }, reason: 'accepted' }],
    attributes: [{ instanceId: 'i-1', Owner: 'web' }],
    cveLists: { kev: new Map([['CVE-2024-0001', {}]]) },
  });
  const { rows } = await load.source.findings();
  assert.deepEqual([rows[0].exception, rows[0].kev, rows[0].tags], ['x', true, { Owner: 'web' }]);
  assert.deepEqual(load.joined, { joined: 1, unknown: 0 });
  load.free();
});
