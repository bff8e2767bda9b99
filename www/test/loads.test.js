import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PatchClient } from 'patchlens';
import { createSimulator, SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { pageCode } from './page-code.js';

const { explain, FleetLoad, PatchesLoad, Task } = await pageCode(
  'load/fleet-load',
  'load/patches-load',
  'load/task',
  'model/errors',
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
const isFirstPage = ({ operation, input }) =>
  operation === 'DescribeInstanceInformation' && input.NextToken === undefined;

test('a fleet is listed once and its states are read in batches of 50, at most 4 at once', async () => {
  const { client, calls, most, fleet } = rig({ nodes: 430 });
  const load = new FleetLoad(client, () => {});
  await load.run(NEVER);
  assert.equal(load.nodes.size, 430);
  assert.equal(load.answered, 430);
  assert.equal(calls.filter(isFirstPage).length, 1);
  assert.equal(count(calls, 'DescribeInstancePatchStates'), 9);
  assert.ok(most.atOnce > 1 && most.atOnce <= 4, `${most.atOnce} at once`);
  for (const [, node] of fleet.nodes()) {
    assert.equal(load.nodes.get(node.id).state !== undefined, node.isScanned);
  }
});

test('an empty fleet is a fleet', async () => {
  const { client } = rig({ nodes: 0 });
  const load = new FleetLoad(client, () => {});
  await load.run(NEVER);
  assert.equal(load.nodes.size, 0);
  assert.equal(load.listed, true);
});

test('a node that is not listed but has a state is part of the fleet', async () => {
  const lie = (output) => ({
    InstancePatchStates: [
      ...output.InstancePatchStates,
      { InstanceId: 'i-0000000000000beef', MissingCount: 1 },
    ],
  });
  const { client } = rig({
    nodes: 20,
    faults: ({ operation }) =>
      operation === 'DescribeInstancePatchStates' ? { kind: 'lie', change: lie } : undefined,
  });
  const load = new FleetLoad(client, () => {});
  await load.run(NEVER);
  assert.equal(load.nodes.size, 21);
  assert.equal(load.answered, 21);
  assert.equal(load.nodes.get('i-0000000000000beef').state.MissingCount, 1);
});

test('a failure ends the load with what there is, and a second run reads only the rest', async () => {
  let broken = true;
  const { client, calls } = rig({
    nodes: 400,
    faults: (_, number) =>
      broken && number > 8
        ? { kind: 'fail', status: 400, code: 'AccessDeniedException' }
        : undefined,
  });
  const load = new FleetLoad(client, () => {});
  await assert.rejects(load.run(NEVER), { awsCode: 'AccessDeniedException' });
  assert.ok(load.answered > 0 && load.answered < 400);
  broken = false;
  const before = calls.length;
  const answered = load.answered;
  await load.run(NEVER);
  assert.equal(load.answered, 400);
  const asked = calls.slice(before).flatMap(({ input }) => input.InstanceIds ?? []);
  assert.equal(asked.length, 400 - answered);
  assert.equal(calls.filter(isFirstPage).length, 1, 'the paginator went on where it was');
});

test('a paginator that gets a repeated token ends with an error', async () => {
  const { client } = rig({ nodes: 300, quirks: ['repeated-token'] });
  const load = new FleetLoad(client, () => {});
  await assert.rejects(load.run(NEVER), (error) => {
    assert.match(explain(error).title, /in a circle/);
    return error.code === 'repeated-token';
  });
});

test('a load can be stopped and goes on where it was', async () => {
  const { client } = rig({ nodes: 500 });
  const abort = new AbortController();
  const load = new FleetLoad(client, () => {
    if (load.answered >= 100) abort.abort(new Error('enough'));
  });
  await assert.rejects(load.run(abort.signal), { message: 'enough' });
  assert.ok(load.answered >= 100 && load.answered < 500);
  await load.run(NEVER);
  assert.equal(load.answered, 500);
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
