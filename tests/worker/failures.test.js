import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openApi } from './api-rig.js';
import { awsOf, digestOf, folderFor, openWatch, SECRETS, storedFindings, truthOf } from './rig.js';

const SCOPES = [
  { account: '111122223333', region: 'us-east-1' },
  { account: '222233334444', region: 'us-east-1' },
  { account: '444455556666', region: 'us-east-1' },
];
const DENIED = { kind: 'fail', status: 400, code: 'AccessDeniedException', message: 'not allowed' };
const BROKEN = { kind: 'fail', status: 400, code: 'ValidationException', message: 'broken' };
/** More with WATCH_SEEDS. */
const SEEDS = Number(process.env.WATCH_SEEDS ?? 3);
const SLICE = 12;
const IN_FLIGHT = 8;
const ROLE_NAME = 'PatchReader';
const TIME = Date.UTC(2026, 10, 20, 6, 7);

test('a bad node, a scope without permission and a wrong role stop nothing else', async (t) => {
  let bad;
  const faultOf = ({ account, operation, input }) => {
    if (account === SCOPES[1].account && operation.startsWith('Describe')) return DENIED;
    if (operation === 'DescribeInstancePatches' && input.InstanceId === bad) return BROKEN;
    return undefined;
  };
  const aws = await awsOf(
    SCOPES.map((scope) => ({ ...scope, fleet: { nodes: 60 } })),
    { faults: faultOf },
  );
  t.after(aws.close);
  [, , bad] = truthOf(aws)[0].split(' ');
  const unknown = { ...SCOPES[2], account: '555566667777', roleArn: 'arn:aws:iam::555566667777:role/No' };
  const watch = await openWatch({ aws, scopes: [...SCOPES, unknown], folder: folderFor(t) });
  t.after(watch.dispose);
  await watch.cron(TIME);
  await watch.ends(TIME);
  const runs = await watch.rows(`
    SELECT account, region, status, failed_nodes, error FROM run JOIN scope USING (scope_id)
    ORDER BY scope_id`);
  assert.deepEqual(
    runs.map(({ status, failed_nodes }) => [status, failed_nodes]),
    [['complete', 1], ['failed', 0], ['complete', 0], ['failed', 0]],
  );
  assert.match(runs[1].error, /AccessDenied/);
  assert.match(runs[3].error, /AccessDenied/);
  const errors = await watch.rows("SELECT instance_id, last_error FROM node WHERE last_error <> ''");
  assert.equal(errors.length, 1);
  assert.equal(errors[0].instance_id, bad);
  assert.match(errors[0].last_error, new RegExp(bad));
  const others = truthOf(aws).filter((it) => !it.includes(bad) && !it.startsWith(SCOPES[1].account));
  assert.deepEqual(await storedFindings(watch), others);
  assert.deepEqual(await watch.rows('SELECT * FROM scope WHERE lease_run IS NOT NULL'), []);
});

const STOPPED = {
  'a scope that throttles for ever': {
    fault: ({ account, operation }) =>
      account === SCOPES[1].account && operation.startsWith('Describe') && { kind: 'throttle' },
    error: /^nothing was read in 10 seconds: [1-9]\d* of [1-9]\d* requests of the run were throttled$/,
    vars: { SLICE_SECONDS: '10' },
    isLast: true,
  },
  'an STS that is down for an account': {
    fault: ({ operation, input }) =>
      operation === 'AssumeRole' && input.RoleArn.includes(SCOPES[1].account) && { kind: 'fail' },
    error: /assume|STS|InternalServerError/i,
  },
};
for (const [name, { fault, error, vars, isLast = false }] of Object.entries(STOPPED)) {
  test(`${name} stops none of the others, and describe and runs say which and why`, async (t) => {
    const aws = await awsOf(
      SCOPES.map((scope) => ({ ...scope, fleet: { nodes: 40 } })),
      { faults: (call) => fault(call) || undefined },
    );
    t.after(aws.close);
    const { watch, get, source } = await openApi(t, { aws, scopes: SCOPES, vars });
    await watch.cron(TIME);
    const ends = await watch.ends(TIME);
    assert.deepEqual(ends.map(({ status }) => status), ['complete', 'failed', 'complete']);
    assert.match(ends[1].error, error);
    const runs = await watch.rows('SELECT ended FROM run ORDER BY scope_id');
    if (isLast) assert.ok(runs.every(({ ended }) => ended <= runs[1].ended), 'the others do not wait');
    const { scopes, complete } = await source.describe();
    assert.equal(complete, false);
    const messages = scopes.map((scope) => scope.error?.message);
    assert.deepEqual(messages, [undefined, ends[1].error, undefined]);
    const { answer } = await get('/api/v1/runs');
    assert.deepEqual(answer.scopes.map((scope) => scope.error), messages);
    const others = truthOf(aws).filter((it) => !it.startsWith(SCOPES[1].account));
    assert.deepEqual(await storedFindings(watch), others);
  });
}

