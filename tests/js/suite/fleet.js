/** A fleet: pages taken in, questions, exports, snapshots, scans, and its memory. */
import { equal, failure, holds, rejection, sleep } from './check.js';
import { liveMemories, watchMemory } from './memory.js';

const SCOPE = '123456789012/us-east-1';
const READ_AT = new Date('2026-03-01T12:00:00Z');
const [LATE, DONE] = ['i-00000000000000001', 'i-00000000000000002'];
const STATES = {
  InstancePatchStates: [
    state(LATE, { MissingCount: 1, FailedCount: 1 }),
    state(DONE, { MissingCount: 0, FailedCount: 0 }),
  ],
  NextToken: '',
};
const PATCHES = {
  Patches: [
    patch('KB5000001', 'Cumulative update, März', 'Critical', 'Missing', 'CVE-2026-0001,CVE-2026-0002'),
    patch('KB5000002', '=1+1', 'Low', 'Failed', ''),
  ],
  NextToken: '',
};
const SEVERE = { tokens: [{ property: 'severity', operator: '>=', value: 'Important' }] };
/** How many fleets are left to the garbage collector, and how many it may leave for later. */
const DROPPED = 12;
const SPARED = 3;
const PATIENCE_MS = 20_000;

export const tests = {
  'pages of responses make a fleet': (world) => {
    const fleet = recorded(world);
    const { nodes, findings, verdicts, bySeverity, cves } = fleet.summary();
    equal([nodes, findings, cves], [2, 2, 2], 'the numbers');
    equal([verdicts['non-compliant'], verdicts.compliant], [1, 1], 'the verdicts');
    equal([bySeverity.Critical, bySeverity.Low], [1, 1], 'the findings by severity');
    equal([fleet.nodeCount, fleet.findingCount, fleet.patchCount], [2, 2, 2], 'the counts');
    holds(fleet.memoryBytes > 0, 'the fleet takes no memory');
    fleet.free();
  },

  'findings are found by a filter, with dates': (world) => {
    const fleet = recorded(world);
    const { total, rows } = fleet.findings({ filter: SEVERE });
    equal(total, 1, 'the number of findings');
    equal(rows[0].instanceId, LATE, 'the node');
    equal(rows[0].title, 'Cumulative update, März', 'the title');
    equal(rows[0].cves, ['CVE-2026-0001', 'CVE-2026-0002'], 'the CVEs');
    holds(rows[0].firstSeen instanceof Date, 'firstSeen is not a Date');
    equal(rows[0].firstSeen, READ_AT, 'the time at which it was first seen');
    const [node] = fleet.nodes({ sort: [{ property: 'missing', descending: true }], limit: 1 }).rows;
    equal([node.instanceId, node.verdict], [LATE, 'non-compliant'], 'the first node');
    equal(fleet.node(SCOPE, DONE).findings, [], 'the findings of the other');
    fleet.free();
  },

  'a filter is read from its text and written back': ({ fleet: { formatFilter, parseFilter } }) => {
    const text = 'severity>=Important title:"open ssl"';
    const filter = parseFilter(text, 'findings');
    equal(filter.tokens.length, 2, 'the number of tokens');
    equal(parseFilter(formatFilter(filter), 'findings'), filter, 'the filter');
  },

  'a wrong filter is an error of the package': async (world) => {
    const { Fleet } = world.fleet;
    const filter = { tokens: [{ property: 'nonsense', operator: '=', value: '1' }] };
    await failure(world.patchlens, async () => new Fleet().nodes({ filter }), 'invalid-input');
  },

  'NaN, Infinity and an invalid date are errors, and not absent values': async (world) => {
    const fleet = recorded(world);
    const { Fleet } = world.fleet;
    const cases = {
      'limit: expected a finite number, but is Infinity': () => fleet.nodes({ limit: Infinity }),
      'offset: expected a finite number, but is NaN': () => fleet.findings({ offset: NaN }),
      'staleAfterMs: expected a finite number, but is Infinity': () => fleet.setRules({ staleAfterMs: Infinity }),
      'now: expected a valid Date, but is Invalid Date': () => fleet.setRules({ now: new Date(NaN) }),
      'KEV: expected kev or epss alone, but is CVE-2026-0001': () => fleet.setCveLists({ KEV: ['CVE-2026-0001'] }),
    };
    for (const [problem, act] of Object.entries(cases)) {
      const { message } = await failure(world.patchlens, async () => act(), 'invalid-input');
      holds(message.endsWith(problem), message);
    }
    const freed = new Fleet();
    freed.free();
    await failure(world.patchlens, async () => freed.setAttributes([]), 'invalid-input');
    fleet.free();
  },

  'a table is written as CSV': (world) => {
    const fleet = recorded(world);
    const query = { sort: [{ property: 'kb' }] };
    const csv = [...fleet.csv('findings', query, { columns: ['instanceId', 'kb', 'title'] })].join('');
    const [header, ...rows] = csv.trim().split(/\r?\n/);
    equal(header, 'instanceId,kb,title', 'the header');
    equal(rows, [`${LATE},KB5000001,"Cumulative update, März"`, `${LATE},KB5000002,'=1+1`], 'the rows');
    fleet.free();
  },

  'a snapshot opens as an equal fleet': async (world) => {
    const fleet = recorded(world);
    const opened = await world.fleet.Fleet.open(fleet.snapshot());
    opened.setRules({ now: READ_AT });
    for (const table of ['nodes', 'findings', 'patches', 'cves'])
      equal(opened[table](), fleet[table](), table);
    equal(opened.summary(), fleet.summary(), 'the summary');
    equal(opened.snapshot().length, fleet.snapshot().length, 'the length of the snapshot');
    fleet.free();
    opened.free();
  },

  'bytes that are no snapshot are refused': async ({ fleet: { Fleet }, patchlens }) => {
    await failure(patchlens, () => Fleet.open(new Uint8Array(100)), 'bad-snapshot');
  },

  'the fleet of the service is scanned': async (world) => {
    const { nodeIds, nodeId, patches } = world.service;
    const fleet = await world.fleet.scanFleet(scopeOf(world));
    equal(fleet.failures, [], 'the failures');
    equal(fleet.complete, true, 'whether it is complete');
    const rows = fleet.nodes({ limit: 1000 }).rows.map(({ instanceId }) => instanceId);
    equal(nodeIds.filter((id) => !rows.includes(id)), [], 'the nodes that are not in it');
    const open = patches.filter(({ State }) => /^(Missing|Failed|Installed(PendingReboot|Rejected))$/i.test(State));
    const { findings } = fleet.node(SCOPE, nodeId);
    equal(findings.map(({ title }) => title).sort(), open.map(({ Title }) => Title).sort(), 'the open patches');
    fleet.free();
  },

  'an aborted scan ends with the reason': async (world) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const scan = world.fleet.scanFleet(scopeOf(world, 'stalled'), { signal: controller.signal });
    await sleep(20);
    controller.abort(reason);
    holds((await rejection(scan)) === reason, 'it ends with another error');
  },

  'a freed fleet answers no more': async (world) => {
    const fleet = recorded(world);
    fleet.free();
    fleet.free();
    await failure(world.patchlens, async () => fleet.nodes(), 'invalid-input');
  },

  'fleets release their memory, freed or not': async (world) => {
    watchMemory();
    const before = liveMemories();
    for (let count = 0; count < DROPPED; count += 1) {
      const fleet = recorded(world);
      if (count % 2 === 0) fleet.free();
      const opened = await world.fleet.Fleet.open(new world.fleet.Fleet().snapshot());
      if (count % 2 === 0) opened.free();
    }
    equal(liveMemories() - before >= 0, true, 'the count of memories');
    await until(() => liveMemories() - before <= SPARED, () => `${liveMemories() - before} memories are left`);
  },
};

