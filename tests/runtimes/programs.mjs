/** Runs the suite in a command-line runtime, which prints the results. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask, must, ROOT } from '../../scripts/process.mjs';
import { MARK } from '../js/suite/report.js';

const MINUTE = 60_000;

/** The path of a program among the packages of this folder. @throws {Error} if it is not installed */
export function installed(name) {
  const path = join(ROOT, 'tests/runtimes/node_modules/.bin', name);
  if (!existsSync(path)) throw new Error(`${name} is not installed in tests/runtimes.`);
  return path;
}

/**
 * @param {string} title
 * @param {string} path of the program
 * @returns {Promise<string>} the title and the version
 * @throws {Error} if it does not run
 */
export async function versioned(title, path) {
  const output = await ask(path, ['--version']);
  const version = output?.match(/\d+\.\d+\.\d+/)?.[0];
  if (!version) throw new Error(`${path} is no program that runs here.`);
  return `${title} ${version}`;
}

/**
 * @param {import('./matrix.mjs').Place} place
 * @param {{ command: string, args?: string[], program: string, env?: Record<string, string> }} what
 *   `program` is a file of the suite's folder `programs`
 * @returns {Promise<import('../js/suite/index.js').Result[]>}
 * @throws {Error} with the program's output, if it contains no results
 */
export async function suiteIn({ folder, url }, { command, args = [], program, env }) {
  const output = await must(command, [...args, program, url], {
    cwd: join(folder, 'suite/programs'),
    output: 'keep',
    timeoutMs: 3 * MINUTE,
    env,
  });
  const line = output.split('\n').find((it) => it.startsWith(MARK));
  if (!line) throw new Error(`printed no results: ${output}`);
  return JSON.parse(line.slice(MARK.length));
}
