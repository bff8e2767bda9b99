/**
 * Compares two texts in a time that depends on their length only, so that a signature or token
 * cannot be guessed character by character.
 * @param {string} left
 * @param {string} right
 */
export function equalsInConstantTime(left, right) {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at += 1) {
    difference |= left.charCodeAt(at) ^ right.charCodeAt(at);
  }
  return difference === 0;
}
