// The module is instantiated synchronously by the first call that needs it, so there is no init()
// and importing does nothing. Most entries carry the module as text: no asset to serve, no
// permission to request. workerd and edge-light import a compiled module, and apps that use slim
// load it themselves.
import makeGlue from 'patchlens:glue';
import moduleSource from 'patchlens:module';
import { PatchlensError } from './error.js';

// V8 before Chrome 114 limits the size of a module that a main thread compiles synchronously.
const TOO_LARGE = /disallowed on the main thread/;
const NEEDED = ['WebAssembly', 'TextDecoder', 'TextEncoder'];

let glue;

/** The exports of the module, which is instantiated once. */
export function wasm() {
  if (glue) return glue;
  requireGlobals();
  const made = makeGlue();
  const module = moduleSource();
  try {
    made.initSync({ module });
  } catch (cause) {
    throw failed(cause);
  }
  glue = made;
  return glue;
}

/** Instantiates a compiled module, unless there is an instance. */
export async function instantiate(module) {
  if (glue) return;
  requireGlobals();
  const made = makeGlue();
  try {
    made.initSync({ module });
  } catch (cause) {
    if (!TOO_LARGE.test(textOf(cause))) throw failed(cause);
    await made.default({ module_or_path: module });
  }
  glue ??= made;
}

export function isInstantiated() {
  return glue !== undefined;
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
    return `${text}: bundle with the condition "workerd" (Cloudflare) or "edge-light" (Vercel), or give the compiled module to load() of patchlens/slim`;
  }
  return TOO_LARGE.test(text) ? `${text} Or await load() of patchlens/slim` : text;
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
