/** A fleet's server as a source: answers longer than it gives at once, and errors with words. */
import { PatchlensError } from 'patchlens';
import { remoteSource, type FleetSource, type Groups, type Query, type Rows } from 'patchlens/fleet';
import { scopeWords, serverWords } from '../model/server-words';
import { tell } from '../model/told-words';

/** What a source gives without a `limit`. */
const DEFAULT_LIMIT = 100;
/** Of the protocol, for a server that does not say it. */
const DEFAULT_MOST = 10_000;

export interface ServerOptions {
  url: string;
  /** Empty for none. */
  token: string;
  /** Default the global one. */
  fetch?: (request: Request) => Promise<Response>;
}

/** @throws {PatchlensError} for an address or a token that cannot be right */
export function serverSource({ url, token, fetch }: ServerOptions): FleetSource {
  const remote = opened(url, { ...(token && { token }), ...(fetch && { fetch }) });
  let most = DEFAULT_MOST;
  const described = async () => {
    const found = await remote.describe();
    most = found.maxLimit ?? DEFAULT_MOST;
    for (const { error } of found.scopes) if (error) tell(error, scopeWords(error));
    return found;
  };
  const rows = <A extends Rows<unknown>>(ask: (query: Query) => Promise<A>) => {
    return (query: Query = {}) => worded(() => whole(ask, query, most, 'rows' as keyof A));
  };
  return {
    describe: () => worded(described),
    summary: (query) => worded(() => remote.summary(query)),
    nodes: rows(remote.nodes),
    findings: rows(remote.findings),
    patches: rows(remote.patches),
    cves: rows(remote.cves),
    node: (scopeId, instanceId) => worded(() => remote.node(scopeId, instanceId)),
    groups: (table, by, query = {}) => {
      const ask = (part: Query) => remote.groups(table, by, part);
      return worded(() => whole<Groups>(ask, query, most, 'groups'));
    },
    // Suggestions never claim to be all that there are.
    values: (table, property, prefix, limit = DEFAULT_LIMIT) =>
      worded(() => remote.values(table, property, prefix, Math.min(limit, most))),
  };
}

function opened(url: string, options: Parameters<typeof remoteSource>[1]): FleetSource {
  try {
    return remoteSource(url, options);
  } catch (error) {
    throw withWords(error);
  }
}

/** An answer with all the items that were asked for, from as many questions as the server needs. */
async function whole<A extends { total: number }>(
  ask: (query: Query) => Promise<A>,
  query: Query,
  most: number,
  name: keyof A,
): Promise<A> {
  const { offset = 0, limit = DEFAULT_LIMIT } = query;
  const first = await ask({ ...query, limit: Math.min(limit, most) });
  const items = first[name] as unknown[];
  const wanted = Math.min(limit, Math.max(0, first.total - offset));
  while (items.length < wanted) {
    const part = { offset: offset + items.length, limit: Math.min(most, wanted - items.length) };
    const next = await ask({ ...query, ...part });
    // Parts of two readings would be an answer about neither.
    if (next.total !== first.total) throw changed();
    items.push(...(next[name] as unknown[]));
  }
  return first;
}

function changed(): Error {
  const error = new Error('The total of the answer changed from one part of it to the next.');
  tell(error, {
    title: 'The server read its fleet again in between',
    advice: 'An answer in parts would mix two readings. Try again.',
  });
  return error;
}

async function worded<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw withWords(error);
  }
}

function withWords(error: unknown): unknown {
  const words = error instanceof PatchlensError ? serverWords(error) : undefined;
  if (words) tell(error as PatchlensError, words);
  return error;
}
