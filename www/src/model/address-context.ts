/**
 * What every address says beside its own view: the scopes that it means, and the rules by which it
 * judges them. Without these a shared link would be judged by the rules of its reader.
 */
import { encoded } from './columns';
import { DEFAULT_QUERY, formatFleetQuery, parseFleetQuery } from './fleet-query';
import {
  DEFAULT_TARGETS,
  formatOverviewQuery,
  parseOverviewQuery,
  type Targets,
} from './overview-query';
import { CONNECT_HASH } from './route';
import { formatScopes, parseScopes } from './scope';
import { serverAddress } from './server-address';

export interface AddressContext {
  /** Empty for the sample fleet. */
  scopes: readonly string[];
  /** The address of the fleet's server, without which the fleet is that of the scopes. */
  server: string | undefined;
  /** Scans older than this are stale. */
  staleDays: number;
  targets: Targets;
}

export const DEFAULT_CONTEXT: AddressContext = {
  scopes: [],
  server: undefined,
  staleDays: DEFAULT_QUERY.staleDays,
  targets: DEFAULT_TARGETS,
};

const OWN = /^(?:scope|server|stale|targets)=/;

/** @param query of an address, after its `?` */
export function readContext(query: string): AddressContext {
  const params = new URLSearchParams(query);
  const server = params.get('server');
  return {
    scopes: parseScopes(params.get('scope')),
    server: server ? serverAddress(server) : undefined,
    staleDays: parseFleetQuery(query).staleDays,
    targets: parseOverviewQuery(query).targets,
  };
}

/** The same address with this context in place of its own. The form has none. */
export function withContext(hash: string, context: AddressContext): string {
  if (hash.startsWith(CONNECT_HASH)) return hash;
  const [path = '', query = ''] = hash.split(/\?(.*)/s);
  const rest = query.split('&').filter((part) => part && !OWN.test(part));
  const parts = [...rest, ...contextParts(context)];
  return parts.length > 0 ? `${path}?${parts.join('&')}` : path;
}

/** Only the differences to the defaults, in one order. */
function contextParts({ scopes, server, staleDays, targets }: AddressContext): string[] {
  return [
    formatFleetQuery({ ...DEFAULT_QUERY, staleDays }),
    formatOverviewQuery({ targets, attribute: undefined }),
    server ? `server=${encoded(server)}` : '',
    scopes.length > 0 ? `scope=${formatScopes(scopes)}` : '',
  ].filter(Boolean);
}
