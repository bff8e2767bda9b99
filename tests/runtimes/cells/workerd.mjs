/** workerd, Cloudflare's runtime: bundled with esbuild and with wrangler. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../../../scripts/process.mjs';
import { installed } from '../programs.mjs';
import { bundleWorker, runtime, startWorker } from '../worker.mjs';

const MINUTE = 60_000;
const QUIET = { WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1', CI: '1' };

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

async function suiteIn({ folder, url }, bundle) {
  const out = join(folder, bundle.name);
  rmSync(out, { recursive: true, force: true });
  await bundle(join(folder, 'suite/programs'), out);
  const miniflare = startWorker(join(out, 'worker.js'), { bindings: { SERVICE: url } });
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
  return bundleWorker(join(programs, 'worker.js'), out);
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
