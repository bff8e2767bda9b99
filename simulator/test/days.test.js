/** A fleet that changes from day to day. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fleet } from '../index.js';
import { PLATFORMS } from '../fleet/platforms.js';
import { call, NOW, signedRequest, simulatorAt } from './signed-call.js';

const NODES = 1000;
const DAY = 24 * 60 * 60;
const OPEN = ['Missing', 'Failed', 'InstalledRejected', 'InstalledPendingReboot'];

const fleetOn = (day, options = {}) =>
  new Fleet({ nodes: NODES, seed: 1, start: NOW, day, ...options });
const nodesOf = (fleet) => [...fleet.allNodes()].map(([, node]) => node);
const byId = (fleet) => new Map(nodesOf(fleet).map((node) => [node.id, node]));
const scannedOn = (fleet) => nodesOf(fleet).filter(({ isScanned }) => isScanned);

function between(low, value, high) {
  assert.ok(low <= value && value <= high, `${value} is not between ${low} and ${high}`);
}

/** The nodes of two fleets that are in both, in pairs. */
function pairs(left, right) {
  const later = byId(right);
  return nodesOf(left)
    .filter(({ id }) => later.has(id))
    .map((node) => [node, later.get(node.id)]);
}

test('day 0 is the fleet without days, and a day is the same for the same seed', () => {
  const [plain, zero] = [new Fleet({ nodes: 60, start: NOW }), fleetOn(0, { nodes: 60 })];
  assert.deepEqual(nodesOf(zero), nodesOf(plain));
  const [one, again] = [fleetOn(40, { nodes: 60 }), fleetOn(40, { nodes: 60 })];
  assert.deepEqual(nodesOf(one), nodesOf(again));
  for (const node of nodesOf(one)) {
    assert.deepEqual(again.patches(node), one.patches(node));
    assert.deepEqual(again.patchState(node), one.patchState(node));
  }
});

test('without a start, the day is now', () => {
  const before = Date.now();
  const { now, start } = new Fleet({ nodes: 1, day: 3 });
  assert.ok(now.getTime() >= before && now.getTime() <= Date.now());
  assert.equal(now - start, 3 * DAY * 1000);
  assert.equal(simulatorAt({ fleet: { nodes: 1, day: 3 } }).fleet.now.getTime(), NOW);
});

test('each day some nodes go and as many come, and who is gone does not come back', () => {
  const fleets = [0, 1, 30, 31].map((day) => fleetOn(day, { turnover: 0.01 }));
  const [start, first, month, next] = fleets.map((fleet) => new Set(byId(fleet).keys()));
  const missing = (from, others) => [...from].filter((id) => !others.has(id)).length;
  between(3, missing(start, first), 25);
  assert.equal(missing(first, start), 10);
  between(0.18 * NODES, missing(start, month), 0.34 * NODES);
  between(NODES * 0.93, month.size, NODES * 1.13);
  for (const id of next) assert.ok(month.has(id) || (!start.has(id) && !first.has(id)), id);
});

test('a node that came is found, was launched when it came, and is scanned on the next day', () => {
  const fleet = fleetOn(20, { turnover: 0.01 });
  const newcomers = nodesOf(fleet).filter(({ arrivedOn }) => arrivedOn > 0);
  between(120, newcomers.length, 200);
  for (const node of newcomers) {
    assert.equal(fleet.find(node.id).index, node.index);
    assert.ok(!node.isStopped);
    if (!node.isHybrid) {
      assert.equal(fleet.instance(node).launchedAt, Math.floor(node.arrivedAt));
    }
    if (node.isScanned) assert.ok(node.scannedAt > node.arrivedAt && node.scanDay > node.arrivedOn);
  }
  const scanned = newcomers.filter(({ isScanned }) => isScanned);
  between(0.8, scanned.length / newcomers.length, 0.99);
  const gone = nodesOf(fleetOn(0)).find(({ id }) => fleet.find(id) === undefined);
  assert.notEqual(gone, undefined);
});

