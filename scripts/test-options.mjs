/** The options of `npm test`. */
import { parseArgs } from 'node:util';

/** The parts that `--quick` runs. */
const QUICK = ['rust', 'js', 'runtimes'];

/**
 * @typedef {object} TestOptions
 * @property {string[]} parts to run
 * @property {string[]} without the names of runtimes and browsers to leave out
 * @property {boolean} isQuick whether only the most important runtimes are wanted
 */

/**
 * @param {string[]} args of the command line
 * @param {Record<string, string | undefined>} env
 * @param {string[]} known the names of all parts
 * @returns {TestOptions}
 * @throws {TypeError} that names the wrong argument
 */
export function testOptions(args, env, known) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      without: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new TypeError(`unknown part ${unknown}; there are ${known.join(', ')}`);
  }
  const all = values.quick ? QUICK : known;
  return {
    parts: positionals.length > 0 ? positionals : all,
    without: [...new Set(listed([env.PATCHLENS_WITHOUT ?? '', ...values.without]))],
    isQuick: values.quick,
  };
}

function listed(texts) {
  return texts
    .flatMap((text) => text.split(','))
    .map((name) => name.trim())
    .filter(Boolean);
}
