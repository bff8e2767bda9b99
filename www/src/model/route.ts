/** The place in the page that the address names after `#`. Never contains anything secret. */

export type Route =
  | { page: 'fleet'; query: string }
  | { page: 'table'; table: TableName; query: string }
  | { page: 'overview'; query: string }
  | { page: 'trend'; query: string }
  | { page: 'report'; query: string }
  | ({ page: 'node'; query: string } & NodePlace)
  | { page: 'files'; query: string }
  | { page: 'runs'; query: string }
  | { page: 'connect' };

/** The tables with a view of their own beside that of the nodes. */
export const TABLES = ['findings', 'patches', 'cves'] as const;
export type TableName = (typeof TABLES)[number];

export interface NodePlace {
  /** Absent in an address that names no scope. */
  scopeId?: string | undefined;
  instanceId: string;
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = split(hash.replace(/^#/, ''), '?');
  if (path === '/connect') return { page: 'connect' };
  if (path === '/runs') return { page: 'runs', query };
  if (path === '/files') return { page: 'files', query };
  const table = TABLES.find((name) => path === `/${name}`);
  if (table) return { page: 'table', table, query };
  if (path === '/overview') return { page: 'overview', query };
  if (path === '/trend') return { page: 'trend', query };
  if (path === '/report') return { page: 'report', query };
  const [, scopeId, instanceId] = /^\/node\/(?:([^/]+)\/)?([^/]+)$/.exec(path) ?? [];
  if (!instanceId) return { page: 'fleet', query };
  const place = { scopeId: scopeId && decoded(scopeId), instanceId: decoded(instanceId) };
  return { page: 'node', ...place, query };
}

export function fleetHash(query = ''): string {
  return `#/${suffix(query)}`;
}

export function tableHash(table: TableName, query = ''): string {
  return `#/${table}${suffix(query)}`;
}

export function overviewHash(query = ''): string {
  return `#/overview${suffix(query)}`;
}

export function trendHash(query = ''): string {
  return `#/trend${suffix(query)}`;
}

export function reportHash(query = ''): string {
  return `#/report${suffix(query)}`;
}

export function nodeHash({ scopeId, instanceId }: NodePlace, query = ''): string {
  const parts = scopeId === undefined ? [instanceId] : [scopeId, instanceId];
  return `#/node/${parts.map(encodeURIComponent).join('/')}${suffix(query)}`;
}

export function filesHash(query = ''): string {
  return `#/files${suffix(query)}`;
}

export const RUNS_HASH = '#/runs';
export const CONNECT_HASH = '#/connect';

function suffix(query: string): string {
  return query ? `?${query}` : '';
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % in an address that was typed by hand.
    return text;
  }
}
