/** What a person types while the page is served. */
import { createInterface } from 'node:readline';

export class Keys {
  #lines;

  /**
   * @param {NodeJS.ReadableStream | undefined} stdin of a person, if there is one
   * @param {{ tellUrl: () => void, readAgain: () => void }} actions
   */
  constructor(stdin, { tellUrl, readAgain }) {
    this.#lines = stdin && createInterface({ input: stdin, terminal: false });
    this.#lines?.on('line', (line) => {
      if (line.trim() === '') tellUrl();
      else if (line.trim() === 'r') readAgain();
    });
  }

  close() {
    this.#lines?.close();
  }
}
