/** Bundles the server's side of docs/backend-protocol.md for `npx patchlens serve`. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './process.mjs';

/** In dist/. */
export const SERVER_FILE = 'cli-server.js';

/** @returns {Promise<string>} */
export async function commandLineServer() {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'src/js/fleet/serve-source.js')],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'warning',
  });
  return outputFiles[0].text;
}
