/** What is open on a node by its counts, and what of it was read. */
import type { NodeDetail } from 'patchlens/fleet';
import { formatNumber, plural } from './words';

/** Patches that are open by the counts of the last operation; `undefined` if none was reported. */
function openByCounts({ missing, failed, pendingReboot, rejected }: NodeDetail): number | undefined {
  const counts = [missing, failed, pendingReboot, rejected].filter((one) => one !== undefined);
  return counts.length > 0 ? counts.reduce((sum, one) => sum + one, 0) : undefined;
}

/** What the list of a node's open patches does not have; `undefined` if it has all. */
export function notListed(node: NodeDetail, readsFindings: boolean): string | undefined {
  const open = openByCounts(node);
  const listed = node.findings.length;
  if (open === undefined && listed === 0) {
    return 'The service reports no counts for this node, so open patches are not known. This is no all-clear.';
  }
  if (open === undefined || open <= listed) return undefined;
  const counted = `The counts say ${plural(open, 'open patch', 'open patches')}`;
  if (!readsFindings) return `${counted}; which ones is not read here. The page of the node reads them.`;
  const read = listed === 0 ? 'none of them is read' : `${formatNumber(listed)} of them ${listed === 1 ? 'is' : 'are'} read`;
  return `${counted}; ${read}.`;
}
