/**
 * Only has to compile: `patchlens/fleet/slim` has load(), as `patchlens/slim` does, and all exports of
 * `patchlens/fleet`.
 */
import type * as fleet from 'patchlens/fleet';
import { Fleet, load, scanFleet, type Scope } from 'patchlens/fleet/slim';

declare const scope: Scope;
declare const module: WebAssembly.Module;

export async function usage(): Promise<fleet.Fleet> {
  await load(fetch('/assets/fleet.wasm'));
  await load(module);
  await load(new Uint8Array(8));
  // @ts-expect-error: a URL is fetched by the caller, who knows how
  await load('/assets/fleet.wasm');
  new Fleet().free();
  return scanFleet(scope);
}
