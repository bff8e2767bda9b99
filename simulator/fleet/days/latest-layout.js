import { pendingPatches, withApprovals } from '../approvals.js';
import { layoutOf } from '../layout.js';
import { isInstalled, patchesOf } from '../patches.js';
import { evolvedLayout } from './evolved-layout.js';
import { timelineOf } from './timeline.js';

/**
 * The patches of a node as its latest scan found them.
 * @param {import('../fleet.js').Fleet} fleet
 * @param {import('../node.js').Node} node
 * @returns {import('../layout.js').Layout}
 */
export function latestLayout(fleet, node) {
  const { layout, pending } = firstLayout(fleet, node);
  if (node.scanDay === 0) return layout;
  return evolvedLayout(withInstallTimes(layout, node, fleet), node, {
    pending,
    releases: fleet.releases(node.platform),
    timeline: timelineOf(fleet, node),
    baseline: fleet.baselineOf(node),
    fleet,
  });
}

/** The patches at the start, and those that wait for their approval. */
function firstLayout(fleet, node) {
  const { platform, firstScannedAt: at } = node;
  const layout = layoutOf(node, fleet.catalog(platform), fleet);
  if (fleet.mix.approveAfterDays === 0) return { layout, pending: [] };
  const baseline = fleet.baselineOf(node);
  const context = { platform, start: fleet.start, at };
  return {
    layout: withApprovals(layout, baseline, context),
    pending: pendingPatches(layout, baseline, context),
  };
}

/** The install times of the start stay as they are when the layout changes. */
function withInstallTimes(layout, node, fleet) {
  const patches = patchesOf(node, layout, fleet);
  return layout.map((entry, at) =>
    isInstalled(entry) ? { ...entry, installedAt: patches[at].installedAt } : entry,
  );
}
