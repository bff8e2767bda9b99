import { ApiRefused } from './api-refused.ts';
import type { LoadedFleet } from './loaded-fleet.ts';

/** A load whose request has gone may never end. */
const WAIT_MS = 20_000;
/** An object that is missing or damaged may be put back. */
const RETRY_MS = 60_000;

interface Held {
  key: string;
  loading: Promise<LoadedFleet>;
  until: number;
}

/** The fleet in the memory of this isolate. Requests at the same time share one load. */
export class FleetCache {
  #held: Held | undefined;

  /**
   * Returns the fleet of a key for one user, who releases it.
   *
   * @param load reads it; a load that fails is not kept
   * @param keepAlive lets a load end after the request that began it
   */
  async use(
    key: string,
    load: () => Promise<LoadedFleet>,
    keepAlive: (promise: Promise<unknown>) => void,
  ): Promise<LoadedFleet> {
    const isHeld = this.#held?.key === key && Date.now() < this.#held.until;
    const held = isHeld && this.#held ? this.#held : this.#begin(key, load, keepAlive);
    return (await this.#within(held)).use();
  }

  /** Lets go of the fleet before: two of them may not fit. */
  #begin(
    key: string,
    load: () => Promise<LoadedFleet>,
    keepAlive: (promise: Promise<unknown>) => void,
  ): Held {
    this.#drop(this.#held);
    const held: Held = { key, loading: load(), until: Number.POSITIVE_INFINITY };
    this.#held = held;
    const settled = held.loading.then(
      ({ problems }) => {
        if (problems.size > 0) held.until = Date.now() + RETRY_MS;
      },
      () => this.#drop(held),
    );
    keepAlive(settled);
    return held;
  }

  #drop(held: Held | undefined): void {
    if (!held || this.#held !== held) return;
    this.#held = undefined;
    // The requests that wait for a load that fails are told.
    held.loading.then((loaded) => loaded.release(), () => undefined);
  }

  async #within(held: Held): Promise<LoadedFleet> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#drop(held);
        reject(new ApiRefused('unavailable', 'The fleet is still being read: ask again'));
      }, WAIT_MS);
    });
    try {
      return await Promise.race([held.loading, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
