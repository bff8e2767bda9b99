// patchlens/fleet without the module, which the app loads itself. The types are in slim.d.ts.
import { loadFrom } from '../load.js';
import { isProvided, provide } from './instances.js';

export * from './index.js';

export function load(source) {
  return loadFrom(source, isProvided, provide);
}
