// The module stands in the bundle as text and is compiled synchronously by the first call that
// needs it: no init(), no asset to serve, no permission to ask for, and nothing done on import.
import * as glue from 'patchlens:glue';
import hex from 'patchlens:wasm-hex';
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
    const message = `Cannot instantiate WebAssembly: ${cause?.message ?? cause} (a page with a Content-Security-Policy needs 'wasm-unsafe-eval' in its script-src)`;
    throw new PatchlensError({ code: 'wasm', message, retryable: false }, cause);
  }
  return glue;
}

function bytes() {
  const digit = (code) => (code > 57 ? code - 87 : code - 48);
  const module = new Uint8Array(hex.length / 2);
  for (let index = 0; index < module.length; index += 1) {
    module[index] =
      digit(hex.charCodeAt(2 * index)) * 16 + digit(hex.charCodeAt(2 * index + 1));
  }
  return module;
}
