/** The Worker in Cloudflare's runtime, in front of a simulator with several scopes. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import { fetch as fetchOutside, Miniflare, Response } from 'miniflare';
import typescript from 'typescript';
import { ROOT } from '../../scripts/process.mjs';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { serve } from '../../simulator/serve.js';

const WORKER = join(ROOT, 'worker');
const EXTERNAL_ID = 'watch-7Qm2xV9kLp4T';
const [KEYS] = SAMPLE_CREDENTIALS;
/** The values that must never be stored. */
export const SECRETS = [KEYS.secretAccessKey, EXTERNAL_ID];
const OPEN = new Set(['Missing', 'Failed', 'InstalledPendingReboot', 'InstalledRejected']);

const PATIENCE_MS = 80_000;

/** Built once in this process, by entry. */
const built = new Map();

/** A simulator of some scopes, with the role that the Worker assumes in each. */
export function awsOf(scopes, { requests = [], ...options } = {}) {
  return serve({
    scopes: scopes.map(({ account, ...scope }) => ({
      account,
      role: { arn: roleOf(account), externalId: EXTERNAL_ID },
      ...scope,
    })),
    onRequest: (record) => requests.push(record),
    ...options,
  });
}

/**
 * Opens the Worker on what an earlier one left in `folder`.
 *
 * @param {{ aws: { url: string }, scopes: { account: string, region: string, roleArn?: string }[],
 *   folder: string, sliceRequests?: number, vars?: Record<string, string>, entry?: string,
 *   patienceMs?: number, receive?: (webhook: { url: string, headers: object, body: string }) => ResponseInit }} options
 *   `entry`: a file that takes the place of the Worker's own; `receive` answers what is sent to a host
 *   other than the simulator; `patienceMs`: how long a run may take
 */
export async function openWatch(options) {
  const { aws, scopes, folder, sliceRequests = 200, vars, entry, receive, patienceMs = PATIENCE_MS } = options;
  if (!built.has(entry)) built.set(entry, bundle(entry));
  const bundled = await built.get(entry);
  const { settings, crons: [, alertsCron] } = bundled;
  let disposed;
  const said = [];
  const note = (stream) => stream.setEncoding('utf8').on('data', (text) => said.push(text));
  const miniflare = new Miniflare({
    cf: false,
    host: '127.0.0.1',
    port: 0,
    defaultPersistRoot: folder,
    handleRuntimeStdio: (stdout, stderr) => [stdout, stderr].forEach(note),
    workers: workersOf(bundled, receive && outbound(receive), {
      ...settings,
      SCOPES: JSON.stringify(scopes.map(configured)),
      SLICE_REQUESTS: String(sliceRequests),
      AWS_ENDPOINT_URL: aws?.url ?? '',
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      EXTERNAL_ID,
      ...vars,
    }),
  });
  const ask = asker(await miniflare.ready);
  await migrate(ask);
  const [worker] = bundled.names;
  return {
    said,
    rows: (sql) => ask('sql', { statements: [sql] }),
    objects: () => ask('objects'),
    put: (key, text) => ask('put', { key, text }),
    putBytes: (key, bytes) => ask('put', { key, base64: Buffer.from(bytes).toString('base64') }),
    fetch: async (path, init) =>
      (await miniflare.getWorker(worker)).fetch(`https://watch.test${path}`, init),
    cron: async (time) =>
      (await miniflare.getWorker(worker)).scheduled({ scheduledTime: new Date(time) }),
    alertsCron: async (time) =>
      (await miniflare.getWorker(worker)).scheduled({
        scheduledTime: new Date(time),
        cron: alertsCron,
      }),
    restart: (scope, time) => ask('restart', { id: idOf(scope, time) }),
    ends: (time) => Promise.all(scopes.map((scope) => ended(ask, idOf(scope, time), patienceMs))),
    dispose: () => (disposed ??= miniflare.dispose()),
  };
}

/** Asks the inspector. Each request has a connection of its own. */
function asker(url) {
  return async (question, given) => {
    const body = JSON.stringify({ question, ...given });
    const response = await fetch(url, { method: 'POST', headers: { connection: 'close' }, body });
    if (!response.ok) throw new Error(`${question}: ${await response.text()}`);
    return response.json();
  };
}

