/** The scan: what it sends, how it ends, and what it refuses to begin. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, test } from 'node:test';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { Fleet, scanFleet, scanSlice } from 'patchlens/fleet';
import { failure, rejection, withoutStrays } from '../conversation.js';
import { idsOf, scopeOf, serviceError } from './scan-rig.js';

const countOf = ({ requests }, name) => requests.filter(({ operation }) => operation === name).length;

/** The progress that a scan reports last. */
async function lastProgress(scopes, options) {
  let last;
  await scanFleet(scopes, { ...options, onProgress: (progress) => (last = progress) });
  return last.scopes;
}

// They wait for their rate most of the time.
describe('scans', { concurrency: true }, () => {
  test('a scan lists, asks states 50 at a time, and the patches of nodes with some', async () => {
    const scope = scopeOf({ nodes: 120 });
    const [progress] = await lastProgress(scope);
    assert.equal(countOf(scope, 'DescribeInstanceProperties'), 2);
    assert.equal(countOf(scope, 'DescribeInstancePatchStates'), 3);
    assert.equal(countOf(scope, 'DescribeInstancePatches'), 60);
    const { phase, nodesDone, nodesTotal, nodesKept, throttled } = progress;
    assert.deepEqual(
      { phase, nodesDone, nodesTotal, nodesKept, throttled },
      { phase: 'done', nodesDone: 120, nodesTotal: 120, nodesKept: 0, throttled: 0 },
    );
    assert.equal(progress.requests, scope.requests.length);
  });

  test('a scope that is denied fails, and the others are read', async () => {
    const fault = () => serviceError('AccessDeniedException', 'denied');
    const scopes = [scopeOf({ fault }, 'a/x'), scopeOf({}, 'b/x')];
    const [denied, read] = await lastProgress(scopes);
    assert.equal(denied.phase, 'failed');
    assert.equal(denied.error.awsCode, 'AccessDeniedException');
    assert.equal(read.phase, 'done');
    assert.equal(read.nodesDone, 20);
  });

  test('each request has a signal of its own, so that Node warns of no leak', async () => {
    const scopes = ['a/x', 'b/x', 'c/x'].map((id) => scopeOf({ nodes: 40, latencyMs: 5 }, id));
    await scanFleet(scopes);
    const signals = scopes.flatMap(({ requests }) => requests.map(({ signal }) => signal));
    assert.equal(new Set(signals).size, signals.length);
  });

  test('throttled requests are repeated, and counted', async () => {
    let left = 3;
    const fault = () => (left-- > 0 ? serviceError('ThrottlingException', 'throttled', true) : undefined);
    const [{ nodesDone, throttled }] = await lastProgress(scopeOf({ nodes: 4, fault }));
    assert.deepEqual({ nodesDone, throttled }, { nodesDone: 4, throttled: 3 });
  });

  test('no more requests are in flight than concurrency allows', async () => {
    let flying = 0;
    let most = 0;
    const scope = scopeOf({ nodes: 40 });
    const { send } = scope.client;
    scope.client.send = async (...request) => {
      most = Math.max(most, ++flying);
      try {
        await setTimeout(150);
        return await send(...request);
      } finally {
        flying--;
      }
    };
    await scanFleet(scope, { concurrency: 2 });
    assert.equal(most, 2);
  });

  test('an aborted scan keeps what it has with keepOnAbort', async () => {
    const controller = new AbortController();
    const scope = scopeOf({ nodes: 500, latencyMs: 5 });
    setTimeout(300).then(() => controller.abort());
    const [{ phase }] = await lastProgress(scope, { signal: controller.signal, keepOnAbort: true });
    assert.notEqual(phase, 'done');
  });

  test('a scan that is aborted before it begins keeps what it has with keepOnAbort', async () => {
    const signal = AbortSignal.abort(new Error('too late'));
    const scope = scopeOf();
    const fleet = await scanFleet(scope, { signal, keepOnAbort: true });
    assert.deepEqual([fleet.complete, scope.requests.length], [false, 0]);
    const whole = await scanFleet(scope, { resume: fleet.checkpoint() });
    assert.equal(whole.complete, true);
    const { part, cursor } = await scanSlice(scopeOf(), undefined, {
      signal,
      keepOnAbort: true,
      maxRequests: 5,
    });
    assert.equal(part.complete, false);
    assert.ok(cursor);
    await assert.rejects(scanFleet(scope, { signal }), /too late/);
  });

  test('progress comes at most ten times a second, and at the end', async () => {
    const times = [];
    await scanFleet(scopeOf({ nodes: 60 }), { onProgress: () => times.push(performance.now()) });
    const seconds = (times.at(-1) - times[0]) / 1000;
    assert.ok(times.length <= seconds * 10 + 2, `${times.length} in ${seconds} s`);
  });

  test('slices together send what a scan sends', async () => {
    const scope = scopeOf({ nodes: 120 });
    let cursor;
    let slices = 0;
    do {
      ({ cursor } = await scanSlice(scope, cursor, { maxRequests: 20 }));
      assert.ok(JSON.stringify(cursor ?? {}).length < 65_536);
      slices++;
    } while (cursor);
    assert.ok(slices >= 4);
    assert.equal(countOf(scope, 'DescribeInstancePatchStates'), 3);
    assert.equal(countOf(scope, 'DescribeInstancePatches'), 60);
  });

  test('slices that a deadline ends give no node up', async () => {
    let refuses = true;
    const throttled = () => serviceError('ThrottlingException', 'throttled', true);
    const fault = (operation) => (refuses && operation === 'DescribeInstancePatches' ? throttled() : undefined);
    const scope = scopeOf({ nodes: 4, fault });
    const parts = [];
    let cursor;
    for (let slice = 0; slice < 6; slice++) {
      refuses = slice < 5;
      const deadline = refuses ? Date.now() + 300 : undefined;
      const { part, ...rest } = await scanSlice(scope, cursor, { maxRequests: 100, deadline });
      parts.push(part);
      ({ cursor } = rest);
      assert.equal(cursor !== undefined, refuses);
    }
    const fleet = await Fleet.merge(parts);
    assert.deepEqual(fleet.failures, []);
    assert.equal(fleet.findingCount, 2);
  });

  test('given ids are asked without a list', async () => {
    const scope = scopeOf({ nodes: 60 });
    await scanFleet(scope, { nodes: { instanceIds: [...idsOf(60), ...idsOf(60)] }, explain: false });
    assert.deepEqual(
      [...new Set(scope.requests.map(({ operation }) => operation))],
      ['DescribeInstancePatchStates', 'DescribeInstancePatches'],
    );
    assert.equal(countOf(scope, 'DescribeInstancePatchStates'), 2);
  });
});

