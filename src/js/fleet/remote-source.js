import { countOf, invalid, jsonOfOption } from './options.js';
import { askServer, isToken } from './remote-exchange.js';

const ACTION = 'query the fleet';
const OPENING = 'use the server of a fleet';
const TIMEOUT_MS = 30_000;
const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The questions of a fleet behind a server that speaks docs/backend-protocol.md.
 *
 * @param {string | URL} url
 * @param {import('./index.js').RemoteSourceOptions | Function} [options]
 */
export function remoteSource(url, options = {}) {
  const server = { url: baseOf(url), ...optionsOf(options) };
  const ask = (name, input) => askServer(server, name, input, jsonOfOption(ACTION, 'query', input));
  return {
    describe: async () => askServer(server, 'describe', {}),
    summary: async (query = {}) => ask('summary', query),
    nodes: async (query = {}) => ask('nodes', query),
    findings: async (query = {}) => ask('findings', query),
    patches: async (query = {}) => ask('patches', query),
    cves: async (query = {}) => ask('cves', query),
    node: async (scopeId, instanceId) =>
      ask('node', { scopeId: String(scopeId), instanceId: String(instanceId) }),
    groups: async (table, by, query = {}) =>
      ask('groups', { table: String(table), by: String(by), query }),
    values: async (table, property, prefix = '', limit = 100) => {
      const most = countOf(ACTION, 'limit', limit);
      const texts = { table: String(table), property: String(property), prefix: String(prefix) };
      return ask('values', { ...texts, limit: most });
    },
  };
}

/** The URL without a slash at its end. A token or a password in it would end up in logs. */
function baseOf(url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    throw invalid(OPENING, 'url: expected an absolute URL');
  }
  const { protocol, hostname, username, password, search, hash, origin, pathname } = parsed;
  if (username || password || search || hash) {
    throw invalid(OPENING, 'url: expected one without user name, query and fragment');
  }
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.test(hostname))) {
    throw invalid(OPENING, `url: expected https:, or http: to this computer, but is ${parsed}`);
  }
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

function optionsOf(options) {
  const given = typeof options === 'function' ? { fetch: options } : options;
  if (Object(given) !== given) throw wrong('options', 'an object or a function', given);
  const { fetch, token, timeoutMs = TIMEOUT_MS } = given;
  if (fetch !== undefined && typeof fetch !== 'function') throw wrong('fetch', 'a function', fetch);
  // A token is never quoted.
  if (token !== undefined && typeof token !== 'function' && !isToken(token)) {
    throw invalid(OPENING, 'token: expected a bearer token, or a function that returns one');
  }
  if (typeof timeoutMs !== 'number' || !(timeoutMs > 0 && timeoutMs <= 0x7fff_ffff)) {
    throw wrong('timeoutMs', 'milliseconds from 1', timeoutMs);
  }
  return { fetch, token, timeoutMs };
}

function wrong(name, expected, value) {
  return invalid(OPENING, `${name}: expected ${expected}, but is ${String(value)}`);
}
