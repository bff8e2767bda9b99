/** The place in the page that the address names after `#`. Never contains anything secret. */

export type Route =
  | { page: 'fleet'; query: string }
  | { page: 'node'; id: string; query: string }
  | { page: 'connect' };

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = split(hash.replace(/^#/, ''), '?');
  if (path === '/connect') return { page: 'connect' };
  const id = /^\/node\/([^/]+)$/.exec(path)?.[1];
  return id ? { page: 'node', id: decoded(id), query } : { page: 'fleet', query };
}

export function fleetHash(query = ''): string {
  return `#/${suffix(query)}`;
}

export function nodeHash(id: string, query = ''): string {
  return `#/node/${encodeURIComponent(id)}${suffix(query)}`;
}

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
