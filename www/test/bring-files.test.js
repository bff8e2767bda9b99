/** What a person brought is set on every fleet that the page holds, and joined with nodes that come. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fleet } from 'patchlens/fleet';
import { pageCode } from './page-code.js';

const { LocalFleet } = await pageCode('load/local-fleet');

const SCOPE = '111122223333/eu-central-1';
const bytesOf = (output) => new TextEncoder().encode(JSON.stringify(output));

function addNode(fleet, InstanceId, CVEIds = 'CVE-2024-0001') {
  const Patches = [{ KBId: 'KB1', Title: 'One', State: 'Missing', CVEIds }];
  fleet.ingest(SCOPE, 'DescribeInstancePatches', { InstanceId }, bytesOf({ Patches }));
}

function fleetOf(...ids) {
  const fleet = new Fleet();
  ids.forEach((id) => addNode(fleet, id));
  return fleet;
}

const exceptions = [{ id: 'x', match: { kb: 'KB1' }, reason: 'accepted' }];
const attributes = [
  { instanceId: 'i-1', Owner: 'web' },
  { instanceId: 'i-2', Owner: 'payments' },
];
const cveLists = { kev: new Map([['CVE-2024-0001', {}]]), epss: [['CVE-2024-0001', 0.5]] };
const files = { exceptions, attributes, cveLists };
const NONE = { exceptions: [], attributes: [], cveLists: {} };
const tags = ({ fleet }) => fleet.nodes().rows.map((row) => row.tags?.Owner);

test('files that are brought later, and a fleet that comes later, have everything', () => {
  const local = new LocalFleet();
  local.hold(fleetOf('i-1'));
  local.bring(files);
  for (const ids of [['i-1'], ['i-1', 'i-2']]) {
    if (ids.length > 1) local.hold(fleetOf(...ids));
    assert.deepEqual(tags(local), ['web', 'payments'].slice(0, ids.length));
    assert.deepEqual(local.joined, { joined: ids.length, unknown: 2 - ids.length });
    const [finding] = local.fleet.findings().rows;
    assert.deepEqual([finding.exception, finding.kev, finding.epss], ['x', true, 0.5]);
  }
  local.free();
});

test('attributes join nodes that come while a fleet is read, at the latest at its end', () => {
  const local = new LocalFleet();
  const fleet = fleetOf('i-1');
  local.hold(fleet);
  local.bring(files);
  addNode(fleet, 'i-2');
  local.hold(fleet);
  local.settle();
  assert.deepEqual(local.joined, { joined: 2, unknown: 0 });
  assert.deepEqual(tags(local), ['web', 'payments']);
  local.free();
});

test('what is removed or replaced is gone', () => {
  const local = new LocalFleet();
  local.hold(fleetOf('i-1', 'i-2'));
  local.bring(files);
  const others = [{ instanceId: 'i-2', Team: 'data' }];
  local.bring({ ...files, exceptions: [], attributes: others });
  assert.deepEqual(local.fleet.nodes().rows.map((row) => row.tags), [undefined, { Team: 'data' }]);
  assert.equal(local.fleet.summary().exceptedFindings, 0);
  assert.equal(local.fleet.cves().rows[0].kev, true);
  local.bring(NONE);
  assert.equal(local.joined, undefined);
  assert.equal(local.fleet.cves().rows[0].kev, undefined);
  assert.equal(local.fleet.nodes().rows[1].tags, undefined);
  local.free();
});

test('a fleet that is handed over loses what was removed in between', () => {
  const [before, after] = [new LocalFleet(), new LocalFleet()];
  before.hold(fleetOf('i-1'));
  before.bring(files);
  after.hold(before.release());
  after.bring({ ...NONE, attributes });
  assert.equal(after.fleet.summary().exceptedFindings, 0);
  assert.equal(after.fleet.cves().rows[0].kev, undefined);
  assert.deepEqual(tags(after), ['web']);
  after.free();
});
