/**
 * Only has to compile: load() of the slim entry accepts the module in these forms, and all other
 * exports are there.
 */
import type * as patchlens from 'patchlens';
import { load, PatchClient, type ClientOptions } from 'patchlens/slim';

declare const module: WebAssembly.Module;
declare const options: ClientOptions;

export async function usage(): Promise<patchlens.PatchClient> {
  await load(fetch('/assets/patchlens.wasm'));
  await load(await fetch('/assets/patchlens.wasm'));
  await load(module);
  await load(new Uint8Array(8));
  await load(new ArrayBuffer(8));
  // @ts-expect-error: a URL is fetched by the caller, who knows how
  await load('/assets/patchlens.wasm');
  return new PatchClient(options);
}
