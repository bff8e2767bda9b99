/** The command line of the benchmarks of the fleet. */
import { parseArgs } from 'node:util';

/**
 * @param {string[]} [args]
 * @returns {{ parts: string[], sizes: { nodes?: number }, without: string[], rounds: number,
 *   json?: string }} `without`: the names of contenders to leave out
 */
export function options(args = process.argv.slice(2)) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      nodes: { type: 'string' },
      without: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string', default: '7' },
      json: { type: 'string' },
    },
  });
  return {
    parts: positionals,
    sizes: values.nodes === undefined ? {} : { nodes: wholeNumber(values.nodes) },
    without: values.without.flatMap((names) => names.split(',')),
    rounds: wholeNumber(values.rounds),
    json: values.json,
  };
}

function wholeNumber(text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new TypeError(`"${text}" is not a whole number above 0.`);
}
