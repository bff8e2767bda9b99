// The public surface of `patchlens/fleet`: the contract that the project's own types grow from. Names and
// meanings are settled; members may be added where a user would miss them. The surface of `patchlens`
// itself is the project's own index.d.ts (with CredentialsProvider for CredentialsSource, `reason` on errors, and
// `send(operation, input, { output: 'bytes', maxAttempts })`, which resolves to `{ body: Uint8Array, $metadata }`).
import type { PatchClient, PatchlensError } from '../index.js';

// ── Scanning ───────────────────────────────────────────────────────────────────────────────
/** One account and Region: what SSM throttles as one. Nodes are told apart by scope and instance id. */
export interface Scope {
  /** Stable from scan to scan, such as `111122223333/eu-central-1`. */
  id: string;
  /** Its region is the scope's; the scan does its own retries and pacing over it. */
  client: PatchClient;
  account?: string; label?: string;
}

/** Reads a fleet, one or many scopes at once; each has its own pace, errors and checkpoint. */
export function scanFleet(scopes: Scope | Scope[], options?: ScanOptions): Promise<Fleet>;

/** A scan in slices, for engines that persist between steps. The cursor is JSON of at most 64 KB; `part` holds only
 *  what this slice read; no cursor means that the scope is done. */
export function scanSlice(scope: Scope, cursor: ScanCursor | undefined, options?: ScanOptions & { maxRequests: number }): Promise<{ part: Fleet; cursor?: ScanCursor }>;
export type ScanCursor = { readonly [key: string]: unknown };

export interface ScanOptions {
  /** Default: every managed node (DescribeInstanceProperties, falling back to DescribeInstanceInformation). */
  nodes?: { instanceIds: Iterable<string> } | { patchGroups: string[] } | { tags: Record<string, string[]> };
  /** `open` (default): patches only of nodes whose counts say that something is open. Where counts disagree or are absent,
   *  the node's patches are asked without a filter. `none`: counts only. */
  patches?: 'none' | 'open';
  /** Ask ListResourceComplianceSummaries about nodes without a patch state, and GetPatchBaseline once per baseline. Default true. */
  explain?: boolean;
  /** An earlier fleet or its snapshot: nodes whose OperationEndTime has not moved keep their findings without a request;
   *  a node or scope that fails keeps its old rows, marked with the time they were read. */
  previous?: Fleet | Uint8Array;
  /** A checkpoint of an earlier scan, to go on from. */
  resume?: Uint8Array;
  /** Requests in flight per scope at most. Default 8; the pace follows what the account lets through. */
  concurrency?: number;
  /** Ends cleanly with what it has and a checkpoint. */
  maxRequests?: number; deadline?: Date | number;
  /** Ends within one turn of the event loop; rejects with the reason, or with `keepOnAbort` resolves as at a deadline. */
  signal?: AbortSignal; keepOnAbort?: boolean;
  /** At most ten times a second; the fleet can be queried meanwhile. */
  onProgress?: (progress: ScanProgress) => void;
}
export interface ScanProgress { fleet: Fleet; scopes: ScopeProgress[] }
export interface ScopeProgress {
  scopeId: string; phase: 'list' | 'states' | 'findings' | 'done' | 'failed'; error?: PatchlensError;
  nodesDone: number; nodesTotal?: number; nodesKept: number; requests: number; throttled: number;
  requestsPerSecond: number; secondsLeft?: number;
}

// ── The store ──────────────────────────────────────────────────────────────────────────────
/** A compliance database in WebAssembly memory: columns, not objects. One WebAssembly instance each, so that freeing it,
 *  by free(), `using` or the collector, returns its memory. */
export class Fleet {
  constructor();
  /** @throws PatchlensError code 'bad-snapshot' for bytes that are damaged, cut short or of a later version. */
  static open(snapshot: Uint8Array): Promise<Fleet>;
  /** One fleet of several; of a node in more than one, the one read last. */
  static merge(fleets: Iterable<Fleet | Uint8Array>): Promise<Fleet>;
  /** Takes in a response that came another way: an archive, a recording, a proxy. */
  ingest(scopeId: string, operation: string, input: object, body: Uint8Array, readAt?: Date): void;

  readonly nodeCount: number; readonly findingCount: number; readonly patchCount: number; readonly cveCount: number;
  readonly memoryBytes: number;
  readonly complete: boolean; readonly scannedAt: Date;
  readonly scopes: { id: string; readAt?: Date; error?: PatchlensError; /** AWS's own ListComplianceSummaries numbers. */ awsCompliant?: number; awsNonCompliant?: number }[];
  readonly failures: { scopeId: string; instanceId?: string; error: PatchlensError }[];
  /** Where to go on; undefined when complete. Made on demand. */
  checkpoint(): Uint8Array | undefined;

