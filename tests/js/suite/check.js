/** Assertions for runtimes without a test framework. */

/** @throws {Error} that says `what` is wrong unless the condition holds */
export function holds(condition, what) {
  if (!condition) throw new Error(what);
}

/** @throws {Error} unless both come to the same JSON, whatever the order of their members */
export function equal(actual, expected, what = 'the value') {
  const [is, ought] = [actual, expected].map((value) => JSON.stringify(sorted(value)));
  if (is !== ought) throw new Error(`${what}: expected ${brief(ought)}, got ${brief(is)}`);
}

/** The rejection of a promise, or of a function's promise. */
export async function rejection(call) {
  let value;
  try {
    value = await (typeof call === 'function' ? call() : call);
  } catch (error) {
    return error;
  }
  throw new Error(`expected a failure, got ${brief(JSON.stringify(value))}`);
}

/** The error of a call: one of the package's errors, with this code. */
export async function failure({ PatchlensError }, call, code) {
  const error = await rejection(call);
  holds(error instanceof PatchlensError, `not a PatchlensError: ${String(error?.stack ?? error)}`);
  holds(error instanceof Error, 'not an Error');
  equal(error.code, code, `the code of "${error.message}"`);
  holds(/^Cannot [a-z]/.test(error.message), `the message "${error.message}"`);
  equal(typeof error.retryable, 'boolean', 'the type of retryable');
  return error;
}

export function sleep(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value instanceof Date || value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

function brief(text = 'undefined') {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
