/** What a report says, as plain data, without the words. */
import type { AttributeGap } from '../model/attribute-gap';
import type {
  CveCoverage,
  CveRow,
  Exception,
  Filter,
  FindingRow,
  FleetSummary,
  Groups,
  NodeRow,
  PatchRow,
  Rows,
} from 'patchlens/fleet';
import type { OverviewFacts } from '../overview-facts';
import type { Targets } from '../model/overview-query';
import type { ReportQuery } from '../model/report-query';

export interface ReportData extends ReportFrame {
  madeAt: Date;
  /** The time as of which a saved fleet is judged; `undefined` for that of the report. */
  judgedAt: Date | undefined;
  /** The filter in force; `undefined` for every row. */
  filter: Filter | undefined;
  /** Attributes that the filter asks for and no node has. */
  unknownAttributes: readonly string[];
  /** Why the filter that was asked for is not in force. */
  filterProblem: string | undefined;
  /** Of the whole fleet. */
  facts: OverviewFacts;
  /** Of the nodes that the filter means; `undefined` without a filter. */
  filtered: FleetSummary | undefined;
  /** Of the nodes among which a filter looks for open patches; `undefined` if it looks for none. */
  lookedAt: LookedAt | undefined;
  /** Of attributes that the filter asks for. */
  attributeGaps: readonly AttributeGap[];
  /** The whole fleet by scope. */
  byScope: Groups['groups'];
  exceptions: ExceptionUse[];
  tables: ReportTable[];
}

/** What is known before anything is asked. */
export interface ReportFrame {
  query: ReportQuery;
  source: ReportSource;
  rules: { staleDays: number; targets: Targets };
  /** Whether the reading of the fleet came to its end. */
  isRead: boolean;
  /** Whether the source knows the open patches, and not only their counts. */
  readsFindings: boolean;
  /** Of the reader, such as `Europe/Berlin`. */
  timeZone: string;
  /** The address of the page that shows the report, if there is one. */
  address?: string | undefined;
}

export interface LookedAt {
  /** What chooses the nodes; `undefined` for every node. */
  filter: Filter | undefined;
  summary: FleetSummary;
  /** How many of them have critical patches by their baseline, and no finding that the filter means. */
  baselineAlone: number;
  /** The first of those without a current verdict. */
  withoutVerdict: Rows<NodeRow>;
  /** How many more are judged by a scan that is too old. */
  oldScans: number;
}

export interface ReportSource {
  kind: 'aws' | 'sample' | 'backend' | 'file' | 'server';
  /** `undefined` for AWS's own endpoint. */
  endpoint?: string | undefined;
}

export interface ExceptionUse {
  exception: Exception;
  isExpired: boolean;
  /** Findings of the whole fleet that it covers. */
  findings: number;
}

interface Cut {
  /** Rows that the filter means. */
  total: number;
  undecided: number;
  /** Rows of the whole fleet. */
  all: number;
  /** More rows than this are left out. */
  limit: number;
}

export type ReportTable = Cut &
  (
    | { table: 'nodes'; rows: NodeRow[] }
    | { table: 'findings'; rows: FindingRow[] }
    | { table: 'patches'; rows: PatchRow[] }
    | { table: 'cves'; rows: CveRow[]; coverage: CveCoverage }
  );
