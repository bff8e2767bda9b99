/**
 * The module, so that the glue knows it for one: it asks whether it is an instance of the class of
 * this realm, but Next.js, for one, compiles modules outside of the realm that the functions run in.
 *
 * @template T
 * @param {T} given a module, or anything else, which is let alone
 * @returns {T}
 */
export function ofThisRealm(given) {
  if (isModule(given) && !(given instanceof WebAssembly.Module)) {
    Object.setPrototypeOf(given, WebAssembly.Module.prototype);
  }
  return given;
}

/** Whether it is a compiled module, of whichever realm. */
export function isModule(given) {
  return Object.prototype.toString.call(given) === '[object WebAssembly.Module]';
}
