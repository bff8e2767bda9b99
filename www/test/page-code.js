/** Bundles the page's own TypeScript for tests in Node. */
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The exports of some modules of `www/src`, together: one bundle, so that they share what they
 * import.
 *
 * @param {...string} modules relative to `www/src`, such as `model/verdict`, or packages
 */
export async function pageCode(...modules) {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-page-'));
  try {
    const outfile = join(folder, 'page.mjs');
    const from = (module) => (/^@|^patchlens\//.test(module) ? module : `./${module}`);
    const contents = modules.map((module) => `export * from '${from(module)}';`).join('\n');
    const stdin = { contents, resolveDir: join(ROOT, 'www/src'), loader: 'ts' };
    await build({
      stdin,
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