/** A fleet of two nodes with two findings. */
function recorded({ fleet: { Fleet } }) {
  const fleet = new Fleet();
  fleet.setRules({ now: READ_AT });
  const take = (operation, input, output) => {
    const body = new TextEncoder().encode(JSON.stringify(output));
    fleet.ingest(SCOPE, operation, input, body, READ_AT);
  };
  take('DescribeInstancePatchStates', { InstanceIds: [LATE, DONE] }, STATES);
  take('DescribeInstancePatches', { InstanceId: LATE }, PATCHES);
  return fleet;
}

function scopeOf(world, scenario = 'plain') {
  return { id: SCOPE, client: world.client(scenario) };
}

function state(InstanceId, counts) {
  const time = READ_AT.getTime() / 1000 - 3600;
  return {
    InstanceId,
    PatchGroup: 'web',
    BaselineId: 'pb-0123456789abcdef0',
    SnapshotId: '',
    InstalledCount: 10,
    InstalledOtherCount: 1,
    InstalledPendingRebootCount: 0,
    InstalledRejectedCount: 0,
    NotApplicableCount: 100,
    UnreportedNotApplicableCount: -1,
    CriticalNonCompliantCount: 0,
    SecurityNonCompliantCount: 0,
    OtherNonCompliantCount: 0,
    Operation: 'Scan',
    OperationStartTime: time,
    OperationEndTime: time,
    ...counts,
  };
}

function patch(KBId, Title, Severity, State, CVEIds) {
  return { KBId, Title, Severity, State, CVEIds, Classification: 'SecurityUpdates', InstalledTime: 0 };
}

/** Creates garbage until the condition holds. */
async function until(condition, problem) {
  const giveUpAt = Date.now() + PATIENCE_MS;
  const kept = [];
  while (!condition()) {
    holds(Date.now() < giveUpAt, problem());
    for (let block = 0; block < 20; block += 1) kept.push(new ArrayBuffer(1_000_000));
    kept.splice(0, kept.length - 60);
    globalThis.gc?.();
    await sleep(10);
  }
}
