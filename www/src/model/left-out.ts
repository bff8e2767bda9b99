/** What the numbers of a fleet leave out, in words. */
import type { FleetSummary } from 'patchlens/fleet';
import { causes } from './verdict';
import { formatNumber, plural } from './words';

/**
 * What a reader must know beside the numbers; empty for a fleet of which all is known.
 *
 * @param isComplete whether nothing was left to read
 * @param scopes how many there are
 */
export function leftOut(summary: FleetSummary, isComplete: boolean, scopes: number): string[] {
  const { verdicts, unreported, failedNodes, failedScopes } = summary;
  return [
    verdicts.unreported > 0 &&
      `${plural(verdicts.unreported, 'node')} without a usable report (${causes(unreported).join(', ')})`,
    verdicts.stale > 0 && `${formatNumber(verdicts.stale)} whose last scan is too old`,
    verdicts.stopped > 0 && `${formatNumber(verdicts.stopped)} that ${verdicts.stopped === 1 ? 'is' : 'are'} stopped`,
    failedNodes > 0 && `${plural(failedNodes, 'node')} with an error while reading`,
    failedScopes > 0 &&
      (scopes > 1
        ? `the nodes of ${formatNumber(failedScopes)} of ${plural(scopes, 'scope')} that could not be read`
        : 'nodes of the scope that could not be read to its end'),
    !isComplete && 'what is not read yet',
  ].filter((part) => part !== false);
}
