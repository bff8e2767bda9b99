/** Formats the results as a table: runtime, way, entry of the package, tests passed. */

/** @param {import('./matrix.mjs').Row[]} rows */
export function printTable(rows) {
  const lines = [['runtime', 'way', 'entry', 'passed', 'failed'], ...rows.map(cellsOf)];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  console.log('');
  for (const line of lines) {
    console.log(line.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
  }
}

/** The table in Markdown. */
export function markdownTable(rows) {
  const lines = rows.map(
    ({ runtime, way, entry, passed }) => `| ${runtime} | ${way} | ${entry} | ${passed} |`,
  );
  return ['| runtime | way | entry | tests passed |', '|---|---|---|---|', ...lines].join('\n');
}

function cellsOf({ runtime, way, entry, passed, failures }) {
  return [runtime, way, entry, String(passed), String(failures.length)];
}
