/** Bundles a Worker for Miniflare as Cloudflare's tools do. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const MODULE = 'patchlens_bg.wasm';

/**
 * @param {URL} program
 * @param {string[]} [conditions] for resolving packages
 * @returns {Promise<object[]>} Miniflare's `modules`: the program and the WebAssembly module
 */
export async function bundledWorker(program, conditions = ['workerd', 'worker', 'browser']) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(program)],
    bundle: true,
    write: false,
    format: 'esm',
    conditions,
    external: ['*.wasm'],
    logLevel: 'warning',
  });
  const module = readFileSync(new URL(`../../../dist/${MODULE}`, import.meta.url));
  return [
    { type: 'ESModule', path: 'worker.js', contents: outputFiles[0].text },
    { type: 'CompiledWasm', path: MODULE, contents: module },
  ];
}
