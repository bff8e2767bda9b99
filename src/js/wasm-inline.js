// The module stands in the bundle as text and is compiled synchronously by the first call that
// needs it: no init(), no asset to serve, no permission to ask for, and nothing done on import.
import * as glue from 'patchlens:glue';
import bytes from 'patchlens:module';
import { PatchlensError } from './error.js';

let instance;

/** The exports of the module, instantiated once. */
export function wasm() {
  instance ??= instantiate();
  return instance;
}

function instantiate() {
  try {
    glue.initSync({ module: bytes() });
  } catch (cause) {
    const message = `Cannot instantiate WebAssembly: ${cause?.message ?? cause} (a Content-Security-Policy must allow 'wasm-unsafe-eval')`;
    throw new PatchlensError({ code: 'wasm', message, retryable: false }, cause);
  }
  return glue;
}
