import type { CveCoverage } from 'patchlens/fleet';
import { summary } from '../fleet';
import { blindWords, coverageWords } from '../model/coverage';

/** For how much of what is open the service names CVE ids at all, and where it names none. */
export function CoverageLine({ coverage: answered }: { coverage: CveCoverage | undefined }) {
  const coverage = coverageOf(answered);
  const blind = blindWords(coverage);
  const all = summary.value.value?.coverage.findings ?? coverage.findings;
  return (
    <div class="table-note coverage" role="note" aria-label="Coverage of the CVE ids">
      <p>
        <strong>{coverageWords(coverage)}</strong>{' '}
        {coverage.findings < all && 'That is of the nodes that this filter means. '}
        <span class="muted">
          Systems Manager names CVE ids only for patches that are missing or failed, and not on
          every platform.
        </span>
      </p>
      {blind.length > 0 && (
        <>
          <p>
            <strong>None on</strong> these platforms, so that no row here speaks of them:
          </p>
          <ul>
            {blind.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** That of the whole fleet if the filter means no node with open patches. */
export function coverageOf(answered: CveCoverage | undefined): CveCoverage {
  if (answered && answered.findings > 0) return answered;
  return summary.value.value?.coverage ?? NOTHING;
}

const NOTHING: CveCoverage = { findings: 0, withCves: 0, blindPlatforms: [] };
