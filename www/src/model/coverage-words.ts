/** For how much of a fleet the service names CVEs, in words. */
import type { CveCoverage } from 'patchlens/fleet';
import { formatNumber, formatShare, plural } from './words';

/** Platforms that the sentence names. */
const MOST_NAMED = 3;

/** @param labelOf the name of a platform, `''` included */
export function coverageWords(
  { findings, withCves, blindPlatforms }: CveCoverage,
  labelOf: (platform: string) => string,
): string {
  if (findings === 0) return 'There is no open patch for which the service could name CVEs.';
  const all = plural(findings, 'open patch', 'open patches');
  const percent = formatShare(withCves, findings);
  const share = `The service names CVEs for ${formatNumber(withCves)} of ${all} (${percent})`;
  if (blindPlatforms.length === 0) {
    return `${share}; every platform with open patches has some with CVEs.`;
  }
  const named = blindPlatforms.slice(0, MOST_NAMED).map(({ platform, nodes, findings: open }) => {
    return `${labelOf(platform)} (${formatNumber(open)} on ${plural(nodes, 'node')})`;
  });
  const rest = blindPlatforms.length - named.length;
  const list = [...named, ...(rest > 0 ? [plural(rest, 'more platform')] : [])].join(', ');
  return `${share}, and none at all for ${list}: there, no CVE is no all-clear.`;
}
