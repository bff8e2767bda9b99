/**
 * patchlens without the WebAssembly module in it, for those who load that themselves: streamed, from
 * a cache of their own, or shared between workers. All else is as in `patchlens`.
 */
export * from './index.js';

/**
 * Takes the module, which the package has as `patchlens/patchlens.wasm`. Must have settled before the
 * first client is made, request signed or source of credentials made: these throw, or reject with, a
 * {@link PatchlensError} of code `'wasm'` before that.
 *
 * A response is compiled while it comes if it says `application/wasm`, and once it is there if not.
 * After a failure it can be called again; once a module is loaded, it does nothing.
 *
 * Rejects with a `PatchlensError` of code `'wasm'` if the source fails, is no module, or is one of
 * another build of patchlens than this file; `cause` says what happened. It is `retryable` if the
 * source failed.
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
