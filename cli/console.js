/** Standard output and standard error of a command. */
import { once } from 'node:events';
import { printableLines } from './text.js';

/** What GitHub, Azure and TeamCity set where they read the output for commands. */
const WORKFLOWS = ['GITHUB_ACTIONS', 'TF_BUILD', 'TEAMCITY_VERSION'];

export class Console {
  #stdout;
  #stderr;

  /** @param {import('./run.js').Io} io */
  constructor({ stdout, stderr, env }) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    const isPlain = Boolean(env.NO_COLOR) || env.TERM === 'dumb';
    /** Whether standard output is shown to a person as it comes, or in the log of a workflow. */
    this.isShown = Boolean(stdout.isTTY) || WORKFLOWS.some((name) => env[name]);
    this.hasColour = Boolean(stdout.isTTY) && !isPlain;
    /** Whether lines of standard error can be replaced. */
    this.isLive = Boolean(stderr.isTTY) && env.TERM !== 'dumb';
    this.stderrColumns = stderr.columns ?? 80;
  }

  /** Writes on standard output as it is. */
  async write(text) {
    await written(this.#stdout, text);
  }

  /** Writes lines on standard error. */
  async error(text) {
    await written(this.#stderr, `${printableLines(text)}\n`);
  }

  /** Replaces the last line of a terminal; without a text, removes it. */
  replaceLine(text = '') {
    const fitting = printableLines(text).slice(0, this.stderrColumns - 1);
    this.#stderr.write(`\r\x1b[2K${fitting}`);
  }
}

async function written(stream, text) {
  if (stream.write(text) === false) await once(stream, 'drain');
}
