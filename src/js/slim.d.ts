/**
 * The package without the WebAssembly module, for apps that load it themselves: streamed, from their own
 * cache, or shared between workers. Everything else is as in `patchlens`.
 */
export * from './index.js';

/**
 * Loads the module, which the package has as `patchlens/patchlens.wasm`. Await it before you create a
 * client or a credentials provider or sign a request: until then, these fail with a
 * {@link PatchlensError} of code `'wasm'`.
 *
 * A response of type `application/wasm` is compiled while it arrives, any other once it is complete.
 * After a failure, `load` can be called again; once a module is loaded, it does nothing.
 *
 * Rejects with a `PatchlensError` of code `'wasm'` if the source fails or is not the module of this build
 * of patchlens, or if WebAssembly is missing or forbidden. `cause` is the reason. The error is
 * `retryable` if the source failed.
 *
 * @example
 * ```js slim
 * import { load, PatchClient } from 'patchlens/slim';
 *
 * await load(fetch('/assets/patchlens.wasm'));
 * const client = new PatchClient({ region: 'eu-central-1', credentials });
 * ```
 */
export function load(
  source: CompiledModule | ArrayBuffer | ArrayBufferView | Response | PromiseLike<Response>,
): Promise<void>;

/** A `WebAssembly.Module`; not named so, since Node's own types do not know the name. */
type CompiledModule = typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Module } };
}
  ? Module & object
  : object;