test('every node that still reports is scanned each day, before the end of the day', () => {
  const fleet = fleetOn(3);
  const now = fleet.now.getTime() / 1000;
  const fresh = scannedOn(fleet).filter(({ scannedAt }) => scannedAt > now - DAY);
  between(0.85, fresh.length / scannedOn(fleet).length, 0.95);
  for (const { scannedAt, lastPingAt } of nodesOf(fleet)) {
    assert.ok(scannedAt <= now && lastPingAt <= now);
  }
});

test('scanShare is the share of nodes with a new scan; the others stay as they are', () => {
  const [day, next] = [10, 11].map((on) => fleetOn(on, { scanShare: 0.05, turnover: 0 }));
  const all = pairs(day, next).filter(([node]) => node.isScanned);
  const changed = all.filter(([before, after]) => before.scannedAt !== after.scannedAt);
  between(0.03, changed.length / all.length, 0.07);
  assert.ok(changed.every(([before, after]) => before.scannedAt < after.scannedAt));
  for (const [before, after] of all.filter((pair) => !changed.includes(pair)).slice(0, 300)) {
    assert.deepEqual(next.patchState(after), day.patchState(before));
    assert.deepEqual(next.patches(after), day.patches(before));
    assert.deepEqual(next.instance(after), day.instance(before));
  }
});

test('some nodes stop scanning and go stale, and scan again later', () => {
  const fleets = [0, 20, 60].map((day) => fleetOn(day, { turnover: 0 }));
  const isStale = (fleet, { scannedAt }) => scannedAt < fleet.now.getTime() / 1000 - 7 * DAY;
  const [start, then, later] = fleets.map((fleet) => byId(fleet));
  const ids = [...start.values()]
    .filter((node) => node.isScanned && !isStale(fleets[0], node))
    .filter(({ id }) => isStale(fleets[1], then.get(id)))
    .map(({ id }) => id);
  between(3, ids.length, 60);
  assert.ok(ids.some((id) => then.get(id).pingStatus === 'ConnectionLost'));
  assert.ok(ids.some((id) => then.get(id).pingStatus === 'Online'));
  const back = ids.filter((id) => !isStale(fleets[2], later.get(id)));
  assert.ok(back.length > ids.length / 2, `${back.length} of ${ids.length}`);
});

for (const day of [1, 14, 45, 200]) {
  test(`day ${day}: counts are those of the patches, ids are unique, times are possible`, () => {
    const fleet = fleetOn(day, { nodes: 400 });
    for (const node of scannedOn(fleet)) {
      const patches = fleet.patches(node);
      const { counts, endedAt } = fleet.patchState(node);
      assert.equal(endedAt, node.scannedAt);
      assert.equal(new Set(patches.map(({ kbId }) => kbId)).size, patches.length, node.id);
      for (const [state, count] of Object.entries(counts)) {
        assert.equal(patches.filter((patch) => patch.state === state).length, count);
      }
      for (const { installedAt = 0, kbId } of patches) {
        assert.ok(installedAt <= node.scannedAt, `${node.id} ${kbId}`);
      }
    }
  });
}

test('the share of nodes with open patches stays that of a real fleet', () => {
  for (const day of [0, 7, 30, 90]) {
    const fleet = fleetOn(day);
    const scanned = scannedOn(fleet);
    const open = scanned.filter((node) => {
      const { counts } = fleet.patchState(node);
      return OPEN.some((state) => counts[state] > 0);
    });
    between(0.15, open.length / scanned.length, 0.5);
  }
});

/** NOW is eleven days after a patch Tuesday; the next one is on the 8th of December. */
const TUESDAY = (Date.UTC(2026, 11, 8, 18) - NOW) / 1000 / DAY;
const windows = PLATFORMS.find(({ id }) => id === 'windows-2022');

function monthsOf(fleet, states) {
  const titles = scannedOn(fleet)
    .filter(({ platform }) => platform === windows)
    .flatMap((node) => fleet.patches(node).filter(({ state }) => states.includes(state)))
    .map(({ title }) => title);
  const updates = titles.filter((title) => title.includes('Cumulative Update for Microsoft'));
  return new Set(updates.map((title) => title.slice(0, 7)));
}

