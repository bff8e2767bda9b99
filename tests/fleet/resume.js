const SORT = [{ property: 'scopeId' }, { property: 'instanceId' }, { property: 'kb' }, { property: 'title' }];

/**
 * What a fleet has in its tables, without the times of reading, which no two scans share. Findings of a node
 * are in the order of their patches' arrival, which depends on which node is answered first.
 *
 * @param {import('patchlens/fleet').Fleet} fleet
 */
export function tablesOf(fleet) {
  const nodes = fleet.nodes({ limit: fleet.nodeCount }).rows;
  const findings = fleet.findings({ sort: SORT, limit: fleet.findingCount }).rows;
  return {
    complete: fleet.complete,
    nodes: nodes.map((it) => [it.instanceId, it.verdict, it.reasonCode, it.missing, it.failed]),
    findings: findings.map((it) => [it.instanceId, it.kb, it.title, it.state, it.severity]),
  };
}
