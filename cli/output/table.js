/** Rows for a terminal, and for Markdown. */
import { markdown, printable, printableLines } from '../text.js';

const COLOURS = {
  Critical: 31,
  'non-compliant': 31,
  Important: 33,
  unreported: 33,
  stale: 33,
  compliant: 32,
};

/**
 * @param {string[]} head
 * @param {string[][]} rows
 * @param {{ hasColour?: boolean }} [style]
 * @returns {string}
 */
export function terminalTable(head, rows, { hasColour = false } = {}) {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => printableLines(printable(cell))));
  const widths = head.map((_, at) => lines.reduce((most, cells) => Math.max(most, [...cells[at]].length), 0));
  const shown = lines.map((cells, at) => {
    const padded = cells.map((cell, place) => pad(cell, widths[place], place === head.length - 1));
    const own = hasColour ? padded.map((cell) => coloured(cell, at === 0)) : padded;
    return own.join('  ').trimEnd();
  });
  return `${shown.join('\n')}\n`;
}

function pad(cell, width, isLast) {
  return isLast ? cell : cell + ' '.repeat(width - [...cell].length);
}

function coloured(cell, isHead) {
  const colour = isHead ? 1 : COLOURS[cell.trim()];
  return colour === undefined ? cell : `\x1b[${colour}m${cell}\x1b[0m`;
}

/** @returns {string} */
export function markdownTable(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const marked = [head, ...rows].map((cells) => cells.map(markdown));
  return [line(marked[0]), line(head.map(() => '---')), ...marked.slice(1).map(line), ''].join('\n');
}
