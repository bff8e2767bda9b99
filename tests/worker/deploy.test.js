/** The Worker as `wrangler deploy` bundles it. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ROOT, run } from '../../scripts/process.mjs';
import { watchConfiguration } from '../../scripts/watch-dev.mjs';
import { watchPage } from '../../scripts/watch-page.mjs';

const WRANGLER = join(ROOT, 'node_modules/.bin/wrangler');
const MOST_BYTES = 1_048_576;
const QUIET = { WRANGLER_SEND_METRICS: 'false', CI: '1', NO_COLOR: '1' };

test('wrangler deploy has nothing to complain about, and the upload is at most 1 MB', async (t) => {
  const out = mkdtempSync(join(tmpdir(), 'patchlens-deploy-'));
  t.after(() => rmSync(out, { recursive: true }));
  watchPage();
  const args = ['deploy', '--dry-run', '--outdir', out];
  const cwd = join(ROOT, 'worker');
  const said = await run(WRANGLER, args, { cwd, output: 'keep', timeoutMs: 60_000, env: QUIET });
  assert.equal(said.exitCode, 0, said.stderr);
  assert.equal(said.stderr, '');
  assert.doesNotMatch(said.stdout, /warn|error|▲|✘/i);
  const uploaded = readdirSync(out).filter((name) => /\.(js|wasm)$/.test(name));
  assert.deepEqual(uploaded.map((name) => name.replace(/^[\da-f]+-/, '')).sort(), [
    'fleet_bg.wasm',
    'index.js',
    'patchlens_bg.wasm',
  ]);
  const bytes = uploaded.reduce((sum, name) => sum + gzipSync(readFileSync(join(out, name))).length, 0);
  t.diagnostic(`${bytes} bytes after gzip`);
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
});

test('only Access leads to the Worker, and no role exists before the operator configures one', () => {
  const { workers_dev, preview_urls, assets, vars } = watchConfiguration();
  assert.equal(workers_dev, false);
  assert.equal(preview_urls, false);
  assert.deepEqual(assets.run_worker_first, ['/api/*']);
  assert.deepEqual([vars.ACCESS_ISSUER, vars.ACCESS_AUDIENCE, vars.ACCESS_ROLES], ['', '', '{}']);
});

test('the page asks the server beside it, with the policy and without the sample fleet', () => {
  const page = watchPage();
  const files = readdirSync(page, { recursive: true });
  assert.deepEqual(JSON.parse(readFileSync(join(page, 'sample.json'), 'utf8')), {
    server: './api/',
    needsToken: false,
  });
  assert.match(readFileSync(join(page, '_headers'), 'utf8'), /frame-ancestors 'none'/);
  assert.match(readFileSync(join(page, 'index.html'), 'utf8'), /connect-src 'self'/);
  assert.deepEqual(files.filter((name) => /sample-worker|history\/|\.fleet$/.test(name)), ['history/index.json']);
  assert.deepEqual(JSON.parse(readFileSync(join(page, 'history/index.json'), 'utf8')).snapshots, []);
  assert.ok(files.includes('assets'));
});
