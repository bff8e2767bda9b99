import { settled } from './error.js';
import { wasm } from './wasm-inline.js';

export async function signRequest(request, options) {
  return settled(wasm().signRequest(request, options));
}
