/**
 * The questions of a fleet in this process, asked like those of a remote one.
 *
 * @param {import('./fleet.js').Fleet} fleet
 */
export function localSource(fleet) {
  return {
    async describe() {
      const { scopes, complete, scannedAt } = fleet;
      return { scopes, complete, ...(fleet.nodeCount > 0 && { scannedAt }), can: [] };
    },
    summary: async (query) => fleet.summary(query),
    nodes: async (query) => fleet.nodes(query),
    findings: async (query) => fleet.findings(query),
    patches: async (query) => fleet.patches(query),
    cves: async (query) => fleet.cves(query),
    node: async (scopeId, instanceId) => fleet.node(scopeId, instanceId),
    groups: async (table, by, query) => fleet.groups(table, by, query),
    values: async (table, property, prefix, limit) => fleet.values(table, property, prefix, limit),
  };
}