test('an abort ends the scan within a turn of the event loop, with the reason', async () => {
  for (const reason of [new Error('enough'), 0, 'a text', null]) {
    await withoutStrays(async () => {
      const controller = new AbortController();
      const scope = scopeOf({ nodes: 500, latencyMs: 5000 });
      const scan = rejection(scanFleet(scope, { signal: controller.signal }));
      await setTimeout(20);
      controller.abort(reason);
      const value = await Promise.race([scan, setImmediate('late')]);
      assert.equal(value, controller.signal.reason);
      assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
      assert.ok(scope.requests.every(({ signal }) => signal.aborted));
    });
  }
});

test('an aborted signal sends nothing', async () => {
  const scope = scopeOf();
  await rejection(scanFleet(scope, { signal: AbortSignal.abort() }));
  assert.equal(scope.requests.length, 0);
});

test('maxRequests and deadline end a scan with what it has', async () => {
  const scope = scopeOf({ nodes: 200 });
  await scanFleet(scope, { maxRequests: 7 });
  assert.equal(scope.requests.length, 7);
  const startedAt = performance.now();
  await scanFleet(scopeOf({ nodes: 500, latencyMs: 5000 }), { deadline: Date.now() + 200 });
  assert.ok(performance.now() - startedAt < 1000);
});

test('options that can never work are named before anything is sent', async (t) => {
  const scope = scopeOf();
  const cases = [
    [[], {}, 'scopes: expected at least one'],
    [[scope, scope], {}, 'scopes: two have the id "111122223333/eu-central-1"'],
    [{ ...scope, id: '' }, {}, 'scope.id: expected a text, but is ""'],
    [[{ id: 'a' }], {}, 'scopes[0].client: expected a PatchClient, but is undefined'],
    [scope, { patches: 'all' }, 'patches: expected "open" or "none", but is "all"'],
    [scope, { explain: 1 }, 'explain: expected a boolean, but is 1'],
    [scope, { concurrency: 0 }, 'concurrency: expected a whole number from 1, but is 0'],
    [scope, { maxRequests: 1.5 }, 'maxRequests: expected a whole number, but is 1.5'],
    [scope, { deadline: 'soon' }, 'deadline: expected a Date, but is soon'],
    [scope, { signal: {} }, 'signal: expected an AbortSignal, but is [object Object]'],
    [scope, { onProgress: 'log' }, 'onProgress: expected a function, but is "log"'],
    [scope, { previous: 'x' }, 'previous: expected a Uint8Array, but is x'],
    [scope, { nodes: {} }, 'nodes: expected one of instanceIds, patchGroups and tags'],
    [scope, { nodes: { instanceIds: 'i-1' } }, 'nodes.instanceIds: expected a list of texts, but is "i-1"'],
    [scope, { nodes: { patchGroups: [] } }, 'nodes.patchGroups: expected at least one text'],
    [scope, { nodes: { tags: { a: [1] } } }, 'nodes.tags["a"][0]: expected a text, but is 1'],
  ];
  for (const [scopes, options, problem] of cases) {
    await t.test(problem, async () => {
      const error = await failure(scanFleet(scopes, options));
      assert.equal(error.message, `Cannot scan the fleet: ${problem}`);
      assert.equal(error.code, 'invalid-input');
    });
  }
  assert.equal(scope.requests.length, 0);
});
