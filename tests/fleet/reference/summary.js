/** The numbers over a fleet, and for how much of it CVEs are known. */
import { countVerdicts } from './groups.js';
import { compareText } from './text.js';
import { present } from './view.js';

/** @param nodeEntries the certainly chosen nodes */
export function summary(nodeEntries, failedScopes) {
  const findings = nodeEntries.flatMap((entry) => entry.findings);
  const count = (test) => findings.filter(test).length;
  const firstSeen = findings.map(({ row }) => row.firstSeen.getTime());
  return present({
    nodes: nodeEntries.length,
    verdicts: countVerdicts(nodeEntries),
    unreported: tally(
      nodeEntries.filter(({ row }) => row.verdict === 'unreported'),
      ({ row }) => row.reasonCode,
    ),
    findings: findings.length,
    exceptedFindings: count(({ row }) => row.exception !== undefined),
    overdue: count(({ row }) => row.overdue === true),
    undecidedOverdue: count(({ bounded }) => bounded.has('overdue')),
    bySeverity: tally(findings, ({ row }) => row.severity ?? ''),
    byComplianceLevel: tally(findings, ({ row }) => row.complianceLevel ?? ''),
    byState: tally(findings, ({ row }) => row.state),
    patches: new Set(findings.map(({ patch }) => patch)).size,
    cves: new Set(findings.flatMap(({ patch }) => patch.cves)).size,
    endOfLife: nodeEntries.filter(({ isPastEndOfLife }) => isPastEndOfLife).length,
    oldestOpen: firstSeen.length > 0 ? new Date(Math.min(...firstSeen)) : undefined,
    coverage: coverage(findings),
    failedScopes,
    failedNodes: nodeEntries.filter(({ node }) => hasFailed(node)).length,
  });
}

export const hasFailed = ({ stateFailed, findingsFailed }) =>
  stateFailed !== undefined || findingsFailed !== undefined;

function tally(entries, keyOf) {
  const counts = {};
  for (const entry of entries) {
    const key = keyOf(entry);
    const value = Object.hasOwn(counts, key) ? counts[key] + 1 : 1;
    Object.defineProperty(counts, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return counts;
}

/** Platforms none of whose findings has a CVE are blind: zero rows there are no all-clear. */
export function coverage(findings) {
  const byPlatform = new Map();
  for (const entry of findings) {
    const platform = entry.row.platform ?? '';
    byPlatform.set(platform, [...(byPlatform.get(platform) ?? []), entry]);
  }
  const hasCves = ({ patch }) => patch.cves.length > 0;
  const blind = [...byPlatform].filter(([, members]) => !members.some(hasCves));
  return {
    findings: findings.length,
    withCves: findings.filter(hasCves).length,
    blindPlatforms: blind.map(blindPlatform).sort(byFindings),
  };
}

const blindPlatform = ([platform, members]) => ({
  platform,
  nodes: new Set(members.map(({ nodeEntry }) => nodeEntry)).size,
  findings: members.length,
});

const byFindings = (one, other) =>
  other.findings - one.findings || compareText(one.platform, other.platform);
