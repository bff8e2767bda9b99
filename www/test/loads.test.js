import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PatchClient } from 'patchlens';
import { createSimulator, SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { pageCode } from './page-code.js';

const { Fleet, FleetScan, PatchesLoad, Task } = await pageCode(
  'load/fleet-scan',
  'load/patches-load',
  'load/task',
  'patchlens/fleet',
);

const NEVER = new AbortController().signal;

/** A client with a simulator in this process behind its `fetch`, and the calls that it made. */
function rig({ nodes, faults, quirks } = {}) {
  const calls = [];
  let running = 0;
  const most = { atOnce: 0 };
  const simulator = createSimulator({
    fleet: { nodes },
    quirks,
    faults: (call) => {
      calls.push(call);
      return faults?.(call, calls.length);
    },
  });
  const fetch = async (request) => {
    running += 1;
    most.atOnce = Math.max(most.atOnce, running);
    try {
      await new Promise((resolve) => setTimeout(resolve, 1));
      request.signal.throwIfAborted();
      return await simulator.handle(request);
    } finally {
      running -= 1;
    }
  };
  const [credentials] = SAMPLE_CREDENTIALS;
  const endpoint = 'http://127.0.0.1:4566/';
  const client = new PatchClient({
    region: 'us-east-1',
    endpoint,
    credentials,
    fetch,
    maxAttempts: 1,
  });
  return { client, calls, most, fleet: simulator.fleet };
}

const count = (calls, operation) => calls.filter((call) => call.operation === operation).length;
const askedIds = (calls) => calls.flatMap(({ input }) => input.InstanceIds ?? []);

function scanOf({ client }, onChange = () => {}, previous) {
  return new FleetScan([{ id: 'us-east-1', client }], onChange, previous);
}

test('a first scan starts from an earlier fleet, and asks again only what has changed', async () => {
  const first = rig({ nodes: 60 });
  const scan = scanOf(first);
  await scan.run(NEVER);
  const asked = [];
  const findEarlier = async (ids) => {
    asked.push(ids);
    return Fleet.open(scan.snapshot());
  };
  const scopes = [{ id: 'us-east-1', client: first.client }];
  const next = new FleetScan(scopes, () => {}, undefined, findEarlier);
  const before = count(first.calls, 'DescribeInstancePatches');
  await next.run(NEVER);
  assert.deepEqual(asked, [['us-east-1']]);
  assert.equal(count(first.calls, 'DescribeInstancePatches'), before);
  assert.equal(await nodesIn(next), await nodesIn(scan));
  const diff = next.diff(scan.snapshot());
  assert.deepEqual([diff.opened, diff.closed, diff.newNodes, diff.goneNodes], [0, 0, 0, 0]);
  diff.free();
});

test('a scan that is stopped while it looks for an earlier fleet takes none', async () => {
  const abort = new AbortController();
  const earlier = await Fleet.merge([]);
  const scopes = [{ id: 'us-east-1', client: rig({ nodes: 5 }).client }];
  const scan = new FleetScan(scopes, () => {}, undefined, async () => {
    abort.abort(new Error('stopped'));
    return earlier;
  });
  await assert.rejects(scan.run(abort.signal), /stopped/);
  assert.equal(scan.source, undefined);
  assert.throws(() => earlier.nodeCount, /freed/);
});

const nodesIn = async (scan) => (await scan.source.summary()).nodes;

test('a scan reads every node once, and its source answers', async () => {
  const own = rig({ nodes: 430 });
  const scan = scanOf(own);
  assert.equal(scan.source, undefined);
  await scan.run(NEVER);
  const all = [...own.fleet.allNodes()].length;
  const { nodes, verdicts } = await scan.source.summary();
  assert.equal(nodes, all);
  assert.equal(Object.values(verdicts).reduce((sum, one) => sum + one), all);
  const ids = askedIds(own.calls);
  assert.equal(new Set(ids).size, all);
  assert.equal(ids.length, all);
  assert.deepEqual(
    scan.progress.map(({ scopeId, nodesDone, nodesTotal }) => [scopeId, nodesDone, nodesTotal]),
    [['us-east-1', all, all]],
  );
  scan.free();
});

test('an empty fleet is a fleet', async () => {
  const scan = scanOf(rig({ nodes: 0 }));
  await scan.run(NEVER);
  assert.equal(await nodesIn(scan), 0);
});

/** A fleet of which the first two requests for patch states pass until `broken` is `false`. */
function rigThatFails() {
  const own = { broken: true };
  let passed = 0;
  const faults = ({ operation }) => {
    if (!own.broken || operation !== 'DescribeInstancePatchStates') return undefined;
    passed += 1;
    return passed > 2 ? { kind: 'fail', status: 400, code: 'AccessDeniedException' } : undefined;
  };
  return Object.assign(own, rig({ nodes: 400, faults }));
}

test('a scope that fails ends the load with its error, and a second run reads the rest', async () => {
  const own = rigThatFails();
  const scan = scanOf(own);
  await assert.rejects(scan.run(NEVER), { awsCode: 'AccessDeniedException' });
  const all = [...own.fleet.allNodes()].length;
  assert.equal(await nodesIn(scan), all);
  const { unreported, failedScopes } = await scan.source.summary();
  assert.ok(unreported['not-asked'] > 0);
  assert.equal(failedScopes, 1);
  own.broken = false;
  await scan.run(NEVER);
  const after = await scan.source.summary();
  assert.equal(after.unreported['not-asked'] ?? 0, 0);
  assert.equal(after.failedScopes, 0);
});

test('two scopes that are tried again at once are both read', async () => {
  let isDenied = true;
  const denied = () =>
    isDenied ? { kind: 'fail', status: 400, code: 'AccessDeniedException' } : undefined;
  const [sound, one, other] = [rig({ nodes: 10 }), rig({ nodes: 20, faults: denied }), rig({ nodes: 30, faults: denied })];
  const scopes = [sound, one, other].map(({ client }, at) => ({ id: `scope-${at}`, client }));
  const scan = new FleetScan(scopes, () => {});
  await assert.rejects(scan.run(NEVER), { awsCode: 'AccessDeniedException' });
  isDenied = false;
  scan.retry('scope-1');
  scan.retry('scope-2');
  await scan.run(NEVER);
  assert.deepEqual(scan.progress.map(({ phase }) => phase), ['done', 'done', 'done']);
});

test('the second run after a failure reads nothing twice', async () => {
  const own = rigThatFails();
  const scan = scanOf(own);
  await assert.rejects(scan.run(NEVER), { awsCode: 'AccessDeniedException' });
  own.broken = false;
  const before = own.calls.length;
  await scan.run(NEVER);
  const again = own.calls.slice(before);
  assert.equal(count(again, 'DescribeInstanceProperties'), 0);
  assert.ok(askedIds(again).length < [...own.fleet.allNodes()].length);
});

test('a node that fails does not stop the others, and is named by the error', async () => {
  let bad;
  const own = rig({
    nodes: 60,
    faults: ({ operation, input }) => {
      if (operation !== 'DescribeInstancePatches' || (bad && input.InstanceId !== bad)) return;
      bad = input.InstanceId;
      return { kind: 'fail', status: 400, code: 'InternalServerError' };
    },
  });
  const scan = scanOf(own);
  await assert.rejects(scan.run(NEVER), { awsCode: 'InternalServerError' });
  const { failedNodes, failedScopes, findings } = await scan.source.summary();
  assert.deepEqual([failedNodes, failedScopes], [1, 0]);
  assert.ok(findings > 0);
  const node = await scan.source.node('us-east-1', bad);
  assert.notEqual(node.verdict, 'compliant');
});

test('a load can be stopped and goes on where it was', async () => {
  const own = rig({ nodes: 500 });
  const abort = new AbortController();
  const done = () => scan.progress[0]?.nodesDone ?? 0;
  const scan = scanOf(own, () => done() >= 100 && abort.abort(new Error('enough')));
  await assert.rejects(scan.run(abort.signal), { message: 'enough' });
  const before = own.calls.length;
  assert.ok(await nodesIn(scan));
  await scan.run(NEVER);
  const all = [...own.fleet.allNodes()].length;
  assert.equal(done(), all);
  assert.ok(askedIds(own.calls.slice(before)).length <= all - 100);
  const { complete } = await scan.source.describe();
  assert.equal(complete, true);
});

test('a new load shows the rows of the previous one, and reads no patches that are known', async () => {
  const own = rig({ nodes: 100 });
  const first = scanOf(own);
  await first.run(NEVER);
  const known = await first.source.summary();
  const before = own.calls.length;
  const second = scanOf(own, () => {}, first);
  assert.equal(await nodesIn(second), known.nodes);
  assert.equal(first.source, undefined, 'it has passed its fleet on');
  await second.run(NEVER);
  const again = own.calls.slice(before);
  assert.ok(count(again, 'DescribeInstancePatchStates') > 0);
  assert.equal(count(again, 'DescribeInstancePatches'), 0);
  assert.deepEqual((await second.source.summary()).verdicts, known.verdicts);
});

test('the rules apply to what is read before and after they are set', async () => {
  const scan = scanOf(rig({ nodes: 100 }));
  scan.judge({ staleAfterMs: 1 });
  await scan.run(NEVER);
  const stale = async () => (await scan.source.summary()).verdicts.stale;
  assert.ok((await stale()) > 50);
  scan.judge({ staleAfterMs: 3650 * 86_400_000 });
  assert.equal(await stale(), 0);
});

test('the CSV file has the nodes of the query, for spreadsheets', async () => {
  const own = rig({ nodes: 30 });
  const scan = scanOf(own);
  await scan.run(NEVER);
  const [, node] = [...own.fleet.nodes()][4];
  const filter = { tokens: [{ property: 'instanceId', operator: '=', value: node.id }] };
  const text = [...scan.csv('nodes', { filter })].join('');
  assert.match(text, /^\uFEFFscopeId,Instance ID,/);
  assert.match(text, new RegExp(`\r\nus-east-1,${node.id},`));
  assert.equal(text.trim().split('\r\n').length, 2);
});

test('the patches of a node are those of the fleet, page by page, also after a stop', async () => {
  const { client, calls, fleet } = rig({ nodes: 3 });
  const [, node] = [...fleet.nodes()].find(
    ([, one]) => one.isScanned && fleet.patches(one).length > 100,
  );
  const expected = fleet.patches(node);
  const abort = new AbortController();
  const load = new PatchesLoad(
    client,
    node.id,
    () => load.rows.length === 50 && abort.abort(new Error('enough')),
  );
  await assert.rejects(load.run(abort.signal), { message: 'enough' });
  assert.equal(load.rows.length, 50);
  await load.run(NEVER);
  assert.equal(load.done, true);
  assert.deepEqual(
    load.rows.map((row) => row.kb),
    expected.map((patch) => patch.kbId),
  );
  assert.equal(calls.filter(({ input }) => input.NextToken === undefined).length, 1);
});

/** Resolves when a task has left the phase `loading`. */
function settled(task) {
  return new Promise((resolve) => {
    const stop = task.phase.subscribe((phase) => {
      if (phase === 'loading') return;
      resolve(phase);
      setTimeout(() => stop());
    });
  });
}

test('a task has a phase and an error', async () => {
  let fails = true;
  const task = new Task(() => ({
    run: async () => {
      if (fails) throw new Error('broken');
    },
  }));
  assert.equal(task.phase.value, 'waiting');
  task.start();
  assert.equal(await settled(task), 'failed');
  assert.equal(task.error.value.message, 'broken');
  fails = false;
  task.start();
  assert.equal(await settled(task), 'done');
  assert.equal(task.error.value, undefined);
});

test('a task that is started right after it was cancelled runs on', async () => {
  const runs = [];
  const task = new Task(() => ({
    run: (signal) =>
      new Promise((resolve, reject) => {
        runs.push(signal);
        signal.addEventListener('abort', () => setTimeout(() => reject(signal.reason), 5));
        if (runs.length > 1) setTimeout(resolve, 5);
      }),
  }));
  task.start();
  await Promise.resolve();
  task.cancel();
  task.start();
  assert.equal(task.phase.value, 'loading');
  assert.equal(await settled(task), 'done');
  assert.equal(runs.length, 2);
});

test('a cancelled task has no error', async () => {
  const task = new Task(() => ({
    run: (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  }));
  task.start();
  task.cancel();
  assert.equal(await settled(task), 'cancelled');
  assert.equal(task.error.value, undefined);
});
