/** The numbers over a fleet, and for how much of it CVEs are known. */
import { countVerdicts } from './groups.js';
import { compareText } from './text.js';
import { present } from './view.js';

/** @param nodeEntries the certainly chosen nodes */
export function summary(nodeEntries, failedScopes, covered) {
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
    coverage: coverage(covered),
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
export function coverage(nodeEntries) {
  const counted = nodeEntries.map((entry) => ({
    platform: entry.row.platform ?? '',
    findings: entry.findings.length + unread(entry),
    withCves: entry.findings.filter(({ patch }) => patch.cves.length > 0).length,
  }));
  const open = counted.filter(({ findings }) => findings > 0);
  const platforms = [...new Set(open.map(({ platform }) => platform))];
  const of = (platform) => open.filter((it) => it.platform === platform);
  const blind = platforms.filter((platform) => of(platform).every(({ withCves }) => withCves === 0));
  return {
    findings: sum(open.map(({ findings }) => findings)),
    withCves: sum(open.map(({ withCves }) => withCves)),
    blindPlatforms: blind
      .map((platform) => ({
        platform,
        nodes: of(platform).length,
        findings: sum(of(platform).map(({ findings }) => findings)),
      }))
      .sort(byFindings),
  };
}

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

/** Open patches that the counts report and that were never read. */
function unread({ node }) {
  if (node.findingsReadAt !== undefined) return 0;
  const { missing, failed, pendingReboot, rejected } = node.state ?? {};
  return sum([missing, failed, pendingReboot, rejected].map((it) => it ?? 0));
}

const byFindings = (one, other) =>
  other.findings - one.findings || compareText(one.platform, other.platform);
