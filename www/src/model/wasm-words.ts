/** What the page says when the WebAssembly module cannot start, for each cause that it can tell. */
import type { Words } from './explanation';

const MISSING: Words = {
  title: 'WebAssembly is switched off in this browser',
  advice:
    'patchlens signs requests with it and keeps the fleet in its memory. Lockdown Mode of Apple’s systems switches it off, and so can ' +
    'the settings of a browser or of an organisation. Allow it for this site.',
  remedy: 'credentials',
};
const FORBIDDEN: Words = {
  title: 'A Content-Security-Policy forbids WebAssembly here',
  advice:
    'The script-src of the policy must contain ‘wasm-unsafe-eval’. The page’s own policy does, so ' +
    'look at the headers of the server that serves the page.',
  remedy: 'credentials',
};
const TOO_LARGE: Words = {
  title: 'This browser compiles only small WebAssembly modules',
  advice:
    'Its limit for a page is 4 KB, as it was in Chrome and Edge before version 114. Update the ' +
    'browser.',
  remedy: 'credentials',
};
const OUTDATED: Words = {
  title: 'This browser is too old for the WebAssembly module',
  advice: `It lacks SIMD. Chrome and Edge 114, Firefox 113 and Safari 16.4 or newer have what the page needs.`,
  remedy: 'credentials',
};
const UNKNOWN: Words = {
  title: 'The WebAssembly module could not start',
  advice: `The browser’s own words are below. Reload the page, or try another browser.`,
  remedy: 'credentials',
};

/** The smallest module with an instruction of SIMD. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

/** @param cause what the browser threw */
export function wasmWords(cause: unknown): Words {
  if (typeof WebAssembly === 'undefined') return MISSING;
  const message = cause instanceof Error ? cause.message : '';
  if (/Content Security Policy|\bCSP\b|unsafe-eval/i.test(message)) return FORBIDDEN;
  if (/disallowed on the main thread/i.test(message)) return TOO_LARGE;
  return WebAssembly.validate(SIMD_MODULE) ? UNKNOWN : OUTDATED;
}
