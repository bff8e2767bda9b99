/** The script for Deno, with the packed package, against a simulator. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT, run } from '../../scripts/process.mjs';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { serve } from '../../simulator/serve.js';
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

/** The columns of numbers end where their titles do. */
function partsOf(table) {
  const [head, ...rows] = table.split('\n');
  const ends = ['MISSING', 'FAILED', 'REBOOT'].map((name) => head.indexOf(name) + name.length);
  return { titles: head.split(/ {2,}/), ends, rows };
}

test('the table has every node once, with its counts, the worst first', LIMIT, async () => {
  const { exitCode, stdout, stderr } = await printed();
  assert.equal(stderr, '');
  assert.equal(exitCode, 0);
  const [table, total] = stdout.trimEnd().split('\n\n');
  const { titles, ends, rows } = partsOf(table);
  assert.deepEqual(titles, ['NODE', 'NAME', 'PLATFORM', 'MISSING', 'FAILED', 'REBOOT', 'SCANNED']);
  assert.equal(rows.length, NODES);
  const open = rows.map((row) => {
    const [missing, failed, reboot] = ends.map((end) => row.slice(0, end).split(' ').at(-1));
    const node = aws.simulator.fleet.find(row.split(' ')[0]);
    const counts = aws.simulator.fleet.patchState(node)?.counts;
    assert.equal(missing, String(counts?.Missing ?? '-'), row);
    assert.equal(failed, String(counts?.Failed ?? '-'), row);
    // Agents of some nodes leave out this count where it is 0.
    const isLeftOut = node.leavesOutCounts && counts?.InstalledPendingReboot === 0;
    assert.equal(reboot, isLeftOut ? '-' : String(counts?.InstalledPendingReboot ?? '-'), row);
    return (Number(missing) || 0) + (Number(failed) || 0);
  });
  assert.equal(new Set(rows.map((row) => row.split(' ')[0])).size, NODES);
  assert.deepEqual(open, open.toSorted((a, b) => b - a));
  const behind = open.filter((count) => count > 0).length;
  assert.ok(behind > 0 && behind < NODES);
  assert.equal(total, `${NODES} nodes, ${behind} of them with missing or failed patches`);
});

test('a refusal is told in words, without the secret, and by the exit code', LIMIT, async () => {
  const secret = 'wrong/SECRET+of+forty+characters+0123456';
  const { exitCode, stdout, stderr } = await printed({ AWS_SECRET_ACCESS_KEY: secret });
  assert.equal(exitCode, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /^Cannot list .*InvalidSignatureException/);
  assert.ok(!stderr.includes(secret));
});

test('what is not set is named', LIMIT, async () => {
  const { exitCode, stderr } = await printed({ AWS_REGION: '', AWS_SECRET_ACCESS_KEY: '' });
  assert.equal(exitCode, 1);
  assert.match(stderr, /region/);
  assert.match(stderr, /secretAccessKey/);
});
