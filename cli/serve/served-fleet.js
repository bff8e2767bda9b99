/** The fleet that is shown, which a later reading replaces. */
import { localSource } from 'patchlens/fleet';

const QUESTIONS = ['describe', 'summary', 'nodes', 'findings', 'patches', 'cves', 'node', 'groups', 'values'];

export class ServedFleet {
  /** @type {import('patchlens/fleet').Fleet | undefined} */
  #fleet;
  #source;
  #arrived;
  #first = new Promise((resolve) => {
    this.#arrived = resolve;
  });

  /** The questions wait for the first fleet, and are asked of the latest. */
  get source() {
    return Object.fromEntries(
      QUESTIONS.map((name) => [name, (...input) => this.#asked((source) => source[name](...input))]),
    );
  }

  /** @param {import('patchlens/fleet').Fleet} fleet which is this object's from now on */
  show(fleet) {
    if (fleet === this.#fleet) return;
    const before = this.#fleet;
    this.#fleet = fleet;
    this.#source = localSource(fleet);
    // A local fleet answers at once, so that no question to it is open.
    before?.free();
    this.#arrived();
  }

  /** What the next reading goes on from. */
  snapshot() {
    return this.#fleet?.snapshot();
  }

  free() {
    this.#fleet?.free();
  }

  async #asked(ask) {
    await this.#first;
    return ask(this.#source);
  }
}
