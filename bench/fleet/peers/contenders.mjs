/** patchlens and its peers by name, loaded when needed. */
export const CONTENDERS = {
  patchlens: () => import('../patchlens.mjs'),
  'typed arrays': () => import('./typed-arrays.mjs'),
  'better-sqlite3': () => import('./better-sqlite3.mjs'),
  'duckdb-wasm': () => import('./duckdb-wasm.mjs'),
  arquero: () => import('./arquero.mjs'),
};
