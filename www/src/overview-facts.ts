/** The questions of the overview, asked of one source at one time, so that its numbers agree. */
import type {
  FleetScope,
  FleetSource,
  FleetSummary,
  NodeRow,
  ReasonCode,
  Token,
} from 'patchlens/fleet';
import { severityCounts } from './model/severity';
import { targetOf, type Targets } from './model/overview-query';

export interface OverviewFacts {
  summary: FleetSummary;
  scopes: FleetScope[];
  /** Whether nothing was left to read. */
  complete: boolean;
  read: Span;
  /** Of the last operation of each node. */
  scanned: Span;
  /** Nodes whose instance does not run, whatever their verdict. */
  notRunning: number;
  /** Nodes of which the service said whether they run. */
  withInstanceState: number;
  staleNonCompliant: number;
  compliantWithUpdates: number;
  /** Non-compliant for nothing but their platform's age. */
  onlyEndOfLife: number;
  findings: FindingsRead;
  ages: SeverityAge[];
}

/** `undefined` where no node has such a time. */
export interface Span {
  oldest: Date | undefined;
  newest: Date | undefined;
}

/** How many findings the answers stand on. */
export interface FindingsRead {
  /** Nodes whose counts say that patches are open. */
  countingOpen: number;
  /** Of these, nodes without one open patch that was read. */
  unreadNodes: number;
  /** Findings that are older than their age says. */
  lowerBounds: number;
}

/** The open patches of a severity against its target. */
export interface SeverityAge {
  /** `''` where it was not reported. */
  severity: string;
  total: number;
  /** In days. */
  target: number | undefined;
  /** Absent without a target. */
  overdue?: number;
  undecided?: number;
}

/** By states of an instance that does not run. */
const NOT_RUNNING = ['stopped', 'stopping', 'terminated', 'shutting-down'];
/** Reasons that follow from counts of open patches. */
export const COUNTED_OPEN: ReasonCode[] = ['open-findings', 'pending-reboot-only', 'all-excepted'];
/** Every finding has a KB id or a name, if only an empty one. */
export const HAS_FINDING: Token = { property: 'kb', operator: ':', value: '' };

export async function overviewFacts(source: FleetSource, targets: Targets): Promise<OverviewFacts> {
  const count = (...tokens: Token[]) =>
    source.nodes({ filter: { tokens }, limit: 0 }).then(({ total }) => total);
  const summary = await source.summary();
  const [described, read, scanned, findings, ages, nodes] = await Promise.all([
    source.describe(),
    span(source, 'readAt'),
    span(source, 'lastOperation'),
    findingsRead(source, count),
    severityAges(source, summary, targets),
    Promise.all([
      count(is('instanceState', NOT_RUNNING)),
      count({ property: 'instanceState', operator: ':', value: '' }),
      count(is('verdict', 'non-compliant'), is('stale', 'true')),
      count(is('verdict', 'compliant'), isAbove('availableSecurityUpdates')),
      // A node that was never scanned can be past its end of life, too: AWS does not count that.
      count(is('reasonCode', 'end-of-life'), { property: 'missing', operator: '>=', value: '0' }),
    ]),
  ]);
  const [notRunning, withInstanceState, staleNonCompliant, compliantWithUpdates, onlyEndOfLife] =
    nodes;
  const { scopes, complete } = described;
  return {
    ...{ summary, scopes, complete, read, scanned, findings, ages },
    ...{ notRunning, withInstanceState, staleNonCompliant, compliantWithUpdates, onlyEndOfLife },
  };
}

async function span(source: FleetSource, property: 'readAt' | 'lastOperation'): Promise<Span> {
  const end = async (descending: boolean) => {
    const { rows } = await source.nodes({ sort: [{ property, descending }], limit: 1 });
    return (rows[0] as NodeRow | undefined)?.[property];
  };
  const [oldest, newest] = await Promise.all([end(false), end(true)]);
  return { oldest, newest };
}

async function findingsRead(
  source: FleetSource,
  count: (...tokens: Token[]) => Promise<number>,
): Promise<FindingsRead> {
  const tokens = [is('ageIsLowerBound', 'true')];
  const [countingOpen, withFindings, bounds] = await Promise.all([
    count(is('reasonCode', COUNTED_OPEN)),
    count(is('reasonCode', COUNTED_OPEN), HAS_FINDING),
    source.findings({ filter: { tokens }, limit: 0 }),
  ]);
  return { countingOpen, unreadNodes: countingOpen - withFindings, lowerBounds: bounds.total };
}

function severityAges(
  source: FleetSource,
  { bySeverity }: FleetSummary,
  targets: Targets,
): Promise<SeverityAge[]> {
  const ages = severityCounts(bySeverity).map(async ({ name, count }) => {
    const target = name === '' ? undefined : targetOf(targets, name);
    if (target === undefined) return { severity: name, total: count, target };
    const tokens = [is('severity', name), is('overdue', 'true')];
    const { total: overdue, undecided } = await source.findings({ filter: { tokens }, limit: 0 });
    return { severity: name, total: count, target, overdue, undecided };
  });
  return Promise.all(ages);
}

function is(property: string, value: string | string[]): Token {
  return { property, operator: '=', value };
}

function isAbove(property: string): Token {
  return { property, operator: '>', value: '0' };
}
