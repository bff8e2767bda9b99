/**
 * The watch, in the runtime of Workers on this machine, over accounts with canned answers that admit 40
 * requests a second each: how much of the rate a scan uses, whether the database has what the accounts
 * have, and what a second run asks for and writes after 5 % of the nodes have changed.
 *
 *     node bench/watch.mjs [--nodes 1000] [--patches 300] [--scopes 3] [--slice 1000]
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openWatch } from '../tests/worker/rig.js';
import { reply } from './fleet/reply.mjs';
import { tableText } from './table.mjs';
import { CannedFleet } from './watch/fleet.mjs';

const RATE = 40;
const BURST = 5;
const LIMIT_MS = 3_000_000;
const DAY_MS = 86_400_000;
const TIME = Date.UTC(2026, 10, 20, 6, 7);
const SCOPES = [
  { account: '111122223333', region: 'us-east-1' },
  { account: '111122223333', region: 'eu-central-1' },
  { account: '444455556666', region: 'us-east-1' },
];

const HEADERS = ['requests', 'throttled', 'seconds', 'of the rate', 'rows written', 'open patches', 'as the account has'];

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '1000' },
    patches: { type: 'string', default: '300' },
    scopes: { type: 'string', default: '3' },
    slice: { type: 'string', default: '1000' },
  },
});
const [nodes, patches, slice] = [values.nodes, values.patches, values.slice].map(Number);
const scopes = SCOPES.slice(0, Number(values.scopes));

const folder = mkdtempSync(join(tmpdir(), 'patchlens-watch-'));
const settings = { scopes, nodes, patches, requestsPerSecond: RATE, burst: BURST };
const file = fileURLToPath(new URL('watch/aws.mjs', import.meta.url));
const server = fork(file, [JSON.stringify(settings)]);
try {
  const { port } = await reply(server, 'the accounts', LIMIT_MS);
  const aws = { url: `http://127.0.0.1:${port}` };
  const watch = await openWatch({ aws, scopes, folder, sliceRequests: slice, patienceMs: LIMIT_MS });
  try {
    const first = await run(watch, { time: TIME, day: 0 });
    const second = await run(watch, { time: TIME + DAY_MS, day: 1 });
    console.log(tableText(`${nodes} nodes of ${patches} open patches in each scope`, HEADERS, first));
    console.log(tableText('the same after 5 % of the nodes have changed', HEADERS, second));
  } finally {
    if (process.env.SAID) console.log(watch.said.join(''));
    await watch.dispose();
  }
} finally {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

async function run(watch, { time, day }) {
  server.send({ day });
  await reply(server, 'the accounts', LIMIT_MS);
  await watch.cron(time);
  const ends = await watch.ends(time);
  for (const { status, error } of ends) {
    if (status !== 'complete') throw new Error(`${status}: ${error}`);
  }
  const sql = `SELECT * FROM run JOIN scope USING (scope_id) WHERE run_id = ${Math.floor(time / 60_000)}`;
  const rows = await watch.rows(sql);
  return Promise.all(scopes.map((scope, at) => shown(watch, { scope, at, day, rows, ends })));
}

async function shown(watch, { scope: { account, region }, at, day, rows, ends }) {
  const run = rows.find((it) => it.account === account && it.region === region);
  const seconds = (run.ended - run.started) / 1000;
  const { stored, isEqual } = await compared(watch, { account, region, at, day });
  const cells = [
    String(run.requests),
    percent(run.throttled / run.requests),
    seconds.toFixed(1),
    percent((run.requests - run.throttled) / seconds / RATE),
    String(ends[at].rowsWritten),
    String(stored),
    isEqual ? 'yes' : 'NO',
  ];
  return { name: `${account}/${region}`, cells };
}

/** Whether the database has the open patches that the account has. */
async function compared(watch, { account, region, at, day }) {
  const found = await watch.rows(`
    SELECT instance_id, count(*) AS patches, min(title) AS first, max(title) AS last
    FROM open_patch JOIN node USING (node_id) JOIN patch USING (patch_id) JOIN scope USING (scope_id)
    WHERE gone_at IS NULL AND account = '${account}' AND region = '${region}' GROUP BY instance_id`);
  const fleet = new CannedFleet({ seed: at, nodes, patches });
  fleet.day = day;
  const line = (id, count, first, last) => `${id} ${count} ${first} ${last}`;
  const lines = found.map((row) => line(row.instance_id, row.patches, row.first, row.last));
  const expected = fleet.open.map(([id, first, last]) =>
    line(id, last - first + 1, fleet.title(first), fleet.title(last)),
  );
  const isEqual = lines.sort().join() === expected.sort().join();
  return { stored: found.reduce((sum, row) => sum + row.patches, 0), isEqual };
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
