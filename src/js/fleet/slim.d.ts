/**
 * `patchlens/fleet` without the WebAssembly module, for apps that load it themselves. Everything else is
 * as in `patchlens/fleet`. `load` is that of `patchlens/slim`, for the module that the package has as
 * `patchlens/fleet.wasm`.
 */
export * from './index.js';
export { load } from '../slim.js';
