// All loaded copies of the package share this symbol, so that an error of one copy (ESM) is also an
// instance of the class of another (CommonJS).
const BRAND = Symbol.for('patchlens.PatchlensError');

export class PatchlensError extends Error {
  static [Symbol.hasInstance](value) {
    // A subclass uses the normal rules for its instances.
    if (!Object.hasOwn(this.prototype, BRAND)) return super[Symbol.hasInstance](value);
    return value?.[BRAND] === true;
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

/**
 * @param {string} record the JSON text of a failure, as Rust writes it
 * @param {unknown} [cause]
 */
export function errorOf(record, cause) {
  return new PatchlensError(JSON.parse(record), cause);
}

/**
 * @template T
 * @param {() => T} decide calls Rust, which throws records
 * @returns {T}
 * @throws {PatchlensError}
 */
export function decided(decide) {
  try {
    return decide();
  } catch (thrown) {
    throw typeof thrown === 'string' ? errorOf(thrown) : thrown;
  }
}

/**
 * @template T
 * @param {() => T} make calls a constructor in Rust, which throws records
 * @returns {T}
 * @throws {TypeError} that is a PatchlensError too
 */
export function constructed(make) {
  try {
    return make();
  } catch (thrown) {
    if (typeof thrown !== 'string') throw thrown;
    const { message, ...members } = JSON.parse(thrown);
    const error = Object.assign(new TypeError(message), members);
    throw Object.defineProperty(error, BRAND, { value: true });
  }
}
