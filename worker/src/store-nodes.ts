import { parameters } from './node-parameters.ts';
import type { NodeRecord } from './node-record.ts';

/**
 * CROSS JOIN keeps the order of the tables: SQLite would parse the JSON again for each row.
 *
 * The parameters: JSON text of the nodes and their patches, the scope, the run.
 */
const GIVEN = `json_each(?1, '$.nodes') AS given CROSS JOIN node
  ON node.scope_id = ?2 AND node.instance_id = given.value ->> 'id'`;
/** For updates, whose target SQLite would scan: `id` and `value`. */
const NODES_GIVEN = `(SELECT node.node_id AS id, given.value AS value FROM ${GIVEN} LIMIT -1)`;
const PATCHES_GIVEN = `json_each(?1, '$.patches') AS given CROSS JOIN patch
  ON patch.kb = given.value ->> 'kb' AND patch.title = given.value ->> 'title'`;
const DAY_MS = 86_400_000;
/**
 * Only findings of a later operation than the stored ones change anything. Materialized, so that SQLite
 * reads the JSON of a node once, and not for each of its findings.
 */
const FOUND = `WITH named AS MATERIALIZED (SELECT given.key AS number, patch_id FROM ${PATCHES_GIVEN}),
  newer AS MATERIALIZED (
    SELECT node.node_id, given.value ->> 'opEnd' AS op_end, given.value -> 'findings' AS findings
    FROM ${GIVEN} WHERE ?3 = ?3 AND given.value -> 'findings' IS NOT NULL
      AND node.detail_op_end < (given.value ->> 'opEnd')),
  found AS MATERIALIZED (
    SELECT node_id, op_end, patch_id, finding.value ->> 1 AS state, finding.value ->> 2 AS first_seen
    FROM newer CROSS JOIN json_each(newer.findings) AS finding CROSS JOIN named
      ON named.number = finding.value ->> 0)`;
const CLOSED = `newer CROSS JOIN open_patch USING (node_id)
  WHERE (node_id, patch_id) NOT IN (SELECT node_id, patch_id FROM found)`;

/** In this order, in one transaction. */
const STATEMENTS = [
  `INSERT INTO patch (kb, title, classification, severity)
   SELECT value ->> 'kb', value ->> 'title', value ->> 'classification', value ->> 'severity'
   FROM json_each(?1, '$.patches') WHERE ?2 = ?2 AND ?3 = ?3
   ON CONFLICT DO UPDATE SET classification = coalesce(patch.classification, excluded.classification),
     severity = coalesce(patch.severity, excluded.severity)
   WHERE (patch.classification IS NULL AND excluded.classification IS NOT NULL)
     OR (patch.severity IS NULL AND excluded.severity IS NOT NULL)`,

  `INSERT INTO patch_cve (cve, patch_id)
   SELECT cve.value, patch.patch_id
   FROM ${PATCHES_GIVEN} CROSS JOIN json_each(given.value, '$.cves') AS cve
   WHERE ?2 = ?2 AND ?3 = ?3 ON CONFLICT DO NOTHING`,

  `INSERT INTO node (scope_id, instance_id, name, platform, platform_version, ping, listed_run)
   SELECT ?2, value ->> 'id', value ->> 'name', value ->> 'platform', value ->> 'platformVersion',
     value ->> 'ping', ?3 FROM json_each(?1, '$.nodes') WHERE true
   ON CONFLICT DO UPDATE SET name = excluded.name, platform = excluded.platform,
     platform_version = excluded.platform_version, ping = excluded.ping,
     listed_run = excluded.listed_run, gone_at = NULL
   WHERE excluded.listed_run >= node.listed_run AND (node.gone_at IS NOT NULL
     OR (node.name, node.platform, node.platform_version, node.ping)
     IS NOT (excluded.name, excluded.platform, excluded.platform_version, excluded.ping))`,

  `UPDATE node SET patch_group = value ->> 'group', baseline_id = value ->> 'baseline',
     operation = value ->> 'operation', op_end = value ->> 'opEnd',
     missing = value ->> 'missing', failed = value ->> 'failed',
     pending_reboot = value ->> 'pendingReboot', rejected = value ->> 'rejected',
     critical_nc = value ->> 'critical', security_nc = value ->> 'security',
     other_nc = value ->> 'other'
   FROM ${NODES_GIVEN} WHERE ?3 = ?3 AND node.node_id = id AND node.op_end < (value ->> 'opEnd')`,

  `${FOUND} INSERT INTO open_event (day, node_id, patch_id, event, at)
   SELECT op_end / ${DAY_MS}, node_id, patch_id, 'closed', op_end FROM ${CLOSED}
   ON CONFLICT DO NOTHING`,

  `${FOUND} DELETE FROM open_patch WHERE (patch_id, node_id) IN (SELECT patch_id, node_id FROM ${CLOSED})`,

  `${FOUND} INSERT INTO open_event (day, node_id, patch_id, event, at)
   SELECT op_end / ${DAY_MS}, node_id, patch_id, 'opened', op_end FROM found
   WHERE NOT EXISTS (SELECT 1 FROM open_patch
     WHERE open_patch.patch_id = found.patch_id AND open_patch.node_id = found.node_id)
   ON CONFLICT DO NOTHING`,

  // In an empty database, the fleet knows findings from before this operation.
  `${FOUND} INSERT INTO open_patch (patch_id, node_id, state, first_seen)
   SELECT patch_id, node_id, state, min(op_end, first_seen) FROM found WHERE true
   ON CONFLICT DO UPDATE SET state = excluded.state WHERE state <> excluded.state`,

  // The error of a node goes when its findings are read, even if they are those that are stored.
  `UPDATE node SET detail_op_end = value ->> 'opEnd', last_error = NULL
   FROM ${NODES_GIVEN} WHERE ?3 = ?3 AND node.node_id = id
     AND value -> 'findings' IS NOT NULL AND (node.detail_op_end < (value ->> 'opEnd')
     OR (node.last_error IS NOT NULL AND node.detail_op_end = (value ->> 'opEnd')))`,

  `UPDATE node SET last_error = value ->> 'error'
   FROM ${NODES_GIVEN} WHERE ?3 = ?3 AND node.node_id = id
     AND value ->> 'error' IS NOT NULL AND node.last_error IS NOT (value ->> 'error')`,
];

/**
 * The statements that store nodes, for one `batch`. Stored again, or in another order, they change
 * nothing: the end of a node's operation decides what is newer.
 */
export function nodeStatements(
  db: D1Database,
  { scopeId, run }: { scopeId: number; run: number },
  nodes: NodeRecord[],
): D1Statement[] {
  return [...parameters(nodes)].flatMap((text) =>
    STATEMENTS.map((sql) => db.prepare(sql).bind(text, scopeId, run)),
  );
}
