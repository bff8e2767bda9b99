import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awsOf, digestOf, folderFor, openWatch, SECRETS, storedFindings, truthOf } from './rig.js';

const SCOPES = [
  { account: '111122223333', region: 'us-east-1' },
  { account: '222233334444', region: 'us-east-1' },
  { account: '444455556666', region: 'us-east-1' },
];
const TIME = Date.UTC(2026, 10, 20, 6, 7);

test('a bad node, a scope without permission and a wrong role stop nothing else', async (t) => {
  const aws = await awsOf(
    SCOPES.map((scope) => ({ ...scope, fleet: { nodes: 60 } })),
    { faults: (call) => faultOf(call) },
  );
  t.after(aws.close);
  const bad = nodeWithFindings(aws.simulator.scopes[0].fleet);
  const faultOf = ({ account, operation, input }) => {
    if (account === SCOPES[1].account && operation.startsWith('Describe')) return DENIED;
    if (operation === 'DescribeInstancePatches' && input.InstanceId === bad) return BROKEN;
    return undefined;
  };
  const unknown = { ...SCOPES[2], region: 'eu-west-1', roleArn: 'arn:aws:iam::444455556666:role/No' };
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
  const errors = await watch.rows('SELECT instance_id, last_error FROM node WHERE last_error <> ""');
  assert.equal(errors.length, 1);
  assert.equal(errors[0].instance_id, bad);
  assert.match(errors[0].last_error, new RegExp(bad));
  const others = truthOf(aws).filter((it) => !it.includes(bad) && !it.startsWith(SCOPES[1].account));
  assert.deepEqual(await storedFindings(watch), others);
  assert.deepEqual(await watch.rows('SELECT * FROM scope WHERE lease_run IS NOT NULL'), []);
});
