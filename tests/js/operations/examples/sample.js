/**
 * The parts of a simulated fleet that the examples need.
 * @param {import('../../../../simulator/index.js').Fleet} fleet of 100 nodes or more
 */
export function sampleOf(fleet) {
  const scanned = [...fleet.nodes()].map(([, node]) => node).filter((node) => node.isScanned);
  const stateOf = (node) => fleet.patchState(node);
  const baselinesFor = (system) =>
    fleet.baselines.all.filter(({ operatingSystem }) => operatingSystem === system);
  const busy = scanned.find((node) => stateOf(node).counts.Missing > 3);
  return {
    scanned,
    /** A node with several missing patches. */
    busy,
    /** When the latest scan of that node was. */
    lastScan: new Date(busy.scannedAt * 1000).toISOString(),
    /** A scanned node for each platform, the busy one first. */
    oneOfEach: [...new Map([busy, ...scanned].reverse().map((node) => [node.platform.id, node]))]
      .map(([, node]) => node)
      .reverse(),
    /** As many nodes as one call takes, among them one with an override list. */
    many: [
      ...scanned.slice(0, 49),
      scanned.slice(49).find((node) => stateOf(node).installOverrideList) ?? scanned[49],
    ],
    hybridWindows: scanned.find(({ isHybrid, platform }) => isHybrid && platform.type === 'Windows'),
    /** The baselines of Windows, the one with most kinds of approval last. */
    windowsBaselines: baselinesFor('WINDOWS'),
    ubuntuBaseline: fleet.baselines.defaultOf('UBUNTU'),
    baselines: fleet.baselines.all,
  };
}
