import { invalid } from './api-refused.ts';
import type { Context } from './context.ts';
import { numberOf, paramsOf } from './input.ts';
import { stored } from './response.ts';
import { watchedScopes, type WatchedScope } from './watched-scope.ts';

const CVE = /^CVE-\d{4}-\d{4,19}$/i;
const CURSOR = { least: 0, most: 999_999_999_999_999, otherwise: 0 };

interface Row {
  node_id: number;
  scope_id: number;
  instance_id: string;
  name: string | null;
  platform: string | null;
  patches: string;
}

/** Seeks by primary keys alone: of the CVE its patches, of each the nodes behind the cursor. */
const MISSING = `
  SELECT node.node_id, scope_id, instance_id, name, platform, patches FROM (
    SELECT node_id, json_group_array(json_object('kb', kb, 'title', title, 'state', state)) AS patches
    FROM (SELECT DISTINCT patch_id FROM patch_cve WHERE cve IN (?1, ?2))
      CROSS JOIN open_patch USING (patch_id) CROSS JOIN patch USING (patch_id)
    WHERE open_patch.node_id > ?3 GROUP BY node_id) AS open CROSS JOIN node USING (node_id)
  WHERE gone_at IS NULL AND scope_id IN (SELECT value FROM json_each(?4))
  ORDER BY node.node_id LIMIT ?5`;
const DAY_MINUTES = 24 * 60;
/** Nodes of which the last complete runs know nothing, or nothing new: by the primary keys, too. */
const UNKNOWN = `
  SELECT
    (SELECT sum(nodes) FROM json_each(?1) AS last CROSS JOIN rollup ON day = last.value ->> 'day'
       AND scope_id = last.value ->> 'scopeId' AND dim = 'all' AND rollup.key = '' AND verdict = 'unreported')
      AS unreported,
    (SELECT sum(failed_nodes) FROM json_each(?1) AS last CROSS JOIN run
       ON scope_id = last.value ->> 'scopeId' AND run_id = last.value ->> 'run') AS failed`;

/** The nodes with an open patch for a CVE, in pages. */
export async function cve(request: Request, { env, now }: Context): Promise<Response> {
  const params = paramsOf(request, ['cve', 'cursor', 'limit']);
  const id = params.get('cve');
  if (id === undefined || !CVE.test(id)) throw invalid('cve', 'an id such as CVE-2026-12345', id);
  const limit = numberOf(params, 'limit', { least: 1, most: 10_000, otherwise: 1000 });
  const cursor = numberOf(params, 'cursor', CURSOR);
  const scopes = await watchedScopes(env, now);
  const [page, next] = await pageOf(env.DB, id, scopes, { cursor, limit });
  return stored(request, {
    cve: id.toUpperCase(),
    complete: scopes.every(({ error }) => error === undefined),
    ...(await unknownNodes(env.DB, scopes)),
    rows: page,
    ...(next !== undefined && { cursor: String(next) }),
  });
}

async function pageOf(
  db: D1Database,
  id: string,
  scopes: WatchedScope[],
  { cursor, limit }: { cursor: number; limit: number },
): Promise<[object[], number | undefined]> {
  const known = scopes.flatMap(({ id, scopeId }) => (scopeId === undefined ? [] : [{ id, scopeId }]));
  const scopeIds = JSON.stringify(known.map(({ scopeId }) => scopeId));
  const { results } = await db
    .prepare(MISSING)
    .bind(id.toUpperCase(), id.toLowerCase(), cursor, scopeIds, limit + 1)
    .all<Row>();
  const names = new Map(known.map(({ id, scopeId }) => [scopeId, id]));
  const page = results.slice(0, limit);
  const next = results.length > limit ? page.at(-1)?.node_id : undefined;
  return [page.map((row) => told(row, names)), next];
}

async function unknownNodes(db: D1Database, scopes: WatchedScope[]) {
  const last = scopes.flatMap(({ scopeId, snapshotRun: run }) =>
    run === undefined ? [] : [{ scopeId, run, day: Math.floor(run / DAY_MINUTES) }],
  );
  const row = await db
    .prepare(UNKNOWN)
    .bind(JSON.stringify(last))
    .first<{ unreported: number | null; failed: number | null }>();
  return { unreportedNodes: row?.unreported ?? 0, failedNodes: row?.failed ?? 0 };
}

function told({ scope_id, instance_id, name, platform, patches }: Row, names: Map<number, string>) {
  return {
    scopeId: names.get(scope_id),
    instanceId: instance_id,
    ...(name !== null && { name }),
    ...(platform !== null && { platform }),
    patches: JSON.parse(patches),
  };
}
