/** Rows as cells of text, for people. */

/** The columns that are shown unless others are asked for. */
export const COLUMNS = {
  nodes: ['instanceId', 'name', 'platform', 'verdict', 'missing', 'failed', 'lastOperation', 'reason'],
  findings: ['severity', 'kb', 'title', 'state', 'age', 'instanceId', 'name'],
  patches: ['severity', 'kb', 'title', 'nodes', 'failed', 'excepted', 'cves'],
  cves: ['cve', 'severity', 'nodes', 'patches', 'firstSeen'],
};

/** @returns {unknown} the value of a column, such as `tag.Owner` */
export function valueOf(row, column) {
  return column.startsWith('tag.') ? row.tags?.[column.slice('tag.'.length)] : row[column];
}

/** @returns {string} */
export function cellOf(row, column) {
  const value = valueOf(row, column);
  if (column === 'age' || column === 'scanAge') return daysOf(value, row.ageIsLowerBound);
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return `${value.toISOString().slice(0, 16)}Z`;
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function daysOf(days, isLowerBound) {
  if (days === undefined) return '';
  return `${isLowerBound ? 'at least ' : ''}${Math.floor(days)} d`;
}
