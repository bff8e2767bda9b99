/** The script for Deno, with the packed package, against a simulator. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT, run } from '../../scripts/process.mjs';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { serve } from '../../simulator/serve.js';
import { expectedVerdict, expectedVerdicts, nodesOf, VERDICTS } from '../e2e/rig.js';
import { copyOf, TOOLS } from './workshop.js';

const LIMIT = { timeout: 60_000 };
const NODES = 160;
const [KEYS] = SAMPLE_CREDENTIALS;
const DENO = { DENO_DIR: join(ROOT, '.setup/deno'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' };

let aws;
let folder;
before(async () => {
  aws = await serve({ fleet: { nodes: NODES } });
  folder = await copyOf('deno');
}, LIMIT);
after(() => aws?.close());

function printed(env = {}) {
  const args = ['run', '--no-prompt', '--allow-net=127.0.0.1', '--allow-env', 'fleet.js'];
  return run(join(TOOLS, 'deno'), args, {
    cwd: folder,
    output: 'keep',
    timeoutMs: 30_000,
    env: {
      ...DENO,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      AWS_SESSION_TOKEN: undefined,
      ...env,
    },
  });
}

/** The columns of numbers are aligned with the ends of their titles. */
function partsOf(table) {
  const [head, ...rows] = table.split('\n');
  const ends = ['MISSING', 'FAILED', 'REBOOT'].map((name) => head.indexOf(name) + name.length);
  return { titles: head.split(/ {2,}/), ends, rows };
}

test('the table has every node once, with its verdict and counts, the worst first', LIMIT, async () => {
  const { exitCode, stdout, stderr } = await printed();
  assert.equal(stderr, '');
  assert.equal(exitCode, 0);
  const [table, totals] = stdout.trimEnd().split('\n\n');
  const { titles, ends, rows } = partsOf(table);
  assert.deepEqual(titles, [
    'NODE',
    'NAME',
    'PLATFORM',
    'VERDICT',
    'MISSING',
    'FAILED',
    'REBOOT',
    'NOT APPROVED',
    'SCANNED',
    'REASON',
  ]);
  const all = nodesOf(aws.simulator.fleet).length;
  assert.equal(rows.length, all);
  const ranks = rows.map((row) => {
    const [missing, failed, reboot] = ends.map((end) => row.slice(0, end).split(' ').at(-1));
    const node = aws.simulator.fleet.find(row.split(' ')[0]);
    const counts = aws.simulator.fleet.patchState(node)?.counts;
    assert.equal(missing, String(counts?.Missing ?? '-'), row);
    assert.equal(failed, String(counts?.Failed ?? '-'), row);
    // Agents of some nodes omit this count if it is 0.
    const isLeftOut = node.leavesOutCounts && counts?.InstalledPendingReboot === 0;
    assert.equal(reboot, isLeftOut ? '-' : String(counts?.InstalledPendingReboot ?? '-'), row);
    const verdict = expectedVerdict(aws.simulator.fleet, node);
    assert.match(row, new RegExp(` ${verdict} `));
    return VERDICTS.indexOf(verdict);
  });
  assert.equal(new Set(rows.map((row) => row.split(' ')[0])).size, all);
  assert.deepEqual(ranks, ranks.toSorted((a, b) => a - b));
  const expected = expectedVerdicts(aws.simulator.fleet);
  assert.ok(expected.compliant > 0 && expected['non-compliant'] > 0);
  const [total, findings] = totals.split('\n');
  const parts = VERDICTS.map((verdict) => `${expected[verdict]} ${verdict}`);
  assert.equal(total, `${all} nodes: ${parts.join(', ')}`);
  assert.match(findings, /^[1-9]\d* open patches on them$/);
});

test('an error response is printed without the secret, and sets the exit code', LIMIT, async () => {
  const secret = 'wrong/SECRET+of+forty+characters+0123456';
  const { exitCode, stdout, stderr } = await printed({ AWS_SECRET_ACCESS_KEY: secret });
  assert.equal(exitCode, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /^The region: Cannot .*InvalidSignatureException/);
  assert.ok(!stderr.includes(secret));
});

test('variables that are not set are named', LIMIT, async () => {
  const { exitCode, stderr } = await printed({ AWS_REGION: '', AWS_SECRET_ACCESS_KEY: '' });
  assert.equal(exitCode, 1);
  assert.match(stderr, /region/);
  assert.match(stderr, /secretAccessKey/);
});
