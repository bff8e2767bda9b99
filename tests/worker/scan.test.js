import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awsOf, digestOf, folderFor, openWatch, storedFindings, truthOf } from './rig.js';

const SCOPES = [
  { account: '111122223333', region: 'us-east-1' },
  { account: '111122223333', region: 'eu-central-1' },
  { account: '444455556666', region: 'us-east-1' },
];
const PER_SECOND = 40;
const TIME = Date.UTC(2026, 10, 20, 6, 7);
const DAY_MS = 86_400_000;

test('the open findings of three scopes are those of the simulator', async (t) => {
  const requests = [];
  const limit = { requestsPerSecond: PER_SECOND, burst: 5 };
  const aws = await awsOf(
    SCOPES.map((scope) => ({ ...scope, fleet: { nodes: 200 }, ...limit })),
    { requests },
  );
  t.after(aws.close);
  const watch = await openWatch({ aws, scopes: SCOPES, folder: folderFor(t) });
  t.after(watch.dispose);
  await watch.cron(TIME);
  const ends = await watch.ends(TIME);
  assert.deepEqual(
    ends.map(({ status, failedNodes }) => [status, failedNodes]),
    SCOPES.map(() => ['complete', 0]),
  );
  const truth = truthOf(aws);
  assert.ok(truth.length > 500);
  assert.deepEqual(await storedFindings(watch), truth);
  for (const row of await watch.rows('SELECT * FROM run')) {
    const seconds = (row.ended - row.started) / 1000;
    const share = (row.requests - row.throttled) / seconds / PER_SECOND;
    const throttled = row.throttled / row.requests;
    t.diagnostic(`${row.requests} requests in ${seconds.toFixed(1)} s: ${percent(share)} of the rate`);
    t.diagnostic(`${percent(throttled)} throttled, ${row.nodes} nodes`);
    assert.ok(row.requests > 60);
    // The share is printed only: the speed of this machine decides it.
    assert.ok(throttled < 0.1, `${percent(throttled)} throttled`);
  }
  const opened = await watch.rows('SELECT event, count(*) AS events FROM open_event GROUP BY event');
  assert.deepEqual(opened, [{ event: 'opened', events: truth.length }]);
});

test('the same cron twice is one run', async (t) => {
  const requests = [];
  const [scope] = SCOPES;
  const aws = await awsOf([{ ...scope, fleet: { nodes: 40 } }], { requests });
  t.after(aws.close);
  const watch = await openWatch({ aws, scopes: [scope], folder: folderFor(t) });
  t.after(watch.dispose);
  await Promise.all([watch.cron(TIME), watch.cron(TIME)]);
  await watch.ends(TIME);
  const digest = await digestOf(watch);
  const sent = requests.length;
  await watch.cron(TIME + 20_000);
  assert.equal((await watch.rows('SELECT * FROM run')).length, 1);
  assert.equal(requests.length, sent);
  assert.equal(await digestOf(watch), digest);
  const states = requests.filter(({ operation }) => operation === 'DescribeInstancePatchStates');
  assert.equal(states.length, 1);
});

test('a second run reads and writes what has changed', async (t) => {
  const [scope] = SCOPES;
  const start = TIME - 3 * DAY_MS;
  const [first, second] = [[], []];
  const folder = folderFor(t);
  const on = (day, requests) =>
    awsOf([{ ...scope, fleet: { nodes: 500, start, day, scanShare: 0.05 } }], { requests });
  const before = await runOnce(t, { aws: await on(2, first), folder, time: TIME - DAY_MS });
  const aws = await on(3, second);
  const after = await runOnce(t, { aws, folder, time: TIME }, async (watch) => {
    assert.deepEqual(await storedFindings(watch), truthOf(aws));
    const events = await watch.rows('SELECT event, count(*) AS n FROM open_event GROUP BY event');
    assert.deepEqual(events.map(({ event }) => event), ['closed', 'opened']);
    const [{ gone }] = await watch.rows('SELECT count(gone_at) AS gone FROM node');
    assert.ok(gone > 0);
    const open = await watch.rows(
      `SELECT count(*) AS n FROM open_patch WHERE (node_id, patch_id) NOT IN
         (SELECT node_id, patch_id FROM open_event WHERE event = 'opened')`,
    );
    assert.deepEqual(open, [{ n: 0 }]);
  });
  const shares = {
    requests: second.length / first.length,
    rows: after.rowsWritten / before.rowsWritten,
  };
  t.diagnostic(`requests: ${first.length}, then ${second.length}, ${percent(shares.requests)}`);
  t.diagnostic(`rows: ${before.rowsWritten}, then ${after.rowsWritten}, ${percent(shares.rows)}`);
  assert.ok(shares.rows <= 0.07);
  // The list and the states of all nodes are read, and the details of those that have changed.
  assert.ok(shares.requests <= 0.2);
});

async function runOnce(t, { aws, folder, time }, look) {
  const [scope] = SCOPES;
  const watch = await openWatch({ aws, scopes: [scope], folder });
  try {
    await watch.cron(time);
    const [end] = await watch.ends(time);
    assert.equal(end.status, 'complete');
    await look?.(watch);
    return end;
  } finally {
    await watch.dispose();
    await aws.close();
  }
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
