/** workerd, Cloudflare's runtime: bundled by hand with esbuild, and by Cloudflare's own tool. */
import { readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { must } from '../../../scripts/process.mjs';
import { installed } from '../programs.mjs';

const require = createRequire(new URL('../package.json', import.meta.url));
const MINUTE = 60_000;
const QUIET = { WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1', CI: '1' };
/** As in wrangler.jsonc beside the Worker. */
const COMPATIBILITY_DATE = '2026-04-01';
const CONDITIONS = ['workerd', 'worker', 'browser'];

/** @type {import('../matrix.mjs').Cell[]} */
export const cells = [
  { name: 'workerd', way: 'esbuild', runtime, run: (place) => suiteIn(place, withEsbuild) },
  {
    name: 'wrangler',
    way: 'wrangler deploy --dry-run',
    runtime,
    run: (place) => suiteIn(place, withWrangler),
  },
];

function runtime() {
  const { version } = require('workerd/package.json');
  return `workerd ${version}`;
}

async function suiteIn(place, bundle) {
  const out = join(place.folder, bundle.name);
  rmSync(out, { recursive: true, force: true });
  await bundle(join(place.folder, 'suite/programs'), out);
  return asked(out, place.url);
}

/** @returns what the Worker in a folder answers */
async function asked(out, url) {
  const { Miniflare } = require('miniflare');
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    // Without it, it asks Cloudflare where this machine is.
    cf: false,
    modules: true,
    rootPath: out,
    scriptPath: join(out, 'worker.js'),
    modulesRules: [{ type: 'CompiledWasm', include: ['**/*.wasm', '**/*.wasm?module'] }],
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: { SERVICE: url },
  });
  try {
    const signal = AbortSignal.timeout(3 * MINUTE);
    const response = await miniflare.dispatchFetch('http://worker/', { signal });
    const text = await response.text();
    if (!response.ok) throw new Error(`the Worker answered ${response.status}: ${text}`);
    return JSON.parse(text);
  } finally {
    await miniflare.dispose();
  }
}

function withEsbuild(programs, out) {
  return require('esbuild').build({
    entryPoints: [join(programs, 'worker.js')],
    bundle: true,
    format: 'esm',
    outdir: out,
    conditions: CONDITIONS,
    loader: { '.wasm': 'copy' },
    logLevel: 'warning',
  });
}

async function withWrangler(programs, out) {
  const config = join(programs, 'wrangler.jsonc');
  await must(installed('wrangler'), ['deploy', '--dry-run', '--outdir', out, '--config', config], {
    cwd: programs,
    output: 'keep',
    timeoutMs: MINUTE,
    env: QUIET,
  });
  if (!readdirSync(out).some((file) => file.endsWith('.wasm'))) {
    throw new Error('wrangler did not bundle the module');
  }
}
