/** A large fleet in D1 and R2: the size of the database, the nodes that miss a CVE, and the API's answers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet } from 'patchlens/fleet';
import { DenseFleet } from './dense-fleet.mjs';
import { openApi, putScope, READER } from '../../tests/worker/api-rig.js';
import { describeInstancePatchStates as states } from '../../simulator/ssm/operations/patch-states.js';
import { describeInstancePatches as patches } from '../../simulator/ssm/operations/patches.js';
import { median } from '../measure.mjs';
import { figure, tableText } from '../table.mjs';

const SCOPE = { account: '111122223333', region: 'us-east-1' };
const ID = `${SCOPE.account}/${SCOPE.region}`;
const SIZE = { nodes: 100_000, open: 5, spread: 400 };
const READERS = 10;
const ROUNDS = 20;
/** Nodes of a page: the default of the other tables, and that of `cve`. */
const PAGES = [100, 1000];
const STATES = 50;
const QUESTIONS = {
  summary: { path: 'summary', body: {} },
  'a page of nodes by open patches': { path: 'nodes', body: { limit: 100 } },
  'findings of a severity': {
    path: 'findings',
    body: {
      filter: { tokens: [{ property: 'severity', operator: '=', value: 'Critical' }] },
      limit: 100,
    },
  },
  patches: { path: 'patches', body: { limit: 100 } },
  cves: { path: 'cves', body: { limit: 100 } },
};

/** @returns what was measured, in bytes and milliseconds */
export async function measuredLarge() {
  const ends = [];
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-bench-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  try {
    const t = { after: (end) => ends.unshift(end) };
    const entry = join(import.meta.dirname, 'load-worker.js');
    const api = await openApi(t, { scopes: [SCOPE], folder, entry });
    const snapshot = snapshotOf(new DenseFleet({ ...SIZE, stopped: 0 }));
    const key = await putScope(api.watch, SCOPE, snapshot);
    const loaded = await api.watch.fetch(`/load?key=${key}&scope=${ID}`);
    if (!loaded.ok) throw new Error(await loaded.text());
    const sizes = await loaded.json();
    return { ...(await rowsOf(api.watch)), ...sizes, snapshotBytes: snapshot.length, ...(await askedAll(api)) };
  } finally {
    for (const end of ends) await end();
  }
}

function snapshotOf(fleet) {
  const into = new Fleet();
  const now = new Date();
  const ingest = (operation, input, body) =>
    into.ingest(ID, operation, input, new TextEncoder().encode(JSON.stringify(body)), now);
  const nodes = [...fleet.nodes()].map(([, node]) => node).filter(({ isScanned }) => isScanned);
  const context = { fleet, quirks: new Set() };
  for (let at = 0; at < nodes.length; at += STATES) {
    const some = nodes.slice(at, at + STATES);
    const InstancePatchStates = some.map((node) => states.describe(node, context));
    const input = { InstanceIds: some.map(({ id }) => id) };
    ingest('DescribeInstancePatchStates', input, { InstancePatchStates });
  }
  for (const node of nodes) {
    const Patches = fleet.patches(node).map((patch) => patches.describe(patch, context));
    ingest('DescribeInstancePatches', { InstanceId: node.id }, { Patches });
  }
  return into.snapshot();
}

async function rowsOf(watch) {
  const [row] = await watch.rows(`
    SELECT (SELECT count(*) FROM node) AS nodes, (SELECT count(*) FROM open_patch) AS findings,
      (SELECT count(*) FROM patch) AS patches, (SELECT count(*) FROM patch_cve) AS cves`);
  return row;
}

async function askedAll({ watch, send }) {
  const cves = await watch.rows(`
    SELECT cve, count(DISTINCT node_id) AS nodes FROM patch_cve JOIN open_patch USING (patch_id)
    GROUP BY cve ORDER BY nodes`);
  const chosen = [cves[cves.length >> 1], cves.at(-1)];
  const missing = [];
  for (const { cve, nodes } of chosen) {
    for (const limit of PAGES) missing.push({ cve, nodes, limit, d1Ms: await d1Ms(send, { cve, limit }) });
  }
  const questions = Object.entries(QUESTIONS).map(([name, { path, body }]) => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return { name, ask: () => send(READER, `/api/v1/${path}`, init) };
  });
  questions.push({ name: 'nodes of a CVE', ask: () => send(READER, `/api/v1/cve?cve=${chosen[0].cve}`) });
  const asked = [];
  for (const question of questions) asked.push(await concurrently(question));
  return { missing, asked };
}

/** How long D1 takes for a page of the nodes of a CVE. */
async function d1Ms(send, { cve, limit }) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const response = await answered(send(READER, `/api/v1/cve?cve=${cve}&limit=${limit}`));
    times.push(Number(response.headers.get('d1-ms')));
  }
  return median(times);
}

/** Readers that ask the same question side by side, each again when it has its answer. */
async function concurrently({ name, ask }) {
  await answered(ask());
  const times = [];
  const reader = async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = performance.now();
      await answered(ask());
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  times.sort((a, b) => a - b);
  return { name, median: median(times), p95: times[Math.ceil(times.length * 0.95) - 1] };
}

async function answered(asking) {
  const response = await asking;
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text}`);
  return response;
}

/** @returns {string} */
export function largeText({ nodes, findings, patches, cves, databaseBytes, snapshotBytes, missing, asked }) {
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  const nameOf = ({ cve, nodes, limit }) => `${limit} nodes of ${cve}, on ${nodes}`;
  const of = missing.map((it) => ({ name: nameOf(it), cells: [figure(it.d1Ms)] }));
  const answers = asked.map((it) => ({ name: it.name, cells: [figure(it.median), figure(it.p95)] }));
  return [
    `\n${nodes} nodes, ${findings} open patches, ${patches} patches, ${cves} rows of CVEs`,
    `${megabytes(databaseBytes)} in D1, ${megabytes(snapshotBytes)} in R2`,
    tableText('the first nodes that miss a CVE, by the duration of D1', ['ms'], of),
    tableText(`the API, with ${READERS} readers at once`, ['ms', 'p95'], answers),
  ].join('\n');
}
