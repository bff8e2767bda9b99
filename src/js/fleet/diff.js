import { decided } from '../error.js';
import { invalid, jsonOfOption } from './options.js';
import { rowsOf, withDates } from './rows.js';

const ACTION = 'query the difference';

/** The difference of two fleets. It holds a little memory of the newer one until it is freed. */
export class FleetDiff {
  #difference;
  /** Returns the engine of the newer fleet, or throws if that was freed. */
  #newer;

  /**
   * @param difference Rust's difference
   * @param newer returns the engine of the newer fleet
   */
  constructor(difference, newer) {
    this.#difference = difference;
    this.#newer = newer;
    Object.assign(this, withDates(decided(() => difference.summary())));
  }

  rows(kind, query = {}) {
    if (!this.#difference) throw invalid(ACTION, 'it was freed');
    const text = jsonOfOption(ACTION, 'query', query);
    return rowsOf(decided(() => this.#difference.rows(this.#newer(), String(kind), text)));
  }

  free() {
    this.#difference?.free();
    this.#difference = undefined;
    this.#newer = undefined;
  }
}

if (Symbol.dispose) FleetDiff.prototype[Symbol.dispose] = FleetDiff.prototype.free;
