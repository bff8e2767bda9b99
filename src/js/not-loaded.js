import { SLIM } from 'patchlens:build';
import { PatchlensError } from './error.js';

/** The substitute for the module until load() succeeds. */
export function notLoaded() {
  const message = `${SLIM} has no module yet: await load(…) first`;
  throw new PatchlensError({ code: 'wasm', message, reason: 'other', retryable: false });
}
