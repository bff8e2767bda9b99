/** When the fleet is read: one reading at a time, which a key, the page or the clock starts. */

export class Readings {
  #scopeIds;
  #wake;
  /** @type {{ startedAt: Date, scopes: object[] } | undefined} the reading that is under way */
  #scanning;

  /** @param {string[]} scopeIds of what is read; none for a stored fleet */
  constructor(scopeIds) {
    this.#scopeIds = scopeIds;
    if (this.canScan) this.#scanning = begun();
  }

  get canScan() {
    return this.#scopeIds.length > 0;
  }

  /** What the description of the fleet says of its readings. */
  get description() {
    if (!this.canScan) return {};
    return { can: ['scan'], ...(this.#scanning && { scanning: this.#scanning }) };
  }

  /**
   * Starts a reading, unless one is under way.
   *
   * @returns {{ runs: { scopeId: string, started: boolean }[] }}
   */
  start() {
    const wake = this.#wake;
    this.#wake = undefined;
    if (wake !== undefined && this.canScan) this.#scanning = begun();
    wake?.();
    return { runs: this.#scopeIds.map((scopeId) => ({ scopeId, started: wake !== undefined })) };
  }

  /** @param {(onProgress: (state: import('patchlens/fleet').ScanProgress) => void) => Promise<void>} read */
  async during(read) {
    if (this.canScan) this.#scanning ??= begun();
    try {
      await read((state) => this.#report(state));
    } finally {
      this.#scanning = undefined;
    }
  }

  /** Until the fleet is to be read again: when a person or the clock says so, or the signal ends it all. */
  async wanted(everyMs, signal) {
    let timer;
    await new Promise((resolve) => {
      this.#wake = resolve;
      signal.addEventListener('abort', resolve, { once: true });
      if (signal.aborted) resolve();
      if (everyMs !== undefined) timer = setTimeout(resolve, everyMs);
    });
    this.#wake = undefined;
    clearTimeout(timer);
  }

  #report({ scopes }) {
    const told = scopes.map(({ scopeId, nodesDone, nodesTotal }) => ({ scopeId, nodesDone, nodesTotal }));
    this.#scanning = { startedAt: this.#scanning.startedAt, scopes: told };
  }
}

function begun() {
  return { startedAt: new Date(), scopes: [] };
}
