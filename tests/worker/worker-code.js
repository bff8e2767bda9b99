/** Bundles modules of the Worker for tests in Node. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from '../../scripts/process.mjs';

/**
 * The exports of modules, with a state of their own.
 *
 * @param {string} room a folder of the Worker's source
 * @param {string[]} modules names of files in it
 */
export async function workerCode(room, modules) {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-worker-'));
  try {
    const outfile = join(folder, 'code.mjs');
    const contents = modules.map((name) => `export * from './${name}.ts';`).join('\n');
    const stdin = { contents, resolveDir: join(ROOT, 'worker/src', room), loader: 'ts' };
    await build({ stdin, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
