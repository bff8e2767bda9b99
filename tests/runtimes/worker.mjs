/** Bundles Workers with esbuild and starts them in workerd. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(new URL('package.json', import.meta.url));
/** The same as in tests/js/suite/programs/wrangler.jsonc. */
const COMPATIBILITY_DATE = '2026-04-01';

/** @returns {string} the name and version of workerd */
export function runtime() {
  return `workerd ${require('workerd/package.json').version}`;
}

/** Bundles a Worker into a folder, together with the WebAssembly module. */
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
 * @param {string} script path of the bundle, in the folder of its modules
 * @param {object} [options] further options of Miniflare
 */
export function startWorker(script, options) {
  const { Miniflare } = require('miniflare');
  return new Miniflare({
    host: '127.0.0.1',
    port: 0,
    // Otherwise Miniflare asks Cloudflare for the location of this machine.
    cf: false,
    modules: true,
    rootPath: dirname(script),
    scriptPath: script,
    modulesRules: [{ type: 'CompiledWasm', include: ['**/*.wasm'] }],
    compatibilityDate: COMPATIBILITY_DATE,
    ...options,
  });
}
