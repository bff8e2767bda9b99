// The module is instantiated synchronously by the first call that needs it: no init(), and nothing
// done on import. Where bytes may be compiled it stands in the bundle as text, so that there is no
// asset to serve and no permission to ask for; workerd and edge-light give it compiled, and the
// callers of slim load it.
import makeGlue from 'patchlens:glue';
import moduleSource from 'patchlens:module';
import { PatchlensError } from './error.js';

let instance;

/** The exports of the module, instantiated once. */
export function wasm() {
  instance ??= instantiate(moduleSource());
  return instance;
}

function instantiate(module) {
  const glue = makeGlue();
  try {
    glue.initSync({ module });
  } catch (cause) {
    const message = `Cannot instantiate WebAssembly: ${reasonOf(cause)}`;
    throw new PatchlensError({ code: 'wasm', message, retryable: false }, cause);
  }
  return glue;
}

/** What each browser says in words of its own about what a page forbids, in words that help. */
function reasonOf(cause) {
  const text = `${cause?.message ?? cause}`;
  const missing = "Content-Security-Policy must allow 'wasm-unsafe-eval'";
  return /CSP|unsafe-eval/.test(text)
    ? `the page's ${missing} in its script-src`
    : `${text} (a ${missing})`;
}
