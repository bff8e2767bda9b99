// Instances of the module. V8 before Chrome 114 limits the size of a module that a main thread compiles
// synchronously.
import { SLIM } from 'patchlens:build';
import makeGlue from 'patchlens:glue';
import { PatchlensError } from './error.js';

const TOO_LARGE = /disallowed on the main thread/;
const NEEDED = ['WebAssembly', 'TextDecoder', 'TextEncoder'];

/**
 * @param {WebAssembly.Module | Uint8Array} module
 * @returns the exports of a new instance
 * @throws {PatchlensError} of code `wasm`
 */
export function newInstance(module) {
  requireGlobals();
  const made = makeGlue();
  try {
    made.initSync({ module });
  } catch (cause) {
    throw failed(cause);
  }
  return made;
}

/** The same for a compiled module, also where it is too large to be instantiated synchronously. */
export async function newInstanceLater(module) {
  requireGlobals();
  const made = makeGlue();
  try {
    made.initSync({ module });
  } catch (cause) {
    if (!TOO_LARGE.test(textOf(cause))) throw failed(cause);
    await made.default({ module_or_path: module });
  }
  return made;
}

/** @throws {PatchlensError} that names what this environment lacks */
export function requireGlobals() {
  const missing = NEEDED.find((name) => typeof globalThis[name] === 'undefined');
  if (!missing) return;
  const hint =
    missing === 'WebAssembly'
      ? "Apple's Lockdown Mode turns it off, React Native's Hermes has none"
      : `set globalThis.${missing} first`;
  throw failure(`there is no ${missing} here: ${hint}`);
}

/** The reason why the module was not instantiated, with advice if there is any. */
export function reasonOf(cause) {
  const text = textOf(cause);
  if (/\bCSP\b|Content.Security.Policy|unsafe-eval/i.test(text)) {
    return "the page's Content-Security-Policy must allow 'wasm-unsafe-eval' in its script-src";
  }
  if (/disallowed by embedder/.test(text)) {
    return `${text}: bundle with the condition "workerd" (Cloudflare) or "edge-light" (Vercel), or give the compiled module to load() of ${SLIM}`;
  }
  return TOO_LARGE.test(text) ? `${text} Or await load() of ${SLIM}` : text;
}

function failed(cause) {
  return failure(reasonOf(cause), cause);
}

function failure(reason, cause) {
  const message = `Cannot instantiate WebAssembly: ${reason}`;
  return new PatchlensError({ code: 'wasm', message, reason: 'other', retryable: false }, cause);
}

function textOf(cause) {
  return String(cause?.message ?? cause);
}
