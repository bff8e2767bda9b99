/** Bundles a Worker for Miniflare as Cloudflare's tools do. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const MODULES = ['patchlens_bg.wasm', 'fleet_bg.wasm'];

/**
 * @param {URL} program
 * @param {string[]} [conditions] for resolving packages
 * @returns {Promise<object[]>} Miniflare's `modules`: the program and the WebAssembly modules
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
  const modules = MODULES.map((path) => ({
    type: 'CompiledWasm',
    path,
    contents: readFileSync(new URL(`../../../dist/${path}`, import.meta.url)),
  }));
  return [{ type: 'ESModule', path: 'worker.js', contents: outputFiles[0].text }, ...modules];
}
