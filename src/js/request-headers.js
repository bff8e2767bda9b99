const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
// What fetch sends as the very bytes that are signed: ASCII, and no line break or NUL.
const VALUE = /^[\t\x20-\x7e]*$/;

/**
 * Appends headers, in any form that `fetch` takes, to a list of names and values in turn: the names
 * in lower case, each once, and values of one name joined as `Headers` joins them.
 *
 * @param {unknown} init
 * @param {string[]} list
 * @returns {{ path: string, text: string } | undefined} what is wrong with them
 */
export function readHeaders(init, list) {
  if (init == null) return undefined;
  if (typeof init !== 'object') return { path: 'headers', text: 'expected names and values' };
  for (const pair of init[Symbol.iterator] ? init : Object.entries(init)) {
    const problem = readHeader(pair, list);
    if (problem) return problem;
  }
  return undefined;
}

function readHeader(pair, list) {
  if (!Array.isArray(pair) || pair.length !== 2) {
    return { path: 'headers', text: 'expected names and values' };
  }
  const name = String(pair[0]);
  const value = String(pair[1]).trim();
  if (!TOKEN.test(name)) {
    return { path: 'headers', text: `${JSON.stringify(name)} is not a header name` };
  }
  if (!VALUE.test(value)) {
    return { path: `headers.${name}`, text: 'holds a character that no header can carry' };
  }
  append(list, name.toLowerCase(), value);
  return undefined;
}

function append(list, name, value) {
  const index = indexOf(list, name);
  if (index < 0) list.push(name, value);
  else list[index + 1] += `, ${value}`;
}

/** Adds a header unless there is one of its name. */
export function defaultHeader(list, name, value) {
  if (indexOf(list, name) < 0) list.push(name, value);
}

/** @returns {string | undefined} */
export function headerOf(list, name) {
  const index = indexOf(list, name);
  return index < 0 ? undefined : list[index + 1];
}

function indexOf(list, name) {
  for (let index = 0; index < list.length; index += 2) if (list[index] === name) return index;
  return -1;
}
