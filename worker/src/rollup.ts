import type { Fleet, NodeRow } from 'patchlens/fleet';
import { dayOf } from './history.ts';
import type { Run } from './runs.ts';

const PAGE = 1000;

interface Rollup {
  dim: 'all' | 'platform';
  key: string;
  verdict: string;
  nodes: number;
  /** Of the nodes whose counts are known. */
  missing: number;
  failed: number;
  /** Nodes of which one of the counts is absent. */
  uncounted: number;
}

/**
 * The statements that replace the numbers of a scope and day: those of the last complete run of the
 * day. A row that stays the same is not written.
 *
 * @param ids the nodes that are not gone
 */
export function rollupStatements(
  db: D1Database,
  run: Run,
  fleet: Fleet,
  ids: Set<string>,
): D1Statement[] {
  const text = JSON.stringify(rollups(fleet, ids));
  const [scopeId, day] = [run.scopeId, dayOf(run)];
  const removed = db
    .prepare(
      `DELETE FROM rollup WHERE scope_id = ?2 AND day = ?3 AND (dim, key, verdict) NOT IN (
         SELECT value ->> 'dim', value ->> 'key', value ->> 'verdict' FROM json_each(?1))`,
    )
    .bind(text, scopeId, day);
  const replaced = db
    .prepare(
      `INSERT INTO rollup (day, scope_id, dim, key, verdict, nodes, missing, failed,
         uncounted)
       SELECT ?3, ?2, value ->> 'dim', value ->> 'key', value ->> 'verdict', value ->> 'nodes',
         value ->> 'missing', value ->> 'failed', value ->> 'uncounted' FROM json_each(?1) WHERE true
       ON CONFLICT DO UPDATE SET nodes = excluded.nodes, missing = excluded.missing,
         failed = excluded.failed, uncounted = excluded.uncounted
       WHERE (nodes, missing, failed, uncounted)
         IS NOT (excluded.nodes, excluded.missing, excluded.failed, excluded.uncounted)`,
    )
    .bind(text, scopeId, day);
  return [removed, replaced];
}

function rollups(fleet: Fleet, ids: Set<string>): Rollup[] {
  const sums = new Map<string, Rollup>();
  for (let offset = 0; offset < fleet.nodeCount; offset += PAGE) {
    for (const node of fleet.nodes({ offset, limit: PAGE }).rows) {
      if (!ids.has(node.instanceId)) continue;
      add(sums, { dim: 'all', key: '' }, node);
      add(sums, { dim: 'platform', key: node.platform ?? '' }, node);
    }
  }
  // A day with a complete run has a row also if the scope has no nodes.
  if (sums.size === 0) return [{ ...EMPTY, verdict: 'compliant' }];
  return [...sums.values()];
}

const EMPTY = { dim: 'all', key: '', nodes: 0, missing: 0, failed: 0, uncounted: 0 } as const;

function add(sums: Map<string, Rollup>, of: Pick<Rollup, 'dim' | 'key'>, node: NodeRow): void {
  const { verdict, missing, failed } = node;
  const name = JSON.stringify([of.dim, of.key, verdict]);
  const sum: Rollup = sums.get(name) ?? { ...EMPTY, ...of, verdict };
  sum.nodes += 1;
  if (missing === undefined || failed === undefined) sum.uncounted += 1;
  sum.missing += missing ?? 0;
  sum.failed += failed ?? 0;
  sums.set(name, sum);
}
