/** Bundles the Worker's access for tests in Node. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from '../../scripts/process.mjs';

const MODULES = ['identify', 'state-change', 'access-refused'];

/** The exports of the modules, with a memory for keys of their own. */
export async function accessCode() {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-access-'));
  try {
    const outfile = join(folder, 'access.mjs');
    const contents = MODULES.map((name) => `export * from './${name}.ts';`).join('\n');
    const stdin = { contents, resolveDir: join(ROOT, 'worker/src/access'), loader: 'ts' };
    await build({ stdin, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
