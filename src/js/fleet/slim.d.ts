/**
 * `patchlens/fleet` without the WebAssembly module, for apps that load it themselves. Everything else is
 * as in `patchlens/fleet`.
 */
export * from './index.js';

/**
 * Loads the module, which the package has as `patchlens/fleet.wasm`. Await it before the first fleet:
 * until then, everything fails with a `PatchlensError` of code `'wasm'`. It is the `load` of
 * `patchlens/slim` for this module.
 */
export function load(
  source: WebAssembly.Module | ArrayBuffer | ArrayBufferView | Response | PromiseLike<Response>,
): Promise<void>;
