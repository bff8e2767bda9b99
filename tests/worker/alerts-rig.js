/** The alerts of the Worker in this process, on a database of Cloudflare's runtime. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { ROOT } from '../../scripts/process.mjs';

const WORKER = join(ROOT, 'worker');
export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;
/** 06:00 in UTC. */
export const NOW = Date.UTC(2026, 10, 20, 6);
export const SECRET = 'whsec-4kTz8Qm1Vb7Lx2Rn9Wc5Hd3Jf6Gs0Py';
export const SCOPES = ['111122223333/us-east-1', '444455556666/eu-central-1'];

let bundled;

/** The modules of `worker/src/alerts`, and the one that stores nodes. */
export function alerts() {
  bundled ??= bundle();
  return bundled;
}

async function bundle() {
  const names = ['address', 'dead-letters', 'deliver', 'find-causes', 'settings', 'tick'];
  const files = [...names.map((name) => `alerts/${name}`), 'store-nodes'];
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-alerts-'));
  try {
    await build({
      stdin: {
        contents: files.map((name) => `export * from './src/${name}.ts';`).join('\n'),
        resolveDir: WORKER,
      },
      bundle: true,
      format: 'esm',
      outfile: join(folder, 'alerts.mjs'),
    });
    return await import(pathToFileURL(join(folder, 'alerts.mjs')).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One runtime for the tests of a file, with a database for each. */
const DATABASES = Array.from({ length: 20 }, (_, at) => `DB${at}`);
const unused = [...DATABASES];
let runtime;
after(() => runtime?.dispose());

function openRuntime() {
  return new Miniflare({
    modules: true,
    cf: false,
    host: '127.0.0.1',
    port: 0,
    script: `export default {
      async fetch(request, env) {
        const { name, statements } = await request.json();
        const prepared = statements.map(({ sql, values }) => env[name].prepare(sql).bind(...values));
        return Response.json(await env[name].batch(prepared));
      },
    }`,
    compatibilityDate: '2026-04-01',
    d1Databases: DATABASES,
  });
}

/** D1 as a Worker has it, with a request for each batch: miniflare's own needs several for a statement. */
function databaseOf(name) {
  runtime ??= openRuntime();
  const batch = async (statements) => {
    const body = JSON.stringify({ name, statements });
    const headers = { connection: 'close' };
    const response = await fetch(await runtime.ready, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  const prepare = (sql, values = []) => {
    const run = async () => (await batch([{ sql, values }]))[0];
    const first = async () => (await run()).results[0] ?? null;
    return { sql, values, bind: (...given) => prepare(sql, given), all: run, run, first };
  };
  return { prepare, batch };
}

/** A database with the tables and two scopes, and settings for one webhook. */
export async function openAlerts(settings = {}) {
  const db = databaseOf(unused.pop());
  const folder = join(WORKER, 'migrations');
  for (const name of readdirSync(folder).sort()) {
    const sql = readFileSync(join(folder, name), 'utf8').replace(/^\s*--.*$/gm, '');
    await db.batch(
      sql
        .split(';')
        .filter((text) => text.trim())
        .map((text) => db.prepare(text)),
    );
  }
  const rows = async (sql, ...values) => (await db.prepare(sql).bind(...values).all()).results;
  const scopes = SCOPES.map(configured);
  for (const { account, region } of scopes) {
    await rows("INSERT INTO scope (account, region, role_arn) VALUES (?, ?, 'arn')", account, region);
  }
  const env = {
    DB: db,
    SCOPES: JSON.stringify(scopes),
    TARGETS: '{ "Critical": 15, "Important": 30 }',
    ALERT_SHARE_DROP: '5',
    ALERT_WEBHOOKS: JSON.stringify([webhook('ops')]),
    ALERT_SECRET_OPS: SECRET,
    DIGEST_HOUR: '6',
    ...settings,
  };
  return { env, rows, raised: (kind) => raisedIn(rows, kind) };
}

/** A scope in the variable SCOPES. */
export function configured(id) {
  const [account, region] = id.split('/');
  return { account, region, roleArn: `arn:aws:iam::${account}:role/PatchReader` };
}

/** A webhook in the variable ALERT_WEBHOOKS. */
export function webhook(name, secret = 'ALERT_SECRET_OPS') {
  return { name, url: `https://hooks.example.com/${name}/path-4f8Kq2`, secret };
}

async function raisedIn(rows, kind) {
  const found = await rows('SELECT detail FROM alert WHERE kind = ? ORDER BY at', kind);
  return found.map(({ detail }) => JSON.parse(detail));
}

/** Enters an open finding, first seen so many days before `NOW`. */
export async function openFinding(rows, { scope = 1, node, kb, severity = 'Critical', days }) {
  const seen = NOW - days * DAY_MS;
  await rows(
    `INSERT INTO node (scope_id, instance_id, listed_run, op_end) VALUES (?, ?, 1, 1)
     ON CONFLICT DO NOTHING`,
    ...[scope, node],
  );
  await rows(
    `INSERT INTO patch (kb, title, severity) VALUES (?1, ?1, ?2) ON CONFLICT DO NOTHING`,
    ...[kb, severity],
  );
  await rows(
    `INSERT INTO open_patch SELECT patch_id, node_id, 'Missing', ?3 FROM node, patch
     WHERE instance_id = ?1 AND kb = ?2 ON CONFLICT DO NOTHING`,
    ...[node, kb, seen],
  );
}

export async function closeFinding(rows, { node, kb }) {
  await rows(
    `DELETE FROM open_patch WHERE node_id = (SELECT node_id FROM node WHERE instance_id = ?)
     AND patch_id = (SELECT patch_id FROM patch WHERE kb = ?)`,
    ...[node, kb],
  );
}

/** Enters a run that ended at a time. */
export async function ended(rows, { scope = 1, at, status = 'complete', error = null }) {
  const run = Math.floor(at / MINUTE_MS);
  await rows(
    `INSERT INTO run (scope_id, run_id, status, started, ended, error) VALUES (?, ?, ?, ?, ?, ?)`,
    ...[scope, run, status, at, at, error],
  );
}

/** Enters a complete run and its numbers; those of the day are replaced. */
export async function counted(rows, { scope = 1, at, ...verdicts }) {
  await ended(rows, { scope, at });
  const day = Math.floor(at / DAY_MS);
  await rows('DELETE FROM rollup WHERE day = ? AND scope_id = ?', day, scope);
  for (const [verdict, nodes] of Object.entries(verdicts)) {
    await rows(
      `INSERT INTO rollup VALUES (?, ?, 'all', '', ?, ?, 0, 0, 0)`,
      ...[day, scope, verdict, nodes],
    );
  }
}
