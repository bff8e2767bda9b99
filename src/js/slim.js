// patchlens without the module, for those who load it themselves. The types are in slim.d.ts.
export * from './index.js';
export { load } from './load.js';
