/**
 * Unicode simple case folding and comparison by code points.
 *
 * ECMAScript compares by simple folding in regular expressions with the flags `iu`. The folded form
 * is the lower case of the upper case wherever that is one code point and those expressions agree;
 * Cherokee alone folds to upper case.
 */
const folded = new Map();

export function fold(text) {
  let result = '';
  for (const char of text) result += foldChar(char);
  return result;
}

function foldChar(char) {
  if (!folded.has(char)) folded.set(char, computeFold(char));
  return folded.get(char);
}

function computeFold(char) {
  const point = char.codePointAt(0);
  if (point >= 0xab70 && point <= 0xabbf) return String.fromCodePoint(point - 0xab70 + 0x13a0);
  if (point >= 0x13f8 && point <= 0x13fd) return String.fromCodePoint(point - 8);
  if (point >= 0x13a0 && point <= 0x13f5) return char;
  const candidates = [char.toUpperCase().toLowerCase(), char.toLowerCase()];
  return candidates.find((other) => isOnePoint(other) && equalFolded(char, other)) ?? char;
}

const isOnePoint = (text) => [...text].length === 1;

function equalFolded(one, other) {
  const hex = one.codePointAt(0).toString(16);
  return new RegExp(`^\\u{${hex}}$`, 'iu').test(other);
}

/** Negative, 0 or positive, by code points: UTF-16 order differs above U+FFFF. */
export function compareText(one, other) {
  const left = [...one];
  const right = [...other];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i].codePointAt(0) - right[i].codePointAt(0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

export const compareFolded = (one, other) => compareText(fold(one), fold(other));
