/** What a person types while the page is served. */
import { createInterface } from 'node:readline';

export class Keys {
  #lines;
  #wake;

  /**
   * @param {NodeJS.ReadableStream | undefined} stdin of a person, if there is one
   * @param {{ tellUrl: () => void }} actions
   */
  constructor(stdin, { tellUrl }) {
    this.#lines = stdin && createInterface({ input: stdin, terminal: false });
    this.#lines?.on('line', (line) => {
      if (line.trim() === '') tellUrl();
      else if (line.trim() === 'r') this.#wake?.();
    });
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

  close() {
    this.#lines?.close();
  }
}
