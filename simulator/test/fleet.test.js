import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fleet } from '../index.js';
import { NOW } from './signed-call.js';

const NODES = 2000;
const fleet = new Fleet({ nodes: NODES, seed: 1, start: NOW });
const nodes = [...fleet.nodes()].map(([, node]) => node);
const scanned = nodes.filter(({ isScanned }) => isScanned);
const NON_COMPLIANT = ['Missing', 'Failed', 'InstalledRejected', 'InstalledPendingReboot'];
const DAY = 24 * 60 * 60;

function shareOf(test, of = nodes) {
  return of.filter(test).length / of.length;
}

function between(low, value, high) {
  assert.ok(low <= value && value <= high, `${value} is not between ${low} and ${high}`);
}

test('the same seed and start give the same fleet', () => {
  const again = new Fleet({ nodes: NODES, seed: 1, start: NOW });
  for (const node of nodes.slice(0, 100)) {
    assert.deepEqual(again.node(node.index), node);
    assert.deepEqual(again.patches(again.node(node.index)), fleet.patches(node));
    assert.deepEqual(again.patchState(again.node(node.index)), fleet.patchState(node));
  }
});

test('a node is the same in fleets of any size, and another for another seed', () => {
  assert.deepEqual(new Fleet({ nodes: 5, seed: 1, start: NOW }).node(4), nodes[4]);
  const ids = new Set(nodes.map(({ id }) => id));
  const other = new Fleet({ nodes: NODES, seed: 2, start: NOW });
  assert.ok([...other.nodes()].every(([, { id }]) => !ids.has(id)));
});

test('stopped nodes are EC2 nodes beside the others, scanned before they were stopped', () => {
  const stopped = [...fleet.allNodes()].map(([, node]) => node).slice(NODES);
  assert.equal(stopped.length, 0.03 * NODES);
  for (const node of stopped) {
    assert.match(node.id, /^i-/);
    assert.ok(node.isStopped && !node.isHybrid);
    assert.equal(node.pingStatus, 'ConnectionLost');
    assert.ok(node.lastPingAt < NOW / 1000 - 5 * 3600 && node.scannedAt < node.lastPingAt);
    assert.equal(fleet.find(node.id).index, node.index);
  }
  assert.ok(nodes.every(({ isStopped }) => !isStopped));
  const open = ({ counts }) => NON_COMPLIANT.some((state) => counts[state] > 0);
  assert.ok(stopped.some((node) => node.isScanned && open(fleet.patchState(node))));
});

test('a stopped node is the same in fleets of any size', () => {
  const [small, none] = [
    new Fleet({ nodes: 5, stopped: 2, start: NOW }),
    new Fleet({ nodes: 5, start: NOW }),
  ];
  const [first, second] = [...small.allNodes(5)].map(([, node]) => node);
  assert.deepEqual({ ...first, index: NODES }, fleet.node(NODES));
  assert.deepEqual({ ...second, index: NODES + 1 }, fleet.node(NODES + 1));
  assert.deepEqual(small.patches(first), fleet.patches(fleet.node(NODES)));
  assert.equal([...none.allNodes()].length, 5);
});

test('every EC2 node has an instance, whose state is that of the node', () => {
  for (const [, node] of fleet.allNodes()) {
    const instance = fleet.instance(node);
    assert.equal(instance === undefined, node.isHybrid);
    if (node.isHybrid) continue;
    assert.equal(instance.state, node.isStopped ? 'stopped' : 'running');
    assert.match(instance.type, /^[a-z]\w+\.\w+$/);
    assert.match(instance.availabilityZone, /^us-east-1[abc]$/);
    assert.ok(instance.launchedAt < node.scannedAt);
    if (node.isStopped) assert.equal(instance.publicAddress, '');
  }
  const instances = nodes.map((node) => fleet.instance(node));
  assert.ok(instances.some((instance) => instance?.publicAddress));
});

test('ids are unique, well formed, and find their node', () => {
  assert.equal(new Set(nodes.map(({ id }) => id)).size, NODES);
  assert.ok(nodes.every(({ id }) => /^(i|mi)-0[0-9a-f]{16}$/.test(id)));
  assert.ok(nodes.slice(0, 50).every((node) => fleet.find(node.id).index === node.index));
  assert.equal(fleet.find('i-00000000'), undefined);
});

test('the last of 100,000 nodes is found at once', () => {
  const large = new Fleet({ nodes: 100_000, seed: 1, start: NOW });
  const last = large.node(99_999);
  assert.equal(large.find(last.id).index, 99_999);
  assert.equal([...large.nodes(99_998)].length, 2);
});

