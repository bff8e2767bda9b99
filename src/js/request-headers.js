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
  if (init[Symbol.iterator]) return readPairs(init, list);
  for (const name of Object.keys(init)) {
    const problem = readHeader(name, init[name], list);
    if (problem) return problem;
  }
  return undefined;
}

function readPairs(pairs, list) {
  for (const pair of pairs) {
    const isPair = Array.isArray(pair) && pair.length === 2;
    if (!isPair) return { path: 'headers', text: 'expected names and values' };
    const problem = readHeader(pair[0], pair[1], list);
    if (problem) return problem;
  }
  return undefined;
}

function readHeader(givenName, givenValue, list) {
  const name = String(givenName);
  const value = String(givenValue).trim();
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