test('killed at any point, a run goes on behind what is stored', async (t) => {
  const whole = await killed(t, { after: [] });
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const after = [random(seed, 1), random(seed, 2)];
    const { digest, events, requests } = await killed(t, { after });
    t.diagnostic(`killed after ${after} requests: ${requests} in all, ${whole.requests} without`);
    assert.equal(digest, whole.digest, `killed after ${after}`);
    assert.deepEqual(events, whole.events);
    // The slice that is stored, and the one that is read meanwhile.
    assert.ok(requests <= whole.requests + after.length * (2 * SLICE + IN_FLIGHT));
  }
});

test('a run that loses its lease stops reading and storing', async (t) => {
  const sent = [];
  const atLoss = 20;
  let taken;
  const onSent = (record) => {
    if (sent.push(record) === atLoss) taken = watch.rows('UPDATE scope SET lease_run = 1, lease_until = 9e15');
  };
  const aws = await awsOf([{ ...SCOPES[0], fleet: { nodes: 120, start: TIME, seed: 3 } }], {
    requests: { push: onSent },
  });
  t.after(aws.close);
  const watch = await openWatch({ aws, scopes: [SCOPES[0]], folder: folderFor(t), sliceRequests: SLICE });
  t.after(watch.dispose);
  await watch.cron(TIME);
  const [{ status, error }] = await watch.ends(TIME);
  await taken;
  assert.deepEqual([status, error], ['failed', 'another run took the lease']);
  // The slice that waits to be stored, and the one that is read meanwhile.
  assert.ok(sent.length <= atLoss + 2 * SLICE + IN_FLIGHT, `${sent.length} requests`);
  const [{ slice }] = await watch.rows('SELECT slice FROM run');
  assert.ok(slice * SLICE <= atLoss + IN_FLIGHT, `${slice} slices are stored`);
  assert.ok((await storedFindings(watch)).length < truthOf(aws).length);
  const [{ lease_run: lease }] = await watch.rows('SELECT lease_run FROM scope');
  assert.equal(lease, 1);
});

test('a snapshot that is damaged or gone is said, and the next run reads everything', async (t) => {
  const aws = await awsOf([{ ...SCOPES[0], fleet: { nodes: 40 } }]);
  t.after(aws.close);
  const watch = await openWatch({ aws, scopes: [SCOPES[0]], folder: folderFor(t) });
  t.after(watch.dispose);
  await watch.cron(TIME);
  await watch.ends(TIME);
  const [first] = await watch.rows('SELECT requests, snapshot FROM run');
  await watch.put(first.snapshot, 'no snapshot');
  const later = TIME + 3_600_000;
  await watch.cron(later);
  const [{ status }] = await watch.ends(later);
  assert.equal(status, 'complete');
  const [, second] = await watch.rows('SELECT requests FROM run ORDER BY run_id');
  assert.ok(second.requests >= first.requests, `${second.requests} of ${first.requests} requests`);
  assert.match(watch.said.join(''), /previous-unusable.*us-east-1/);
  assert.deepEqual(await storedFindings(watch), truthOf(aws));
});

