import { PatchlensError } from './error.js';

/** Takes the place of the module for calls that need it before load() has it. */
export function notLoaded() {
  const message = 'patchlens/slim has no module yet: await load(…) first';
  throw new PatchlensError({ code: 'wasm', message, reason: 'other', retryable: false });
}
