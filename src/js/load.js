// The module of the slim entry: compiled from what the caller gives, instead of carried along.
import { BUILD_ID, SECTION } from 'patchlens:build-id';
import { PatchlensError } from './error.js';
import { isModule, ofThisRealm } from './realm.js';
import { wasm } from './wasm.js';

let module;

/** The module; thrown at those who need it before it is there. */
export function loaded() {
  if (!module) throw failure('patchlens/slim has no module yet: await load(…) first');
  return module;
}

export async function load(source) {
  let given;
  try {
    given = await source;
  } catch (cause) {
    // Another source was faster: this one is not needed any more.
    if (!module) throw failure('Cannot load the module: its source failed', true, cause);
  }
  if (module) return;
  const compiled = await compile(given);
  refuseOtherBuilds(compiled);
  module ??= compiled;
  instantiate();
}

/** At once, so that a wrong module is this load's failure, not a later client's. */
function instantiate() {
  try {
    wasm();
  } catch (error) {
    module = undefined;
    throw error;
  }
}

async function compile(given) {
  if (isModule(given)) return ofThisRealm(given);
  try {
    if (typeof given?.arrayBuffer !== 'function') return await WebAssembly.compile(given);
    return await compileResponse(given);
  } catch (cause) {
    if (cause instanceof PatchlensError) throw cause;
    throw failure(`Cannot load the module: ${cause?.message ?? cause}`, false, cause);
  }
}

async function compileResponse(response) {
  const { ok, status, url } = response;
  if (!ok) {
    const message = `Cannot load the module: HTTP ${status} from ${url || 'its source'}`;
    throw failure(message, status >= 500 || status === 429);
  }
  // Nothing else streams: no parameters, and in Node no capitals either.
  const isStreamable =
    response instanceof Response && response.headers.get('content-type') === 'application/wasm';
  if (isStreamable && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

// Instantiated, it would not fit what calls it, and nothing else could be instantiated after it.
function refuseOtherBuilds(compiled) {
  const [section] = WebAssembly.Module.customSections(compiled, SECTION);
  if (!section) throw failure('Cannot load the module: it is not patchlens.wasm');
  const id = String.fromCharCode(...new Uint8Array(section));
  if (id === BUILD_ID) return;
  throw failure(
    `Cannot load the module: it is of build ${JSON.stringify(id)}, but patchlens/slim of "${BUILD_ID}"; serve the patchlens.wasm of the version that is installed`,
  );
}

function failure(message, retryable = false, cause) {
  return new PatchlensError({ code: 'wasm', message, retryable }, cause);
}
