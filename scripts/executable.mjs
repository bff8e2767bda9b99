/** Programs of the system, found as a shell finds them. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @typedef {object} Wanted
 * @property {string} variable of the environment, which may name the path and then decides
 * @property {string[]} names under which it is looked for in PATH, the best first
 * @property {string[]} [elsewhere] paths at which it may be besides
 */

/**
 * @param {Wanted} wanted
 * @param {Record<string, string | undefined>} [env]
 * @returns {string | undefined} the path of the program, or undefined if there is none
 * @throws {Error} if the variable names what is none
 */
export function executable({ variable, names, elsewhere = [] }, env = process.env) {
  const path = env[variable];
  if (path && !isExecutable(path)) {
    throw new Error(`${variable} is "${path}", which is not an executable file.`);
  }
  return path || [...inPath(names, env.PATH ?? ''), ...elsewhere].find(isExecutable);
}

function inPath(names, path) {
  const folders = path.split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
