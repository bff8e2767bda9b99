/** What a history keeps of a fleet with attributes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fleet } from 'patchlens/fleet';
import { pageCode } from './page-code.js';

const { withoutAttributes } = await pageCode('load/plain-snapshot');

const SCOPE = '111122223333/eu-central-1';
const bytesOf = (output) => new TextEncoder().encode(JSON.stringify(output));

function fleetOf(...ids) {
  const fleet = new Fleet();
  const InstanceInformationList = ids.map((InstanceId) => ({ InstanceId }));
  fleet.ingest(SCOPE, 'DescribeInstanceInformation', {}, bytesOf({ InstanceInformationList }));
  return fleet;
}

test('a kept snapshot has every node and no attribute of the person’s file', async () => {
  const fleet = fleetOf('i-1', 'i-2');
  fleet.setAttributes([{ instanceId: 'i-1', Owner: 'mara', 'Cost, "center"': '7' }]);
  const kept = await withoutAttributes(fleet.snapshot());
  assert.equal(new TextDecoder().decode(kept).includes('mara'), false);
  const opened = await Fleet.open(kept);
  const { rows } = opened.nodes();
  assert.deepEqual(rows.map(({ instanceId, tags }) => [instanceId, tags]), [['i-1', undefined], ['i-2', undefined]]);
});

test('a snapshot without attributes stays as it is', async () => {
  const bytes = fleetOf('i-1').snapshot();
  assert.equal(await withoutAttributes(bytes), bytes);
});
