/**
 * The object whose members are these names and values, by turns.
 * @param {string[]} list
 */
export function ofPairs(list) {
  const object = {};
  for (let index = 0; index < list.length; index += 2) object[list[index]] = list[index + 1];
  return object;
}
