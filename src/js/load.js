// What load() of the slim entries does: compiles the caller's module.
import { BUILD_ID, FILE, SECTION, SLIM } from 'patchlens:build';
import { PatchlensError } from './error.js';
import { reasonOf, requireGlobals } from './instance.js';
import { isModule, ofThisRealm } from './realm.js';

/**
 * Compiles the module that a source gives, unless another one was loaded meanwhile.
 *
 * @param {unknown} source
 * @param {() => boolean} isLoaded
 * @param {(compiled: WebAssembly.Module) => Promise<void> | void} take called with the module
 */
export async function loadFrom(source, isLoaded, take) {
  let given;
  try {
    given = await source;
  } catch (cause) {
    // A concurrent load() may have finished first.
    if (!isLoaded()) throw failure('Cannot load the module: its source failed', true, cause);
  }
  if (isLoaded()) return;
  requireGlobals();
  const compiled = await compile(given);
  refuseOtherBuilds(compiled);
  await take(compiled);
}

async function compile(given) {
  const isUnread = typeof given?.arrayBuffer === 'function' && !given.bodyUsed;
  try {
    if (isModule(given)) return ofThisRealm(given);
    if (typeof given?.arrayBuffer !== 'function') return await WebAssembly.compile(given);
    return await compileResponse(given);
  } catch (cause) {
    if (cause instanceof PatchlensError) throw cause;
    // The body of a Response fails with a TypeError if the connection breaks.
    const isBroken = isUnread && cause instanceof TypeError;
    throw failure(`Cannot load the module: ${reasonOf(cause)}`, isBroken, cause);
  }
}

async function compileResponse(response) {
  const { ok, status, url } = response;
  if (!ok) {
    const message = `Cannot load the module: HTTP ${status} from ${url || 'its source'}`;
    throw failure(message, status >= 500 || status === 429);
  }
  if (isStreamable(response)) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

// The type must be exactly this: no parameters and, in Node, no capitals.
function isStreamable(response) {
  return (
    typeof WebAssembly.compileStreaming === 'function' &&
    typeof Response === 'function' &&
    response instanceof Response &&
    response.headers.get('content-type') === 'application/wasm'
  );
}

// The JavaScript of one build does not work with the module of another.
function refuseOtherBuilds(compiled) {
  const [section] = WebAssembly.Module.customSections(compiled, SECTION);
  if (!section) throw failure(`Cannot load the module: it is not ${FILE}`);
  const id = String.fromCharCode(...new Uint8Array(section));
  if (id === BUILD_ID) return;
  throw failure(
    `Cannot load the module: it is of build ${JSON.stringify(id)}, but ${SLIM} of "${BUILD_ID}"; serve the ${FILE} of the version that is installed`,
  );
}

function failure(message, retryable = false, cause) {
  return new PatchlensError({ code: 'wasm', message, reason: 'other', retryable }, cause);
}