  /** Columns of the user's own: name, owner, team, environment. Unknown ids are counted, not added. Kept in snapshots. */
  setAttributes(rows: Iterable<{ instanceId: string; [column: string]: string }>): { joined: number; unknown: number };
  /** Not kept in snapshots: these are the reader's, not the fleet's. */
  setExceptions(exceptions: Exception[]): void;
  setRules(rules: ComplianceRules): void;

  summary(query?: Query): FleetSummary;
  nodes(query?: Query): Rows<NodeRow>;
  /** One row per node and open patch. */
  findings(query?: Query): Rows<FindingRow>;
  patches(query?: Query): Rows<PatchRow>;
  /** With the coverage: zero rows over a blind spot are no all-clear. */
  cves(query?: Query): Rows<CveRow> & { coverage: CveCoverage };
  node(scopeId: string, instanceId: string): NodeDetail | undefined;
  groups(table: Table, by: string, query?: Query): { total: number; groups: { value: string; nodes: number; findings: number; verdicts: Record<Verdict, number> }[] };
  /** Values of a property with counts, for the suggestions of a filter. */
  values(table: Table, property: string, prefix?: string, limit?: number): { value: string; count: number }[];

  /** Scopes and nodes that were not read in either are counted in `notCompared`, never as closed. */
  diff(older: Fleet | Uint8Array): FleetDiff;
  /** In chunks, so that a large table neither blocks nor doubles memory. Safe against formula injection. `header`: the members'
   *  names (default) or, where AWS's own reports have one, AWS's column names; `bom` for Excel, default false. */
  csv(table: Table, query?: Query, options?: { columns?: string[]; header?: 'members' | 'aws'; bom?: boolean }): Iterable<string>;
  ndjson(table: Table, query?: Query, options?: { columns?: string[] }): Iterable<string>;
  snapshot(): Uint8Array;
  free(): void; [Symbol.dispose](): void;
}

/** What the page, the command line and a backend share: the same questions, asked asynchronously. A Fleet behind it is
 *  `localSource(fleet)`; a Worker or `npx patchlens serve` is `remoteSource(url, fetch?)`. One suite tests all of them. */
export interface FleetSource {
  describe(): Promise<{ scopes: Fleet['scopes']; scannedAt?: Date; complete: boolean; can: ('scan' | 'history' | 'edit-exceptions')[] }>;
  summary(query?: Query): Promise<FleetSummary>;
  nodes(query?: Query): Promise<Rows<NodeRow>>; findings(query?: Query): Promise<Rows<FindingRow>>;
  patches(query?: Query): Promise<Rows<PatchRow>>; cves(query?: Query): Promise<Rows<CveRow> & { coverage: CveCoverage }>;
  node(scopeId: string, instanceId: string): Promise<NodeDetail | undefined>;
  groups(...a: Parameters<Fleet['groups']>): Promise<ReturnType<Fleet['groups']>>;
  values(...a: Parameters<Fleet['values']>): Promise<ReturnType<Fleet['values']>>;
}

export type Table = 'nodes' | 'findings' | 'patches' | 'cves';
/** In the order in which they deserve attention. `excepted`: all that is open on it is covered by exceptions. */
export type Verdict = 'non-compliant' | 'unreported' | 'stale' | 'excepted' | 'stopped' | 'compliant';
export type ReasonCode =
  | 'open-findings' | 'non-compliant-counts' | 'available-security-updates' | 'pending-reboot-only' | 'end-of-life'
  | 'never-scanned' | 'scanned-by-association' | 'counts-incomplete' | 'not-asked' | 'read-failed'
  | 'scan-too-old' | 'scan-time-unknown' | 'all-excepted' | 'instance-stopped' | 'nothing-open';
export interface ComplianceRules {
  /** Ages and staleness are as of then. Default: the time of the query for a fleet just scanned, scannedAt for an opened snapshot. */
  now?: Date; staleAfterMs?: number;
  /** Days that an open patch may stay open, by the vendor's severity. */
  targets?: Record<string, number>;
  /** Platforms past their end of life, dates by name and version prefix. Default: the package's own dated table. */
  endOfLife?: Record<string, string>;
}
export interface Exception { id: string; match: { cve?: string; kb?: string; title?: string }; where?: Filter; reason: string; by?: string; at?: string; until?: string }

// ── Queries ────────────────────────────────────────────────────────────────────────────────
/** Tokens as in Cloudscape's property filter (there `propertyKey`); `text` is its free text, matched by every property. */
export interface Filter { operation?: 'and' | 'or'; tokens: Token[]; text?: string }
/** Several values: `=` means one of them, `!=` none of them. Text compares without case (Unicode simple folding, no locale). An
 *  absent value fulfils no operator but `!=`, `!:` and `!^`. A finding's property on the table of nodes means: one and the same
 *  open finding fulfils all tokens on findings. Severities order Critical > Important > High > Moderate > Medium > Low > others. */