test('all platforms occur, and every way to report to Patch Manager', () => {
  const platforms = new Set(nodes.map(({ platform }) => platform.id));
  assert.deepEqual([...platforms].sort(), [
    'amazon-linux-2023',
    'red-hat-8',
    'red-hat-9',
    'ubuntu-20.04',
    'ubuntu-22.04',
    'ubuntu-24.04',
    'windows-2019',
    'windows-2022',
  ]);
  between(
    0.05,
    shareOf(({ isHybrid }) => isHybrid),
    0.12,
  );
  between(
    0.02,
    shareOf(({ isScanned }) => !isScanned),
    0.05,
  );
  between(
    0.01,
    shareOf(({ pingStatus }) => pingStatus === 'ConnectionLost'),
    0.04,
  );
  between(
    0.02,
    shareOf(({ scannedAt }) => scannedAt < NOW / 1000 - 21 * DAY),
    0.1,
  );
  assert.ok(nodes.some(({ patchGroup }) => patchGroup === ''));
});

test('about 70 % of the scanned nodes are compliant, and some of the others critical', () => {
  const compliant = ({ counts }) => NON_COMPLIANT.every((state) => counts[state] === 0);
  const states = scanned.map((node) => fleet.patchState(node));
  between(0.66, shareOf(compliant, states), 0.74);
  between(
    0.1,
    shareOf(({ nonCompliant }) => nonCompliant.critical > 0, states),
    0.28,
  );
});

test('nodes have 20 to 150 patches with unique ids', () => {
  for (const node of scanned) {
    const ids = fleet.patches(node).map(({ kbId }) => kbId);
    between(20, ids.length, 150);
    assert.equal(new Set(ids).size, ids.length, node.id);
  }
});

test('a patch is installed after its release and before the scan that found it', () => {
  for (const node of scanned) {
    for (const { installedAt, state } of fleet.patches(node)) {
      if (!installedAt || installedAt < 0) continue;
      assert.ok(installedAt <= node.scannedAt, `${node.id} ${state}`);
      assert.ok(installedAt > NOW / 1000 - 3 * 365 * DAY);
    }
  }
});

test('only missing and failed patches have CVEs, and severities are those of the platform', () => {
  const severities = {
    'amazon-linux-2023': ['Critical', 'Important', 'Medium', 'Low', ''],
    'red-hat-8': ['Critical', 'Important', 'Moderate', 'Low', 'None', ''],
    'ubuntu-22.04': ['Required', 'Important', 'Standard', 'Optional', 'Extra'],
    'windows-2022': ['Critical', 'Important', 'Moderate', 'Low', 'Unspecified', ''],
  };
  const withCves = new Set();
  for (const node of scanned) {
    for (const patch of fleet.patches(node)) {
      if (patch.cveIds !== undefined) withCves.add(patch.state);
      assert.match(patch.cveIds ?? 'CVE-2026-1000', /^CVE-\d{4}-\d{4,5}(,CVE-\d{4}-\d{4,5})*$/);
      assert.ok((severities[node.platform.id] ?? [patch.severity]).includes(patch.severity));
    }
  }
  assert.deepEqual([...withCves].sort(), ['Failed', 'Missing']);
});

test('ids and titles of patches have the form of Patch Manager', () => {
  const patchesOf = (platform) =>
    fleet
      .patches(scanned.find((node) => node.platform.id === platform))
      .filter(({ title }) => title !== '');
  for (const { kbId, title } of patchesOf('amazon-linux-2023')) {
    assert.match(title, /^[\w.+-]+\.(x86_64|noarch):\d+:[\w.]+-[\w.]+\.amzn2023[\w.]*$/);
    assert.ok(title.startsWith(`${kbId}:`));
  }
  for (const { kbId, title } of patchesOf('ubuntu-24.04')) {
    assert.match(title, /^[\w.+-]+\.amd64:\d+:[\w.+~-]+$/);
    assert.ok(title.startsWith(`${kbId}:`));
  }
  for (const { kbId, title } of patchesOf('windows-2019')) {
    assert.match(kbId, /^KB\d{6,7}$/);
    assert.ok(title.endsWith(`(${kbId})`), title);
  }
});

test('the newest Windows updates are of the latest patch Tuesday', () => {
  const patches = scanned
    .filter(({ platform }) => platform.type === 'Windows')
    .flatMap((node) => fleet.patches(node));
  const months = patches.map(({ title }) => /^\d{4}-\d\d/.exec(title)?.[0]).filter(Boolean);
  assert.equal(months.sort().at(-1), '2026-11');
});

test('a size or seed that is not a whole number is a TypeError', () => {
  for (const options of [{ nodes: -1 }, { nodes: 1.5 }, { nodes: '10' }, { seed: NaN }, { stopped: -1 }]) {
    assert.throws(() => new Fleet(options), { name: 'TypeError' });
  }
});
