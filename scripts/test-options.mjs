/** What `npm test` was asked for. */
import { parseArgs } from 'node:util';

/** What is run where there is no time for all. */
const QUICK = ['rust', 'js', 'runtimes'];

/**
 * @typedef {object} TestOptions
 * @property {string[]} parts to run
 * @property {string[]} without runtimes and browsers that are left out, by name
 * @property {boolean} isQuick whether only the runtimes are wanted that nobody can do without
 */

/**
 * @param {string[]} args of the command line
 * @param {Record<string, string | undefined>} env
 * @param {string[]} known the parts that there are
 * @returns {TestOptions}
 * @throws {TypeError} that says which argument cannot be right
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
