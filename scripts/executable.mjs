/** Programs of the system, found as a shell finds them. */
import which from 'which';

/**
 * @typedef {object} Wanted
 * @property {string} variable of the environment, which may name the path and then decides
 * @property {string[]} names to look for in PATH, the best first
 * @property {string[]} [elsewhere] further paths to look at
 */

/**
 * @param {Wanted} wanted
 * @param {Record<string, string | undefined>} [env]
 * @returns {string | undefined} the path of the program, or undefined if there is none
 * @throws {Error} if the variable names something else than a program
 */
export function executable({ variable, names, elsewhere = [] }, env = process.env) {
  const find = (program) => which.sync(program, { path: env.PATH ?? '', nothrow: true });
  const path = env[variable];
  if (!path) return [...names, ...elsewhere].map(find).find(Boolean);
  if (find(path)) return path;
  throw new Error(`${variable} is "${path}", which is not an executable file.`);
}
