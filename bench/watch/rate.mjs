/**
 * Runs of the watch, in the runtime of Workers, over accounts with canned answers that admit 40 requests a
 * second each: how much of the rate they use, whether the database has what the accounts have, and what a
 * second run asks for and writes after 5 % of the nodes have changed.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWatch } from '../../tests/worker/rig.js';
import { reply } from '../fleet/reply.mjs';
import { tableText } from '../table.mjs';
import { CannedFleet } from './canned-fleet.mjs';

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

/**
 * @param {{ nodes: number, open: number, sliceRequests: number }} size of each scope: its nodes, the open
 *   patches of each, and the requests of a slice
 * @returns what was measured of two runs of each scope
 */
export async function ranTwice({ nodes, open, sliceRequests }) {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-watch-'));
  const settings = { scopes: SCOPES, nodes, open, requestsPerSecond: RATE, burst: BURST };
  const file = fileURLToPath(new URL('canned-aws.mjs', import.meta.url));
  const server = fork(file, [JSON.stringify(settings)]);
  try {
    const { port } = await reply(server, 'the accounts', LIMIT_MS);
    const aws = { url: `http://127.0.0.1:${port}` };
    const watch = await openWatch({ aws, scopes: SCOPES, folder, sliceRequests, patienceMs: LIMIT_MS });
    try {
      const of = { watch, server, size: { nodes, open } };
      const first = await run(of, { time: TIME, day: 0 });
      const second = await run(of, { time: TIME + DAY_MS, day: 1 });
      return { nodes, open, first, second };
    } finally {
      await watch.dispose();
    }
  } finally {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns {string} */
export function ratesText({ nodes, open, first, second }) {
  const rows = (runs) => runs.map(({ name, ...run }) => ({ name, cells: cellsOf(run) }));
  return [
    tableText(`${nodes} nodes of ${open} open patches in each scope`, HEADERS, rows(first)),
    tableText('the same after 5 % of the nodes have changed', HEADERS, rows(second)),
  ].join('\n');
}

function cellsOf({ requests, throttled, seconds, share, rowsWritten, stored, isEqual }) {
  return [
    ...[String(requests), percent(throttled / requests), seconds.toFixed(1), percent(share)],
    ...[String(rowsWritten), String(stored), isEqual ? 'yes' : 'NO'],
  ];
}

async function run({ watch, server, size }, { time, day }) {
  server.send({ day });
  await reply(server, 'the accounts', LIMIT_MS);
  await watch.cron(time);
  const ends = await watch.ends(time);
  for (const { status, error } of ends) {
    if (status !== 'complete') throw new Error(`${status}: ${error}`);
  }
  const sql = `SELECT * FROM run JOIN scope USING (scope_id) WHERE run_id = ${Math.floor(time / 60_000)}`;
  const rows = await watch.rows(sql);
  return Promise.all(SCOPES.map((scope, at) => measured(watch, { scope, at, day, rows, ends, size })));
}

async function measured(watch, { scope: { account, region }, at, day, rows, ends, size }) {
  const run = rows.find((it) => it.account === account && it.region === region);
  const { requests, throttled } = run;
  const seconds = (run.ended - run.started) / 1000;
  return {
    name: `${account}/${region}`,
    ...{ requests, throttled, seconds, share: (requests - throttled) / seconds / RATE },
    rowsWritten: ends[at].rowsWritten,
    ...(await compared(watch, { account, region, at, day, size })),
  };
}

/** Whether the database has the open patches that the account has. */
async function compared(watch, { account, region, at, day, size }) {
  const found = await watch.rows(`
    SELECT instance_id, count(*) AS patches, min(title) AS first, max(title) AS last
    FROM open_patch JOIN node USING (node_id) JOIN patch USING (patch_id) JOIN scope USING (scope_id)
    WHERE gone_at IS NULL AND account = '${account}' AND region = '${region}' GROUP BY instance_id`);
  const fleet = new CannedFleet({ seed: at, ...size });
  fleet.day = day;
  const line = (id, count, first, last) => `${id} ${count} ${first} ${last}`;
  const lines = found.map((row) => line(row.instance_id, row.patches, row.first, row.last));
  const expected = fleet.openPatches.map(([id, first, last]) =>
    line(id, last - first + 1, fleet.title(first), fleet.title(last)),
  );
  const isEqual = lines.sort().join() === expected.sort().join();
  return { stored: found.reduce((sum, row) => sum + row.patches, 0), isEqual };
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
