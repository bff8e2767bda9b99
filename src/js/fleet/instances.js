// One instance of the module for each fleet: freeing the instance returns its memory, which
// WebAssembly cannot do otherwise.
import moduleSource from 'patchlens:module';
import { newInstance, newInstanceLater, requireGlobals } from '../instance.js';

let compiled;
/** For what needs no fleet, such as the text of a filter. */
let shared;

/** The exports of a new instance. */
export function instance() {
  return newInstance(moduleOf());
}

/** The same, also where the module is too large to be instantiated synchronously. */
export function instanceLater() {
  return newInstanceLater(moduleOf());
}

/** The exports of an instance that holds no fleet. */
export function sharedInstance() {
  shared ??= instance();
  return shared;
}

/** Takes the module that an app has loaded itself. */
export function provide(module) {
  compiled = module;
}

export function isProvided() {
  return compiled !== undefined;
}

function moduleOf() {
  requireGlobals();
  if (compiled) return compiled;
  const source = moduleSource();
  compiled = source instanceof Uint8Array ? compile(source) : source;
  return compiled;
}

// Compiled once; if it cannot be compiled here, the instance says why.
function compile(bytes) {
  try {
    return new WebAssembly.Module(bytes);
  } catch {
    return bytes;
  }
}
