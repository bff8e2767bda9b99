/** A contender in a process of its own. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { reply } from './reply.mjs';

const CHILD = fileURLToPath(new URL('peers/child.mjs', import.meta.url));
const LOAD_LIMIT_MS = 300_000;
const ASK_LIMIT_MS = 180_000;

export class ContenderProcess {
  /** What the process says of itself once loaded. */
  loaded;
  #child;

  /**
   * @param {string} name
   * @param {object} sizes of the data
   * @returns {Promise<ContenderProcess>} when the data is loaded
   */
  static async start(name, sizes) {
    const contender = new ContenderProcess(name, sizes);
    try {
      contender.loaded = await contender.#reply(LOAD_LIMIT_MS);
    } catch (error) {
      contender.end();
      throw error;
    }
    return contender;
  }

  constructor(name, sizes) {
    this.name = name;
    this.#child = fork(CHILD, [name, JSON.stringify(sizes)], {
      execArgv: ['--expose-gc', '--max-old-space-size=8000'],
    });
  }

  /**
   * @param {string} question
   * @param {object} input
   * @returns {Promise<{ ms: number, answer: unknown }>}
   */
  ask(question, input) {
    this.#child.send({ question, input });
    return this.#reply(ASK_LIMIT_MS);
  }

  /** @returns {Promise<{ ms: number, bytes: number }>} */
  snapshot() {
    this.#child.send({ snapshot: true });
    return this.#reply(ASK_LIMIT_MS);
  }

  end() {
    this.#child.kill('SIGKILL');
  }

  #reply(limitMs) {
    return reply(this.#child, this.name, limitMs);
  }
}
