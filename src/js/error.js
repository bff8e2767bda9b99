// The same in every copy of the package that is loaded, so that an error of one (ESM) is an
// instance of the other's class (CommonJS) too.
const BRAND = Symbol.for('patchlens.PatchlensError');

export class PatchlensError extends Error {
  static [Symbol.hasInstance](value) {
    // A class that extends this one has instances of its own.
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

/** What `decide` gives. The core throws records, of which this makes errors. */
export function judged(decide, cause) {
  try {
    return decide();
  } catch (record) {
    throw record instanceof Error ? record : new PatchlensError(record, cause);
  }
}

/** What `make` makes; of a record, a TypeError that is a PatchlensError too. */
export function constructed(make) {
  try {
    return make();
  } catch (record) {
    if (record instanceof Error) throw record;
    const { message, ...members } = record;
    const error = Object.assign(new TypeError(message), members);
    throw Object.defineProperty(error, BRAND, { value: true });
  }
}
