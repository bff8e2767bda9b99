/** The package in a realm of its own, with the globals that a test gives it: JavaScript's and no others. */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const DIST = new URL('../../../dist/', import.meta.url);
/** Globals that the package needs besides those of JavaScript. */
export const GLOBALS = { TextDecoder, TextEncoder };

/** The bytes of the module of `patchlens`, and of `patchlens/fleet`. */
export const MODULE = readFileSync(new URL('patchlens_bg.wasm', DIST));
export const FLEET_MODULE = readFileSync(new URL('fleet_bg.wasm', DIST));

/**
 * @param {'index' | 'slim' | 'fleet' | 'fleet.slim'} entry
 * @param {{ globals?: object, before?: string, allowsCompiling?: boolean }} [options] `before` runs
 *   in the realm before the package is evaluated
 * @returns {Record<string, any> & { realm: object }} what the entry exports, and the
 *   realm's global object
 */
export function inRealm(entry, { globals = GLOBALS, before = '', allowsCompiling = true } = {}) {
  const codeGeneration = { strings: false, wasm: allowsCompiling };
  const realm = vm.createContext({ ...globals }, { codeGeneration });
  vm.runInContext(before, realm);
  const code = readFileSync(new URL(`${entry}.cjs`, DIST), 'utf8');
  const evaluate = vm.runInContext(`(function (module) { ${code}\n})`, realm);
  const module = { exports: {} };
  evaluate(module);
  return { ...module.exports, realm };
}
