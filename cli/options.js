/** Reads arguments. */
import { parseArgs } from 'node:util';
import { UsageError } from './command-error.js';

/**
 * @param {string[]} args
 * @param {import('node:util').ParseArgsConfig['options']} options
 * @param {string[]} names of the arguments that are no options
 * @returns {{ values: Record<string, any>, positionals: string[] }}
 * @throws {UsageError}
 */
export function readOptions(args, options, names = []) {
  const { values, positionals } = parsed(args, options);
  assertNotBlank(values, options, positionals, names);
  if (positionals.length === names.length) return { values, positionals };
  const [extra] = positionals.slice(names.length);
  if (extra !== undefined) throw new UsageError(`"${extra}" is one argument too many`);
  throw new UsageError(`${names.slice(positionals.length).join(' and ')}: the argument is missing`);
}

function parsed(args, options) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    // Node adds hints for programmers after the first sentence.
    throw new UsageError(error.message.split('. ')[0], { cause: error });
  }
}

/** Options of which an empty text is a question of its own. */
const FILTERS = ['filter', 'fail-on'];

/** The shell makes an empty argument of a variable that is not set: that must not mean "not given". */
function assertNotBlank(values, options, positionals, names) {
  for (const [name, value] of Object.entries(values)) {
    if (options[name].type !== 'string' || FILTERS.includes(name)) continue;
    const isBlank = options[name].multiple ? (text) => listOf([text]).length === 0 : (text) => text.trim() === '';
    if ([value].flat().some(isBlank)) throw new UsageError(`--${name}: the value is empty`);
  }
  const at = positionals.findIndex((text) => text.trim() === '');
  if (at >= 0) throw new UsageError(`${names[at] ?? 'an argument'}: the value is empty`);
}

/** One of several words. @throws {UsageError} */
export function oneOf(option, value, words) {
  if (words.includes(value)) return value;
  throw new UsageError(`--${option}: expected ${words.join(', ')}, got "${value}"`);
}

/** @returns {number | undefined} @throws {UsageError} */
export function numberOf(option, value, { least = 0, isWhole = false } = {}) {
  if (value === undefined) return undefined;
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
  if (number >= least && (!isWhole || Number.isSafeInteger(number))) return number;
  throw new UsageError(`--${option}: expected a number from ${least}, got "${value}"`);
}

/** The values of an option that is given several times, or with commas. */
export function listOf(values = []) {
  return values
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter(Boolean);
}
