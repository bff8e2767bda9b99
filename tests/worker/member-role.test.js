import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PatchClient } from 'patchlens';
import { scanSlice } from 'patchlens/fleet';
import { ROOT } from '../../scripts/process.mjs';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { serve } from '../../simulator/serve.js';

const TEMPLATE = readFileSync(join(ROOT, 'worker/member-role.yaml'), 'utf8');
const [CREDENTIALS] = SAMPLE_CREDENTIALS;

test('the role allows the operations that a scan calls, and no others', async (t) => {
  const allowed = [...TEMPLATE.matchAll(/^ +- ssm:(\w+)$/gm)].map(([, name]) => name);
  const every = [...TEMPLATE.matchAll(/\bssm:[\w*]+/g)];
  assert.equal(every.length, allowed.length, 'an action in another place');
  const called = new Set();
  const aws = await serve({
    fleet: { nodes: 100 },
    onRequest: ({ operation }) => called.add(operation),
  });
  t.after(aws.close);
  const client = new PatchClient({ region: 'us-east-1', endpoint: aws.url, credentials: CREDENTIALS });
  const options = { maxRequests: 10_000 };
  const { part, cursor } = await scanSlice({ id: '111122223333/us-east-1', client }, undefined, options);
  assert.equal(cursor, undefined);
  assert.ok(part.nodeCount >= 100);
  assert.deepEqual(part.failures, []);
  part.free();
  assert.deepEqual([...called].sort(), allowed);
});

test('the role can be assumed by the hub alone, with the external id', () => {
  assert.match(TEMPLATE, /Principal:\n +AWS: !Ref HubUserArn\n/);
  assert.match(TEMPLATE, /StringEquals:\n +sts:ExternalId: !Ref ExternalId\n/);
  assert.match(TEMPLATE, /ExternalId:\n(?:    .*\n)*    NoEcho: true\n/);
});
