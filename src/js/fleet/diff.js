import { decided } from '../error.js';
import { jsonOfOption } from './options.js';
import { rowsOf, withDates } from './rows.js';

const ACTION = 'query the difference';

/** The difference of two fleets. It holds a little memory of the newer one until it is freed. */
export class FleetDiff {
  #difference;

  /** @param difference Rust's difference */
  constructor(difference) {
    this.#difference = difference;
    Object.assign(this, withDates(decided(() => difference.summary())));
  }

  rows(kind, query = {}) {
    const text = jsonOfOption(ACTION, 'query', query);
    return rowsOf(decided(() => this.#difference.rows(String(kind), text)));
  }

  free() {
    this.#difference?.free();
    this.#difference = undefined;
  }
}

if (Symbol.dispose) FleetDiff.prototype[Symbol.dispose] = FleetDiff.prototype.free;
