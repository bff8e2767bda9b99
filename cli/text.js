/**
 * Texts of AWS and of files, made safe for where they are printed. A name can hold escape sequences for a
 * terminal, marks that turn the direction of text, and commands for a workflow's log.
 */

/**
 * Controls of C0 and C1, line and paragraph separators, marks of direction, the byte order mark, and what
 * has no width: the soft hyphen, and tags, which spell a second text that only programs see.
 */
const UNSAFE =
  /[\0-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu; // eslint-disable-line no-control-regex
const UNSAFE_IN_LINES = new RegExp(UNSAFE.source.replace('\\0-\\x1f', '\\0-\\x09\\x0b-\\x1f'), 'gu');

/** One line: controls become visible, such as `\x1b`. */
export function printable(text) {
  return String(text).replace(UNSAFE, escaped);
}

/** `##[group]` of GitHub, `##vso[task.setvariable]` of Azure, `##teamcity[message]`, anywhere in a line. */
const LOG_COMMAND = /##(\w*)\[/g;

/**
 * Several lines, of which none is a command of a workflow: GitHub runs lines that begin with `::`, and all
 * systems run those that contain a command such as `##[`.
 */
export function printableLines(text) {
  return String(text)
    .replaceAll('\r\n', '\n')
    .replace(UNSAFE_IN_LINES, escaped)
    .replace(/^(\s*):(?=:)/gm, '$1\\:')
    .replace(LOG_COMMAND, '##$1\\[');
}

/**
 * A text within Markdown, which stays this text. GitHub looks for formulas, emoji and issues after it has
 * read escapes; an element within them keeps them apart.
 */
export function markdown(text) {
  return printable(text)
    .replace(/[\\`*_{}[\]|~#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replaceAll('://', ':&#47;/')
    .replace(/www\./gi, (word) => `${word.slice(0, 3)}&#46;`)
    .replace(/^(\s*):(?=:)/, '$1&#58;')
    .replaceAll('$', () => '<span>$</span>')
    .replace(EMOJI, '<span>:</span>')
    .replace(/\b(GH)-(?=\d)/gi, '$1<span>-</span>');
}

/** The first colon of `:rocket:` and `:+1:`, not of `10:20:30`. An underscore has its backslash already. */
const EMOJI = /:(?=(?:[\w+\\-]*[a-z][\w+\\-]*|100|1234|[+-]1):)/gi;

/** HTML of which no line is a command of a workflow. */
export function withoutCommands(html) {
  return html.replace(LOG_COMMAND, '##$1&#91;');
}

/** JSON that a terminal and a log can show, with the same value: what JSON leaves bare becomes `\u009b`. */
export function printableJson(json) {
  return json
    .replace(UNSAFE_IN_LINES, unitsOf)
    .replace(LOG_COMMAND, '##$1\\u005b');
}

/** As JSON spells a character: one beyond U+FFFF is two units. */
function unitsOf(character) {
  return character.split('').map((unit) => `\\u${hex(unit, 4)}`).join('');
}

function escaped(character) {
  const code = character.codePointAt(0);
  if (code > 0xffff) return `\\u{${hex(character, 5)}}`;
  return code < 0x100 ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`;
}

function hex(character, digits) {
  return character.codePointAt(0).toString(16).padStart(digits, '0');
}
