// The package without the module, which its users load. The types are in slim.d.ts.
export * from './index.js';
export { load } from './load.js';
