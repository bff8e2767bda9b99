/** Reads one word of a shell's text, with that shell's rules for quotes. */

export interface Quoting {
  /** Makes the next character a plain one, outside of quotes and in double quotes. */
  escape: '\\' | '`' | '^';
  /** Whether it does so in single quotes, too. */
  escapesInSingle: boolean;
  /** What two quotes in a row are in a quoted text: one quote, or the end and the next text. */
  doubled: 'quote' | 'next';
}

export const POSIX: Quoting = { escape: '\\', escapesInSingle: false, doubled: 'next' };
export const FISH: Quoting = { escape: '\\', escapesInSingle: true, doubled: 'next' };
export const POWERSHELL: Quoting = { escape: '`', escapesInSingle: false, doubled: 'quote' };
export const CMD: Quoting = { escape: '^', escapesInSingle: false, doubled: 'quote' };
/** YAML, properties, profiles, and literals of programming languages. */
export const DATA: Quoting = { escape: '\\', escapesInSingle: true, doubled: 'quote' };

/** Typographic quotes too: chats and documents put them in, and PowerShell takes them. */
const SINGLE = '\'‘’‚‛';
const DOUBLE = '"“”„';
/** What ends a word outside of quotes. */
const END = /[\s,;&|(){}[\]<>]/;

export interface Word {
  text: string;
  /** Where the text goes on after the word. */
  end: number;
}

/** The word at a place; of no length if there is none. */
export function readWord(text: string, start: number, quoting: Quoting): Word {
  let word = '';
  let at = start;
  while (at < text.length && !END.test(text.charAt(at))) {
    const part = isQuote(text.charAt(at)) ? readQuoted(text, at, quoting) : readPlain(text, at, quoting);
    word += part.text;
    at = part.end;
  }
  return { text: word, end: at };
}

function readPlain(text: string, start: number, { escape }: Quoting): Word {
  const isEscape = text.charAt(start) === escape && start + 1 < text.length;
  const at = isEscape ? start + 1 : start;
  return { text: text.charAt(at), end: at + 1 };
}

function readQuoted(text: string, start: number, quoting: Quoting): Word {
  const quotes = SINGLE.includes(text.charAt(start)) ? SINGLE : DOUBLE;
  const escapes = quotes === DOUBLE || quoting.escapesInSingle;
  let word = '';
  let at = start + 1;
  while (at < text.length) {
    const isClosing = quotes.includes(text.charAt(at));
    const isDoubled = isClosing && quotes.includes(text.charAt(at + 1) || ' ');
    if (isClosing && !(isDoubled && quoting.doubled === 'quote')) return { text: word, end: at + 1 };
    const isEscaped = isDoubled || (escapes && text.charAt(at) === quoting.escape);
    word += text.charAt(isEscaped ? at + 1 : at);
    at += isEscaped ? 2 : 1;
  }
  // Not closed: the closing quote of `set "NAME=value"` stands after a word that has no opening one.
  return { text: word, end: at };
}

function isQuote(character: string): boolean {
  return SINGLE.includes(character) || DOUBLE.includes(character);
}
