/** A service that refuses for ever ends a run with its reason, and holds up no other scope. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { awsOf, folderFor, openWatch, storedFindings, truthOf } from './rig.js';

const SCOPES = [
  { account: '111122223333', region: 'us-east-1' },
  { account: '222233334444', region: 'us-east-1' },
];
const [GOOD, BAD] = SCOPES.map(({ account }) => account);
const TIME = Date.UTC(2026, 10, 20, 6, 7);
const DOWN = { kind: 'fail', status: 503, code: 'ServiceUnavailable', message: 'down' };
/** The scope that throttles is given up after a minute and some seconds. */
const LIMIT_MS = 150_000;

// The first test waits for most of its time.
describe('outages', { concurrency: true }, () => {
  test('a scope that throttles for ever is given up, and the other is complete before', async (t) => {
    const faults = ({ account, operation }) =>
      account === BAD && operation.startsWith('Describe') ? { kind: 'throttle' } : undefined;
    const { aws, runs } = await ran(t, faults);
    const [good, bad] = runs;
    assert.deepEqual([good.status, bad.status], ['complete', 'failed']);
    assert.equal(bad.error, 'Cannot list properties of managed nodes: ThrottlingException: Rate exceeded');
    assert.equal(bad.throttled, bad.requests);
    assert.ok(good.ended < bad.ended);
    assert.ok(bad.requests < 20, 'it is given up after some attempts');
    assert.deepEqual(aws.stored, aws.truth.filter((line) => line.startsWith(GOOD)));
  });

  test('an STS that is down fails the scopes whose role it does not give', async (t) => {
    const faults = ({ operation, input }) =>
      operation === 'AssumeRole' && input.RoleArn.includes(BAD) ? DOWN : undefined;
    const { aws, runs } = await ran(t, faults);
    const [good, bad] = runs;
    assert.deepEqual([good.status, bad.status], ['complete', 'failed']);
    assert.match(bad.error, /AssumeRole|assume the role/i);
    assert.match(bad.error, /ServiceUnavailable/);
    assert.deepEqual(aws.stored, aws.truth.filter((line) => line.startsWith(GOOD)));
  });
});

/** The runs of both scopes, and what is stored after them. */
async function ran(t, faults) {
  const aws = await awsOf(
    SCOPES.map((scope) => ({ ...scope, fleet: { nodes: 40 } })),
    { faults },
  );
  t.after(aws.close);
  const watch = await openWatch({ aws, scopes: SCOPES, folder: folderFor(t), patienceMs: LIMIT_MS });
  t.after(watch.dispose);
  await watch.cron(TIME);
  await watch.ends(TIME);
  const runs = await watch.rows(`
    SELECT run.* FROM run JOIN scope USING (scope_id) ORDER BY account`);
  assert.deepEqual(await watch.rows('SELECT * FROM scope WHERE lease_run IS NOT NULL'), []);
  return { runs, aws: { truth: truthOf(aws), stored: await storedFindings(watch) } };
}
