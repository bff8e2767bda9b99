// The package without the module, which the app loads itself. The types are in slim.d.ts.
export * from './index.js';
export { load } from './load.js';
