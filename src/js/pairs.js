/**
 * The object with these names and values, which alternate in the list.
 * @param {string[]} list
 */
export function ofPairs(list) {
  const object = {};
  for (let index = 0; index < list.length; index += 2) object[list[index]] = list[index + 1];
  return object;
}
