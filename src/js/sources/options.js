/**
 * What an option must be.
 * @typedef {object} Rule
 * @property {string} expected what has this form, in words
 * @property {(value: unknown) => boolean} fits
 * @property {boolean} [isRequired]
 * @property {boolean} [isSecret] no message may quote it
 */

// The longest that a message shows of a value.
const QUOTE = 80;

export const aFunction = { expected: 'a function', fits: (value) => typeof value === 'function' };

/** Looked at by the core. */
export const anything = { expected: 'anything', fits: () => true };

// The tables are functions, so that bundlers can tell that an app without sources needs none.

/** The options of every source. */
const everywhere = () => ({
  region: anything,
  endpoint: anything,
  useFipsEndpoint: anything,
  useDualstackEndpoint: anything,
  maxAttempts: wholeNumber(1, 2 ** 32 - 1),
  attemptTimeoutMs: wholeNumber(1, 2 ** 31 - 1),
  fetch: aFunction,
});

/** The options of every source of a role's keys. */
export const ofRole = () => ({
  roleArn: required(arn()),
  roleSessionName: text(2, 64, /^[\w+=,.@-]*$/, 'a string of letters, digits and _+=,.@-'),
  durationSeconds: wholeNumber(900, 43_200),
});

/** The ARN of a role; stricter would shut out what other servers call roles. @returns {Rule} */
export function arn() {
  return text(20, 2048, /^arn:[^:]+:[^:]*:[^:]*:[^:]*:./, 'an ARN');
}

/** @param {Rule} rule @returns {Rule} */
export function required(rule) {
  return { ...rule, isRequired: true };
}

/**
 * A text of `min` to `max` characters that looks so.
 * @returns {Rule}
 */
export function text(min, max, pattern, what) {
  return {
    expected: `${what}, ${min} to ${max} characters long`,
    fits: (value) =>
      typeof value === 'string' &&
      value.length >= min &&
      value.length <= max &&
      pattern.test(value),
  };
}

function wholeNumber(min, max) {
  return {
    expected: `a whole number from ${min} to ${max}`,
    fits: (value) => Number.isInteger(value) && value >= min && value <= max,
  };
}

/**
 * What is wrong with the options of a source, besides what the core finds.
 * @param {object} options
 * @param {Record<string, Rule>} rules those of this source
 * @returns {string[]}
 */
export function problemsOf(options = {}, rules) {
  if (typeof options !== 'object' || options === null) return []; // As the core will say.
  const known = { ...everywhere(), ...rules };
  const unknown = Object.keys(options).filter((name) => !(name in known) && options[name] != null);
  return [
    ...Object.entries(known).flatMap(([name, rule]) => problemWith(name, options[name], rule)),
    ...unknown.map((name) => `${name}: is not known`),
  ];
}

function problemWith(name, value, { expected, fits, isRequired, isSecret }) {
  if (value == null) return isRequired ? [`${name}: is required`] : [];
  if (fits(value)) return [];
  return [`${name}: expected ${expected}${isSecret ? '' : `, got ${quoted(value)}`}`];
}

/** A value as messages show it: of what has parts, which could be secrets, only what it is. */
function quoted(value) {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object') return 'an object';
  const words = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return words.length > QUOTE ? `${words.slice(0, QUOTE)}…` : words;
}
