/**
 * Which patches of a node are shown, in which order, and how the page's address says so. The store has
 * the open patches only; this list has those of every state, so the page selects and sorts it itself.
 */
import { isOpen, severityRank, stateRank, type PatchRow } from './patch';
import { compareText, formatSort, parseSort, sorted, type Sort } from './sort';

const PATCH_COLUMNS = [
  'title',
  'kb',
  'state',
  'severity',
  'classification',
  'cves',
  'installed',
] as const;
export type PatchColumn = (typeof PATCH_COLUMNS)[number];

export interface PatchQuery {
  text: string;
  /** `'open'` for all that is open. */
  state: string | undefined;
  /** `''` for patches without one. */
  severity: string | undefined;
  classification: string | undefined;
  sort: Sort<PatchColumn>;
}

const DEFAULT_SORT: Sort<PatchColumn> = { column: 'state', descending: false };

export function isFiltering(query: PatchQuery): boolean {
  const { state, severity, classification } = query;
  return (
    Boolean(query.text.trim()) ||
    [state, severity, classification].some((value) => value !== undefined)
  );
}

export function selectPatches(rows: readonly PatchRow[], query: PatchQuery): PatchRow[] {
  const { column, descending } = query.sort;
  return sorted(rows.filter(matches(query)), (row) => sortKey(row, column), descending, worseFirst);
}

function matches(query: PatchQuery): (row: PatchRow) => boolean {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  return (row) =>
    stateMatches(row.state, query.state) &&
    (query.severity === undefined || row.severity === query.severity) &&
    (query.classification === undefined || row.classification === query.classification) &&
    words.every((word) => searchText(row).includes(word));
}

function stateMatches(state: string, asked: string | undefined): boolean {
  if (asked === undefined) return true;
  return asked === 'open' ? isOpen(state) : state === asked;
}

function searchText(row: PatchRow): string {
  return `${row.title} ${row.kb} ${row.cves.join(' ')} ${row.classification}`.toLowerCase();
}

function sortKey(row: PatchRow, column: PatchColumn): string | number | Date | undefined {
  if (column === 'state') return stateRank(row.state);
  if (column === 'severity') return severityRank(row.severity);
  if (column === 'cves') return row.cves.length;
  if (column === 'installed') return row.installed;
  return row[column] || undefined;
}

function worseFirst(a: PatchRow, b: PatchRow): number {
  return (
    stateRank(a.state) - stateRank(b.state) ||
    severityRank(a.severity) - severityRank(b.severity) ||
    compareText(a.title, b.title) ||
    a.key - b.key
  );
}

/** The number of patches by value, for the choices of a filter. */
export function countBy(
  rows: readonly PatchRow[],
  member: 'state' | 'severity' | 'classification',
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row[member], (counts.get(row[member]) ?? 0) + 1);
  const rank = { state: stateRank, severity: severityRank, classification: () => 0 }[member];
  return new Map([...counts].sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b)));
}

export function formatPatchQuery(query: PatchQuery): string {
  const params = new URLSearchParams();
  if (query.text.trim()) params.set('q', query.text.trim());
  for (const name of ['state', 'severity', 'classification'] as const) {
    const value = query[name];
    if (value !== undefined) params.set(name, value);
  }
  if (formatSort(query.sort) !== formatSort(DEFAULT_SORT))
    params.set('sort', formatSort(query.sort));
  return params.toString();
}

export function parsePatchQuery(text: string): PatchQuery {
  const params = new URLSearchParams(text);
  return {
    text: params.get('q') ?? '',
    state: params.get('state') ?? undefined,
    severity: params.get('severity') ?? undefined,
    classification: params.get('classification') ?? undefined,
    sort: parseSort(params.get('sort'), PATCH_COLUMNS, DEFAULT_SORT),
  };
}
