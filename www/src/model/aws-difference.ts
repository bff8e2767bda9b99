/** AWS's own number of compliant nodes, and in words why it differs from the page's. */
import type { FleetScope, FleetSummary } from 'patchlens/fleet';
import { formatNumber, plural } from './words';

export interface AwsNumbers {
  compliant: number;
  nonCompliant: number;
}

export interface AwsTotal extends AwsNumbers {
  /** How many scopes are in it. */
  scopes: number;
}

/** `undefined` where ListComplianceSummaries was not read, or named no number for patches. */
export function awsNumbers(scope: FleetScope): AwsNumbers | undefined {
  const { awsCompliant: compliant, awsNonCompliant: nonCompliant } = scope;
  return compliant === undefined || nonCompliant === undefined
    ? undefined
    : { compliant, nonCompliant };
}

/** The sum over the scopes whose numbers are known; `undefined` if none is. */
export function awsTotal(scopes: readonly FleetScope[]): AwsTotal | undefined {
  const known = scopes.map(awsNumbers).filter((numbers) => numbers !== undefined);
  if (known.length === 0) return undefined;
  const sum = (member: keyof AwsNumbers) => known.reduce((total, one) => total + one[member], 0);
  return { compliant: sum('compliant'), nonCompliant: sum('nonCompliant'), scopes: known.length };
}

/** How many of the managed nodes AWS's two numbers cover. For numbers of all scopes only. */
export function coverWords({ compliant, nonCompliant }: AwsNumbers, nodes: number): string {
  const counted = compliant + nonCompliant;
  if (counted > nodes) {
    const more = plural(counted - nodes, 'node');
    return `AWS counts ${more} more than are listed as managed. It may still have compliance items of nodes that are gone.`;
  }
  if (counted === nodes) return `AWS’s two numbers cover all ${formatNumber(nodes)} managed nodes.`;
  const missing = nodes - counted;
  return (
    `AWS’s two numbers cover ${formatNumber(counted)} of ${formatNumber(nodes)} managed nodes; ` +
    `${formatNumber(missing)} ${missing === 1 ? 'is' : 'are'} in neither.`
  );
}

interface Known {
  summary: FleetSummary;
  /** Non-compliant for nothing but their platform's age. */
  onlyEndOfLife: number;
  /** Nodes that do not run, whatever their verdict. */
  notRunning: number;
}

/** Why the two differ, those reasons first that concern nodes of this fleet. */
export function differences({ summary, onlyEndOfLife, notRunning }: Known): string[] {
  const { verdicts, unreported } = summary;
  const { 'never-scanned': neverScanned = 0, 'scanned-by-association': byAssociation = 0 } =
    unreported;
  const rest = verdicts.unreported - neverScanned - byAssociation;
  const excepted = areOf(verdicts.excepted);
  return [
    neverScanned > 0 &&
      `${areOf(neverScanned)} never scanned and so unreported here. AWS has no compliance items of ${themOf(neverScanned)}: neither of its numbers counts ${themOf(neverScanned)}.`,
    byAssociation > 0 &&
      `${areOf(byAssociation)} scanned by an association only and so unreported here. AWS has compliance items of ${themOf(byAssociation)}, but no patch counts.`,
    rest > 0 &&
      `${areOf(rest)} unreported here for another reason. AWS’s numbers may count ${themOf(rest)} by earlier compliance items.`,
    verdicts.stale > 0 &&
      `${areOf(verdicts.stale)} stale here. AWS counts a node by its last scan, however old that is.`,
    onlyEndOfLife > 0 &&
      `${areOf(onlyEndOfLife)} non-compliant here only because the system is past its end of life. No patch is missing there, since none is made; AWS counts that as compliant.`,
    notRunning > 0 &&
      `${areOf(notRunning)} not running. AWS’s numbers do not tell these apart.`,
    verdicts.excepted > 0 &&
      `${excepted} excepted here. AWS knows no exceptions, and counts what is open as non-compliant.`,
    'AWS’s numbers are of the compliance type Patch. State Manager associations and custom types are not in them, nor in this page’s.',
    'AWS counts from compliance items, this page from patch states. The two are read a moment apart, and a scan may come in between.',
  ].filter((reason) => reason !== false);
}

function themOf(nodes: number): string {
  return nodes === 1 ? 'it' : 'them';
}

function areOf(nodes: number): string {
  return `${plural(nodes, 'node')} ${nodes === 1 ? 'is' : 'are'}`;
}
