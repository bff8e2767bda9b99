/** Tables of figures, as text. */

/**
 * @param {string} title
 * @param {string[]} header of the columns of figures
 * @param {{ name: string, cells: string[] }[]} rows
 * @returns {string} figures to the right, names after them
 */
export function tableText(title, header, rows) {
  const column = (i) => [header[i], ...rows.map(({ cells }) => cells[i])];
  const widths = header.map((_, i) => Math.max(...column(i).map((cell) => cell.length)));
  const line = (cells) => cells.map((cell, i) => cell.padStart(widths[i])).join('  ');
  const lines = rows.map(({ name, cells }) => `${line(cells)}  ${name}`);
  return ['', title, line(header), ...lines].join('\n');
}

/**
 * @param {number | undefined} value
 * @returns {string} with three significant digits, or all digits of a large number
 */
export function figure(value) {
  if (value === undefined) return '–';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toFixed(Math.min(digits, 3));
}

/** @returns {string} a figure with its ratio to another */
export function withRatio(value, ratio) {
  return value === undefined ? '–' : `${figure(value)} (${figure(ratio)} ×)`;
}
