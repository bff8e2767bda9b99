// The module as text: printable ASCII, one character for a byte below SPAN, and a mark before it for a
// larger one. ASCII survives every bundler and charset. scripts/module-text.mjs writes the text.
export const FIRST = 35; // Follows the double quote; of the characters used, only "\" needs an escape.
export const SPAN = 66;

/**
 * @param {string} text
 * @returns {Uint8Array}
 */
export function bytesOf(text) {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  let base = 0;
  for (let index = 0; index < text.length; index++) {
    const digit = text.charCodeAt(index) - FIRST;
    if (digit < SPAN) {
      bytes[length++] = base + digit;
      base = 0;
    } else {
      base = (digit - SPAN + 1) * SPAN;
    }
  }
  return bytes.slice(0, length);
}
