/**
 * Changes the prototype of a module from another realm to this realm's, since the generated
 * JavaScript checks it with `instanceof`. Next.js, for example, compiles modules outside the realm
 * of the functions.
 *
 * @template T
 * @param {T} given a module; other values are unchanged
 * @returns {T}
 */
export function ofThisRealm(given) {
  if (isModule(given) && !(given instanceof WebAssembly.Module)) {
    Object.setPrototypeOf(given, WebAssembly.Module.prototype);
  }
  return given;
}

/** Whether the value is a compiled module, of any realm. */
export function isModule(given) {
  return Object.prototype.toString.call(given) === '[object WebAssembly.Module]';
}