test('a cumulative update appears on patch Tuesday, is missing first, then installed', () => {
  const [before, after, later] = [TUESDAY - 1, TUESDAY + 2, TUESDAY + 25].map((day) =>
    fleetOn(Math.floor(day)),
  );
  assert.ok(!monthsOf(before, ['Missing', 'Installed']).has('2026-12'));
  assert.ok(monthsOf(after, ['Missing']).has('2026-12'));
  assert.ok(monthsOf(later, ['Installed']).has('2026-12'));
});

test('the next cumulative update supersedes one that is missing, which does not apply any more', () => {
  const ids = ['Missing', 'Failed'];
  const [before, after] = [17, 20].map((day) => fleetOn(day, { turnover: 0 }));
  let superseded = 0;
  for (const [node, next] of pairs(before, after)) {
    if (node.platform !== windows || !node.isScanned || next.scanDay < 19) continue;
    const open = before
      .patches(node)
      .find(({ title, state }) => ids.includes(state) && title.includes('Cumulative Update for M'));
    if (open === undefined) continue;
    const same = after.patches(next).find(({ kbId }) => kbId === open.kbId);
    assert.ok(['Installed', 'NotApplicable', 'InstalledPendingReboot'].includes(same.state));
    if (same.state === 'NotApplicable') {
      superseded += 1;
      assert.deepEqual([same.title, same.severity, same.cveIds], ['', '', undefined]);
    }
  }
  assert.ok(superseded > 0);
});

test('an update of a Linux package replaces the older one under the same id', () => {
  const fleet = fleetOn(30);
  const linux = PLATFORMS.find(({ id }) => id === 'amazon-linux-2023');
  const [update] = fleet.releases(linux);
  const titles = new Set(
    scannedOn(fleet)
      .filter(({ platform, scanDay }) => platform === linux && scanDay > 25)
      .flatMap((node) => fleet.patches(node))
      .filter(({ kbId, state }) => kbId === update.kbId && state !== 'InstalledOther')
      .map(({ title }) => title),
  );
  assert.ok(titles.has(update.title));
  const older = fleet.catalog(linux).patches.find(({ kbId }) => kbId === update.kbId);
  assert.ok(older.title !== update.title && !titles.has(older.title));
});

test('the service lists the patches of the day with their release dates', async () => {
  const now = NOW + 20 * DAY * 1000;
  const at = (day) => simulatorAt({ now: () => now, fleet: { nodes: 5, start: NOW, day } });
  const input = { Filters: [{ Key: 'PRODUCT', Values: ['WindowsServer2022'] }] };
  const titlesOf = async (simulator) => {
    const { body } = await call(simulator, {
      operation: 'DescribeAvailablePatches',
      input: { ...input, MaxResults: 100 },
      signedAt: now,
    });
    return body.Patches;
  };
  const [start, later] = [await titlesOf(at(0)), await titlesOf(at(20))];
  const fresh = later.filter(({ Title }) => !start.some((patch) => patch.Title === Title));
  assert.ok(fresh.some(({ Title }) => Title.startsWith('2026-12 Cumulative Update')));
  for (const { ReleaseDate } of fresh) assert.equal(ReleaseDate, Date.UTC(2026, 11, 8, 18) / 1000);
});

test('compliance items and the nodes of a group follow the day', async () => {
  const now = () => NOW + 9 * DAY * 1000;
  const simulator = simulatorAt({ now, fleet: { nodes: 40, start: NOW, day: 9 } });
  const { fleet } = simulator;
  const node = scannedOn(fleet).find(({ scanDay }) => scanDay === 9);
  const request = await signedRequest({
    operation: 'ListComplianceItems',
    input: { ResourceIds: [node.id], MaxResults: 50 },
    signedAt: now(),
  });
  const { ComplianceItems } = await (await simulator.handle(request)).json();
  const patches = fleet.patches(node);
  assert.equal(ComplianceItems[0].ComplianceType, 'Association');
  assert.equal(ComplianceItems[1].Title, patches[0].title);
  assert.equal(ComplianceItems[1].ExecutionSummary.ExecutionTime, Math.floor(node.scannedAt));
});

test('a day, a share or a turnover that is not a number is a TypeError', () => {
  for (const options of [{ day: -1 }, { day: 0.5 }, { scanShare: 2 }, { turnover: '1' }]) {
    assert.throws(() => new Fleet(options), { name: 'TypeError' });
  }
});
