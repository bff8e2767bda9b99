/**
 * The scanned nodes of a patch group with their counts, with positions for paging.
 * @param {import('../fleet/fleet.js').Fleet} fleet
 * @param {string} group
 * @param {number} [start]
 */
export function* scannedNodesOf(fleet, group, start = 0) {
  for (const [index, node] of fleet.nodes(start)) {
    if (node.patchGroup === group && node.isScanned) {
      yield [index, { node, state: fleet.patchState(node) }];
    }
  }
}
