/** A report in one file of HTML: without scripts, fetching nothing, for screens light and dark and for print. */
import { printable, withoutCommands } from '../text.js';

/** Nothing is fetched and nothing runs, whatever a text of the service may contain. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#dde1e8, #2a3440); --muted: light-dark(#566173, #9aa6b6); }
body { max-width: 1480px; margin: 0 auto; padding: 24px 16px 48px; overflow-wrap: anywhere;
  color: light-dark(#18202c, #e4e9f0); background: light-dark(#f4f5f8, #0e1319);
  font: 14px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
h1 { font-size: 26px; margin: 0 0 12px; }
h2 { font-size: 18px; margin: 28px 0 8px; }
dl { display: grid; grid-template-columns: 130px minmax(0, 1fr); gap: 2px 12px; margin: 12px 0; }
dt, caption { color: var(--muted); }
dd { margin: 0; }
.gaps { padding: 8px 14px; border: 2px solid light-dark(#d99a25, #c58e2f); border-radius: 5px;
  background: light-dark(#fdf3dd, #352a14); }
table { width: 100%; border-collapse: collapse; }
caption { text-align: start; padding: 4px 0; }
th, td { padding: 3px 8px; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
td.number { text-align: end; white-space: nowrap; }
@media print { body { max-width: none; padding: 0; color: #000; background: none; font-size: 11px; }
  thead { display: table-header-group; } tr { break-inside: avoid; } }
`;

/**
 * @typedef {object} Table
 * @property {string} title
 * @property {string} [caption]
 * @property {string[]} head
 * @property {Iterable<string[]>} rows
 * @property {boolean} [isNumbers] whether all but the first column are numbers
 * @property {string} [empty] in place of a table without rows
 *
 * @param {{ title: string, gaps: string[], facts: [string, string][], notes: string[], tables: Table[] }} report
 * @returns {Generator<string>}
 */
export function* htmlReport({ title, gaps, facts, notes, tables }) {
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
`;
  if (gaps.length > 0) {
    yield `<section class="gaps"><p><strong>Not all is known</strong></p>${listOf(gaps)}</section>\n`;
  }
  yield `<dl>${facts.map(([name, fact]) => `<dt>${escaped(name)}</dt><dd>${escaped(fact)}</dd>\n`).join('')}</dl>\n`;
  yield listOf(notes);
  for (const table of tables) yield* section(table);
  yield '</main>\n</body>\n</html>\n';
}

function listOf(texts) {
  return `<ul>${texts.map((text) => `<li>${escaped(text)}</li>\n`).join('')}</ul>\n`;
}

function* section({ title, caption = '', head, rows, isNumbers = false, empty = 'None.' }) {
  yield `<section><h2>${escaped(title)}</h2>\n`;
  let isEmpty = true;
  for (const cells of rows) {
    if (isEmpty) yield startOf(caption, head);
    isEmpty = false;
    yield `<tr>${cells.map((cell, at) => cellOf(cell, isNumbers && at > 0)).join('')}</tr>\n`;
  }
  yield isEmpty ? `<p>${escaped(empty)}</p></section>\n` : '</tbody></table></section>\n';
}

function startOf(caption, head) {
  const names = head.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  return `<table><caption>${escaped(caption)}</caption><thead><tr>${names}</tr></thead><tbody>\n`;
}

function cellOf(text, isNumber) {
  return `<td${isNumber ? ' class="number"' : ''}>${escaped(text)}</td>`;
}

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The text, as such: no element, and no command of a workflow's log, where it may be printed. */
export function escaped(text) {
  return withoutCommands(printable(text).replace(/[&<>"']/g, (character) => ESCAPES[character]));
}