export interface Token { property: string; operator: '=' | '!=' | ':' | '!:' | '^' | '!^' | '<' | '<=' | '>' | '>='; value: string | string[] }
/** Rows without `limit`: 100. Sorts are stable, ties by scope and instance id. */
export interface Query { filter?: Filter; sort?: { property: string; descending?: boolean }[]; offset?: number; limit?: number }
/** A filter as text, for a URL or a command line: `verdict=non-compliant,stale tag.Owner=payments title:"open ssl"`. Tokens are
 *  separated by spaces and AND-ed (` | ` between them: OR-ed); values of one token by commas; a value with a space, comma, quote or
 *  bar stands in double quotes, `""` for one inside; durations are 7d, 12h, dates ISO 8601; a word without operator is free text. */
export function parseFilter(text: string, table: Table): Filter; // throws PatchlensError 'invalid-input' with the position
export function formatFilter(filter: Filter): string;
/** `undecided`: rows that the filter may or may not mean, because an age is only known as "at least". */
export interface Rows<R> { total: number; undecided: number; rows: R[] }

// ── Rows: the members are also the properties of filters, sorts, groups and columns, in every place ──
/** Common to nodes and findings. `tag.<Column>` are the attributes. Absent members were not reported. */
export interface NodeFacts {
  scopeId: string; instanceId: string; name?: string; account?: string; region: string;
  platform?: string; platformVersion?: string; platformType?: string; patchGroup?: string; baselineId?: string; baselineName?: string;
  /** Attributes by column. */
  tags?: Record<string, string>;
}
export interface NodeRow extends NodeFacts {
  verdict: Verdict; /** In words that stand alone, and as a code. */ reason: string; reasonCode: ReasonCode;
  /** Of any verdict. */ stale: boolean; /** When its rows were read. */ readAt: Date;
  computerName?: string; ipAddress?: string; agentVersion?: string; pingStatus?: string; instanceState?: string;
  missing?: number; failed?: number; pendingReboot?: number; rejected?: number; installed?: number; installedOther?: number;
  notApplicable?: number; availableSecurityUpdates?: number;
  criticalNonCompliant?: number; securityNonCompliant?: number; otherNonCompliant?: number;
  operation?: string; lastOperation?: Date; /** Days. */ scanAge?: number;
  nonCompliantSince?: Date; oldestOpen?: Date; endOfLife?: string;
}
export interface FindingRow extends NodeFacts {
  kb: string; title: string; classification?: string; severity?: string; /** The baseline rule's, where known. */ complianceLevel?: string;
  state: 'Missing' | 'Failed' | 'InstalledPendingReboot' | 'InstalledRejected' | (string & {});
  cves: string[];
  /** When this history first saw it. If it was open in the first snapshot already, it is older: `ageIsLowerBound`. */
  firstSeen: Date; ageIsLowerBound: boolean; /** Days, from the release where that is known, else from firstSeen. */ age: number;
  released?: Date; due?: Date; overdue?: boolean; /** The id of the exception that covers it. */ exception?: string;
}
export interface PatchRow {
  /** Stable within a fleet. */ id: string;
  kb: string; title: string; classification?: string; severity?: string; cves: string[];
  /** Nodes on which it is open. */ nodes: number; failed: number; excepted: number;
  firstSeen: Date; released?: Date;
}
export interface CveRow { cve: string; nodes: number; patches: number; /** The gravest of its patches. */ severity?: string; firstSeen: Date; kev?: boolean; epss?: number }
/** For how many of the open findings the service names CVEs at all, and where it does not. */
export interface CveCoverage { findings: number; withCves: number; blindPlatforms: { platform: string; nodes: number; findings: number }[] }
export interface FleetSummary {
  nodes: number; verdicts: Record<Verdict, number>; unreported: Partial<Record<ReasonCode, number>>;
  findings: number; exceptedFindings: number; overdue: number; undecidedOverdue: number;
  bySeverity: Record<string, number>; byComplianceLevel: Record<string, number>; byState: Record<string, number>;
  patches: number; cves: number; endOfLife: number; oldestOpen?: Date; coverage: CveCoverage; failedScopes: number; failedNodes: number;
}
export interface FleetDiff {
  from: Date; to: Date; opened: number; closed: number; stillOpen: number; newNodes: number; goneNodes: number; notCompared: number;
  verdictChanges: { from: Verdict; to: Verdict; nodes: number }[];
  rows(kind: 'opened' | 'closed' | 'stillOpen', query?: Query): Rows<FindingRow>;
  free(): void; [Symbol.dispose](): void;
}
export interface NodeDetail extends NodeRow { findings: FindingRow[]; operationStart?: Date; operationEnd?: Date; rebootOption?: string; snapshotId?: string; approveAfterDays?: number[] }