/** A folder that is removed at the end of a test. */
export function folderFor(t) {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-watch-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The open findings of the fleets of a simulator, as lines. */
export function truthOf({ simulator }) {
  const lines = [];
  for (const { account, region, fleet } of simulator.scopes) {
    for (const [, node] of fleet.allNodes()) {
      for (const { kbId, title, state } of fleet.patches(node)) {
        if (node.isScanned && OPEN.has(state)) {
          lines.push([account, region, node.id, kbId, title, state].join(' '));
        }
      }
    }
  }
  return lines.sort();
}

/** The open findings in the database, as lines. */
export async function storedFindings(watch) {
  const rows = await watch.rows(`
    SELECT account, region, instance_id, kb, title, state FROM open_patch JOIN node USING (node_id)
    JOIN patch USING (patch_id) JOIN scope USING (scope_id) WHERE gone_at IS NULL`);
  return rows.map((row) => Object.values(row).join(' ')).sort();
}

/** A digest of everything in the database but the clock's and the order of arrival. */
export async function digestOf(watch) {
  const names = 'account, region, instance_id';
  const queries = [
    `SELECT ${names}, node.* FROM node JOIN scope USING (scope_id)`,
    'SELECT kb, title, classification, severity FROM patch',
    'SELECT kb, title, cve FROM patch_cve JOIN patch USING (patch_id)',
    `SELECT ${names}, kb, title, state, first_seen FROM open_patch JOIN node USING (node_id)
     JOIN patch USING (patch_id) JOIN scope USING (scope_id)`,
    `SELECT ${names}, kb, title, day, event, at FROM open_event JOIN node USING (node_id)
     JOIN patch USING (patch_id) JOIN scope USING (scope_id)`,
    'SELECT account, region, rollup.* FROM rollup JOIN scope USING (scope_id)',
    'SELECT account, region, run_id, status, nodes, failed_nodes FROM run JOIN scope USING (scope_id)',
  ];
  const hash = createHash('sha256');
  for (const sql of queries) {
    const rows = await watch.rows(sql);
    const lines = rows.map(({ node_id, scope_id, ...row }) => JSON.stringify(row));
    hash.update(`${lines.sort().join('\n')}\n\n`);
  }
  return hash.digest('hex');
}

/** What an instance returned. */
async function ended(ask, id, patienceMs) {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    const { status, output, error } = await ask('status', { id });
    if (status === 'complete') return output;
    if (status === 'errored' || status === 'terminated') throw new Error(`${status}: ${error}`);
    await setTimeout(100);
  }
  throw new Error(`${id} has not ended`);
}

function idOf({ account, region }, time) {
  return `${account}-${region}-${Math.floor(time / 60_000)}`;
}

function configured({ account, region, roleArn = roleOf(account) }) {
  return { account, region, roleArn };
}

function roleOf(account) {
  return `arn:aws:iam::${account}:role/PatchReader`;
}

/** As `wrangler d1 migrations apply` does, which remembers what was applied. */
async function migrate(ask) {
  const applied = "SELECT name FROM sqlite_master WHERE name = 'scope'";
  if ((await ask('sql', { statements: [applied] })).length > 0) return;
  for (const name of readdirSync(join(WORKER, 'migrations')).sort()) {
    const sql = readFileSync(join(WORKER, 'migrations', name), 'utf8').replace(/^\s*--.*$/gm, '');
    await ask('sql', { statements: sql.split(';').filter((text) => text.trim()) });
  }
}

/** The inspector, which answers at the address, and the Worker behind it. */
function workersOf({ watch, stores, workflow, names: [scriptName] }, outboundService, bindings) {
  const [binding] = Object.keys(workflow);
  const workflows = { [binding]: { ...workflow[binding], scriptName } };
  const { compatibilityDate } = watch;
  const script = readFileSync(join(import.meta.dirname, 'inspector.js'), 'utf8');
  return [
    { name: 'inspector', modules: true, script, compatibilityDate, ...stores, workflows },
    { ...watch, ...stores, workflows: workflow, bindings, outboundService },
  ];
}

/** What leaves the Worker: webhooks are caught, the rest goes to this machine. */
function outbound(receive) {
  return async (request) => {
    const { hostname } = new URL(request.url);
    if (hostname === '127.0.0.1') return fetchOutside(request);
    const headers = Object.fromEntries(request.headers);
    return new Response(null, receive({ url: request.url, headers, body: await request.text() }));
  };
}

/** The Worker as wrangler.jsonc describes it. */
async function bundle(entry) {
  const config = configOf(join(WORKER, 'wrangler.jsonc'));
  const { outputFiles } = await build({
    entryPoints: [entry ?? join(WORKER, config.main)],
    bundle: true,
    write: false,
    outdir: 'out',
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:workers'],
    loader: { '.wasm': 'copy' },
    alias: aliases(),
  });
  const modules = outputFiles.map(({ path, contents, text }) =>
    path.endsWith('.wasm')
      ? { type: 'CompiledWasm', path: path.split('/').at(-1), contents }
      : { type: 'ESModule', path: 'index.js', contents: text },
  );
  const [database] = config.d1_databases;
  const [bucket] = config.r2_buckets;
  const [workflow] = config.workflows;
  const watch = {
    name: config.name,
    modules: modules.sort((a, b) => a.type.localeCompare(b.type)).reverse(),
    compatibilityDate: config.compatibility_date,
  };
  const stores = {
    d1Databases: { [database.binding]: database.database_id },
    r2Buckets: { [bucket.binding]: bucket.bucket_name },
  };
  const engine = { name: workflow.name, className: workflow.class_name };
  return {
    ...{ watch, stores, workflow: { [workflow.binding]: engine }, names: [config.name] },
    ...{ settings: config.vars, crons: config.triggers.crons },
  };
}

/** The package's entries for this runtime, without an installation in the folder of the Worker. */
function aliases() {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const entry = (name) => join(ROOT, exports[name].workerd.default);
  return { 'patchlens/fleet': entry('./fleet'), patchlens: entry('.') };
}

/** Read by TypeScript, whose own configuration is JSON with comments, too. */
function configOf(file) {
  const { config, error } = typescript.readConfigFile(file, typescript.sys.readFile);
  if (error) throw new Error(`${file}: ${error.messageText}`);
  return config;
}