test('nodes without counts are counted beside the sums of a day', async (t) => {
  const aws = await awsOf([{ ...SCOPES[0], fleet: { nodes: 200 } }]);
  t.after(aws.close);
  const watch = await openWatch({ aws, scopes: [SCOPES[0]], folder: folderFor(t) });
  t.after(watch.dispose);
  await watch.cron(TIME);
  await watch.ends(TIME);
  const [{ nodes, absent }] = await watch.rows(
    'SELECT count(*) AS nodes, sum(missing IS NULL OR failed IS NULL) AS absent FROM node',
  );
  const [sum] = await watch.rows(
    "SELECT sum(uncounted) AS uncounted, sum(nodes) AS nodes FROM rollup WHERE dim = 'all'",
  );
  assert.ok(absent > 0, 'some nodes were never scanned');
  assert.deepEqual(sum, { uncounted: absent, nodes });
});

test('no secret is stored', async (t) => {
  const issued = [];
  const change = (output) => (issued.push(output.Credentials), output);
  const aws = await awsOf([{ ...SCOPES[0], fleet: { nodes: 40 } }], {
    faults: ({ operation }) => (operation === 'AssumeRole' ? { kind: 'lie', change } : undefined),
  });
  t.after(aws.close);
  const folder = folderFor(t);
  const watch = await openWatch({ aws, scopes: [SCOPES[0]], folder });
  await watch.cron(TIME);
  const [{ status }] = await watch.ends(TIME);
  assert.equal(status, 'complete');
  const planted = 'planted-9fK2mQ7xW4';
  const plantedObject = 'planted-3hT8vB5nL1';
  await watch.rows(`UPDATE scope SET role_arn = '${planted}'`);
  await watch.put('planted', plantedObject);
  await watch.dispose();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const bytesOf = (paths) => paths.map((path) => readFileSync(path));
  const kept = [...bytesOf(files), Buffer.from(watch.said.join(''))];
  const engine = bytesOf(files.filter((path) => path.includes('workflows')));
  const isIn = (all) => (text) => all.some((bytes) => bytes.includes(text));
  assert.ok(isIn(kept)(planted), 'the database');
  assert.ok(isIn(kept)(plantedObject), 'the bucket');
  for (const text of ['slices from 0', SCOPES[0].account, ROLE_NAME]) {
    assert.ok(isIn(engine)(text), `${text} in the state of the engine`);
  }
  // A long text may be in several pages of a database, so its beginning is searched.
  const session = issued.flatMap(({ SecretAccessKey, SessionToken }) => [
    SecretAccessKey,
    SessionToken.slice(0, 40),
  ]);
  assert.ok(session.length > 0);
  // The keys of sessions have ids that begin with ASIA.
  assert.deepEqual([...SECRETS, ...session, 'ASIA'].filter(isIn(kept)), []);
});

/** Runs a scan that is killed after so many requests, and started again each time. */
async function killed(t, { after }) {
  let sent = 0;
  const requests = [];
  const waiting = [];
  const onSent = () => {
    sent += 1;
    if (waiting[0]?.count <= sent) waiting.shift().reached();
  };
  const aws = await awsOf([{ ...SCOPES[0], fleet: { nodes: 120, start: TIME, seed: 3 } }], {
    requests: { push: (record) => (requests.push(record), onSent()) },
  });
  const folder = folderFor(t);
  const scopes = [SCOPES[0]];
  let watch = await openWatch({ aws, scopes, folder, sliceRequests: SLICE });
  await watch.cron(TIME);
  for (const count of after) {
    await new Promise((reached) => waiting.push({ count: sent + count, reached }));
    await watch.dispose();
    watch = await openWatch({ aws, scopes, folder, sliceRequests: SLICE });
    await watch.restart(SCOPES[0], TIME);
  }
  try {
    const [{ status }] = await watch.ends(TIME);
    assert.equal(status, 'complete');
    assert.deepEqual(await storedFindings(watch), truthOf(aws));
    assert.deepEqual(await watch.objects(), ['fleet/111122223333/us-east-1/2026-11-20.snapshot']);
    const events = await watch.rows('SELECT event, count(*) AS n FROM open_event GROUP BY event');
    return { digest: await digestOf(watch), events, requests: requests.length };
  } finally {
    await watch.dispose();
    await aws.close();
  }
}

/** A number of requests from 2 to 25. */
function random(seed, draw) {
  return 2 + (createHash('sha256').update(`${seed} ${draw}`).digest()[0] % 24);
}
