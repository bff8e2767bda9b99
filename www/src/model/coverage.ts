/** For how much of a fleet the CVEs can speak, in words. */
import type { CveCoverage } from 'patchlens/fleet';
import { formatNumber, formatShare, plural } from './words';

/** `CVE ids are known for 61 % of the open patches (610 of 1,000 findings).` */
export function coverageWords({ findings, withCves }: CveCoverage): string {
  if (findings === 0) return 'No open patch was read, so no CVE can be named.';
  const share = `(${formatNumber(withCves)} of ${plural(findings, 'finding')})`;
  if (withCves === findings) return `CVE ids are known for all open patches ${share}.`;
  if (withCves === 0) return `CVE ids are known for none of the open patches ${share}.`;
  return `CVE ids are known for ${formatShare(withCves, findings)} of the open patches ${share}.`;
}

/** The platforms of which no CVE is known: `Ubuntu (12 nodes, 30 findings)`. */
export function blindWords({ blindPlatforms }: CveCoverage): string[] {
  return blindPlatforms.map(({ platform, nodes, findings }) => {
    const name = platform.replace(/^Microsoft\s+/, '') || 'Unknown platform';
    return `${name} (${plural(nodes, 'node')}, ${plural(findings, 'finding')})`;
  });
}

/** What a table without rows does not say; `undefined` if CVE ids are known for all that is open. */
export function notCovered(coverage: CveCoverage): string | undefined {
  const { findings, withCves } = coverage;
  if (findings === 0) return 'No open patch was read: this is no all-clear.';
  if (withCves === findings) return undefined;
  const blind = blindWords(coverage);
  const where = blind.length > 0 ? `, among them all of ${blind.join(', ')}` : '';
  const part = `${formatNumber(findings - withCves)} of ${plural(findings, 'finding')}`;
  return `This is no all-clear: no CVE id is known for ${part}${where}.`;
}

/** Platforms that a sentence names. */
const MOST_NAMED = 3;

/** {@link coverageWords}, and the first platforms without CVE ids. */
export function coverageSentence(coverage: CveCoverage): string {
  const blind = blindWords(coverage);
  if (blind.length === 0) return coverageWords(coverage);
  const rest = blind.length - MOST_NAMED;
  const more = rest > 0 ? [plural(rest, 'more platform')] : [];
  const list = [...blind.slice(0, MOST_NAMED), ...more].join(', ');
  return `${coverageWords(coverage)} None on ${list}: there, no CVE is no all-clear.`;
}
