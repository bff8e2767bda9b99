/**
 * Downloads in a browser: what a program loads that keeps a fleet in memory, after brotli.
 *
 *     node bench/fleet/sizes.mjs [--without patchlens]
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMain } from '../../scripts/process.mjs';
import { brotli, bundled, FLEET } from '../bundled.mjs';
import { tableText } from '../table.mjs';
import { options } from './options.mjs';
import { installPeers } from './peers/install.mjs';

const PEERS = fileURLToPath(new URL('peers', import.meta.url));
const { resolve } = createRequire(new URL('peers/package.json', import.meta.url));

/** A program that uses the package, and the files that it loads besides. */
const PROGRAMS = {
  patchlens: { program: FLEET },
  arquero: {
    program: `import * as aq from 'arquero'; globalThis.used = aq;`,
    folder: PEERS,
  },
  'sql.js': {
    program: `import init from 'sql.js'; globalThis.used = init;`,
    folder: PEERS,
    files: ['sql.js/dist/sql-wasm-browser.wasm'],
  },
  'duckdb-wasm': {
    program: `import { AsyncDuckDB } from '@duckdb/duckdb-wasm'; globalThis.used = AsyncDuckDB;`,
    folder: PEERS,
    files: [
      '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm',
      '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js',
    ],
  },
};

/**
 * @param {string[]} without names of packages to leave out
 * @returns {Promise<{ name: string, brotliBytes: number }[]>}
 */
export async function fleetSizes(without) {
  const names = Object.keys(PROGRAMS).filter((name) => !without.includes(name));
  const sizes = [];
  for (const name of names) {
    const { program, folder, files = [] } = PROGRAMS[name];
    const loaded = files.map((it) => readFileSync(resolve(it)));
    const contents = [await bundled(program, folder), ...loaded];
    const brotliBytes = contents.reduce((sum, it) => sum + brotli(it), 0);
    sizes.push({ name, brotliBytes });
  }
  return sizes;
}

/** @returns {string} */
export function sizesText(sizes) {
  const [first] = sizes;
  const rows = sizes.map(({ name, brotliBytes }) => {
    const ratio = (brotliBytes / first.brotliBytes).toFixed(2);
    return { name, cells: [`${brotliBytes.toLocaleString('en')} (${ratio} ×)`] };
  });
  return tableText('download of a store, bundled and minified', ['bytes brotli'], rows);
}

if (isMain(import.meta.url)) {
  const { without } = options();
  await installPeers();
  console.log(sizesText(await fleetSizes(without)));
}
