/** Workers, bundled by hand and started in workerd. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(new URL('package.json', import.meta.url));
/** As in wrangler.jsonc beside the Worker of the suite. */
const COMPATIBILITY_DATE = '2026-04-01';

/** @returns {string} workerd's name with its version */
export function runtime() {
  return `workerd ${require('workerd/package.json').version}`;
}

/** Bundles a Worker into a folder, with the module beside it. */
export function bundleWorker(program, out) {
  return require('esbuild').build({
    entryPoints: [program],
    bundle: true,
    format: 'esm',
    outdir: out,
    conditions: ['workerd', 'worker', 'browser'],
    loader: { '.wasm': 'copy' },
    logLevel: 'warning',
  });
}

/**
 * @param {string} script with its modules beside it
 * @param {object} [options] of Miniflare, on top
 */
export function startWorker(script, options) {
  const { Miniflare } = require('miniflare');
  return new Miniflare({
    host: '127.0.0.1',
    port: 0,
    // Without it, it asks Cloudflare where this machine is.
    cf: false,
    modules: true,
    rootPath: dirname(script),
    scriptPath: script,
    modulesRules: [{ type: 'CompiledWasm', include: ['**/*.wasm'] }],
    compatibilityDate: COMPATIBILITY_DATE,
    ...options,
  });
}
