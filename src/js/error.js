// The same in every copy of the package that is loaded, so that an error of one (ESM) is an
// instance of the other's class (CommonJS) too.
const BRAND = Symbol.for('patchlens.PatchlensError');

export class PatchlensError extends Error {
  static [Symbol.hasInstance](value) {
    if (this !== PatchlensError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && value[BRAND] === true;
  }

  constructor({ message, ...members }, cause) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, members);
  }

  get name() {
    return 'PatchlensError';
  }

  get [BRAND]() {
    return true;
  }
}

/** What `make` makes; what it throws, as a TypeError that is a PatchlensError too. */
export function constructed(make) {
  try {
    return make();
  } catch (rejection) {
    if (!Array.isArray(rejection)) throw rejection;
    const [{ message, ...members }] = rejection;
    throw Object.defineProperty(Object.assign(new TypeError(message), members), BRAND, { value: true });
  }
}

/**
 * What `promise` resolves to. The core rejects with `[record, cause]`; without a record, the cause
 * is the caller's own reason to abort.
 */
export async function settled(promise) {
  try {
    return await promise;
  } catch (rejection) {
    if (!Array.isArray(rejection)) throw rejection;
    const [record, cause] = rejection;
    throw record ? new PatchlensError(record, cause) : cause;
  }
}
