// The module is instantiated synchronously by the first call that needs it, so there is no init()
// and importing does nothing. Most entries carry the module as text: no asset to serve, no
// permission to request. workerd and edge-light import a compiled module, and apps that use slim
// load it themselves.
import moduleSource from 'patchlens:module';
import { newInstance, newInstanceLater, requireGlobals } from './instance.js';

let glue;

/** The exports of the module, which is instantiated once. */
export function wasm() {
  if (glue) return glue;
  requireGlobals();
  glue = newInstance(moduleSource());
  return glue;
}

/** Instantiates a compiled module, unless there is an instance. */
export async function instantiate(module) {
  if (glue) return;
  const made = await newInstanceLater(module);
  glue ??= made;
}

export function isInstantiated() {
  return glue !== undefined;
}
