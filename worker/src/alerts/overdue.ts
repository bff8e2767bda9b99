import { said } from './outbox.ts';

const DAY_MS = 86_400_000;
/** Findings that an alert names; it counts all. */
const NAMED = 20;

/**
 * The critical findings of a scope that are past their target, and have no alert. `first_seen` is when
 * they were first found: they may be older, never younger. The parameters: the scope, the time before
 * which they were found.
 */
const NEW = `
  WITH new AS (
    SELECT node.node_id, patch.patch_id, instance_id, name, kb, title, state, first_seen,
      'overdue/' || node.node_id || '/' || patch.patch_id AS key
    FROM node CROSS JOIN open_patch USING (node_id) CROSS JOIN patch USING (patch_id)
    WHERE node.scope_id = ?1 AND node.gone_at IS NULL AND first_seen < ?2
      AND lower(patch.severity) = 'critical')`;
const IS_NEW = 'NOT EXISTS (SELECT 1 FROM cause WHERE cause.key = new.key)';

const RAISED = `
  INSERT INTO alert (alert_id, kind, at, detail) ${NEW},
    counted AS (SELECT count(*) AS findings, count(DISTINCT node_id) AS nodes FROM new WHERE ${IS_NEW}),
    named AS (SELECT * FROM new WHERE ${IS_NEW} ORDER BY first_seen, instance_id, kb, title LIMIT ${NAMED})
  SELECT ?3, 'overdue', ?4, json_object('scope', ?5, 'severity', 'Critical', 'targetDays', ?6,
    'findings', findings, 'nodes', nodes, 'named', (
      SELECT json_group_array(json_object('instanceId', instance_id, 'name', name, 'kb', kb,
        'title', title, 'state', state,
        'firstSeen', strftime('%Y-%m-%dT%H:%M:%SZ', first_seen / 1000, 'unixepoch'))) FROM named))
  FROM counted WHERE findings > 0`;

const CAUSES = `
  INSERT INTO cause (key, alert_id, scope_id, node_id, patch_id) ${NEW}
  SELECT key, ?3, ?1, node_id, patch_id FROM new
  WHERE ${IS_NEW} AND EXISTS (SELECT 1 FROM alert WHERE alert_id = ?3)`;

/** A node that is gone was not seen patched: its causes last. */
const SETTLED = `
  DELETE FROM cause WHERE scope_id = ? AND node_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM open_patch
    WHERE open_patch.patch_id = cause.patch_id AND open_patch.node_id = cause.node_id)`;

/** Enters one alert for all findings of a scope that are newly overdue, in one transaction. */
export async function raiseOverdue(
  db: D1Database,
  scope: { scopeId: number; id: string },
  targetDays: number,
  now: number,
): Promise<boolean> {
  const id = crypto.randomUUID();
  const { scopeId } = scope;
  const before = now - targetDays * DAY_MS;
  const [, entered] = await db.batch([
    db.prepare(SETTLED).bind(scopeId),
    db.prepare(RAISED).bind(scopeId, before, id, now, scope.id, targetDays),
    db.prepare(CAUSES).bind(scopeId, before, id),
  ]);
  return said(entered?.meta.changes === 1, { id, kind: 'overdue', key: `overdue/${scope.id}` });
}
