/**
 * Gives a module of another realm the class of this one, since the glue asks whether it is an instance
 * of that. Next.js, for example, compiles modules outside of the realm that the functions run in.
 *
 * @template T
 * @param {T} given a module, or any other value, which stays as it is
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
