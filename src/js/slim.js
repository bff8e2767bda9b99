// The package without the module, which the app loads itself. The types are in slim.d.ts.
import { loadFrom } from './load.js';
import { instantiate, isInstantiated } from './wasm.js';

export * from './index.js';

// Instantiated here, so that load() fails for a wrong module, not the first client.
export function load(source) {
  return loadFrom(source, isInstantiated, instantiate);
}
