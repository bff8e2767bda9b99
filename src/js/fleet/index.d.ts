// For `using`; TypeScript 5.2 and later know it.
/// <reference lib="esnext.disposable" />
import type { PatchClient, PatchlensError } from '../index.js';

/**
 * One account and Region: what SSM throttles as one. Nodes are told apart by scope and instance id.
 *
 * @example
 * ```js fleet
 * const scope = {
 *   id: '111122223333/eu-central-1',
 *   client: new PatchClient({ region: 'eu-central-1', credentials }),
 * };
 * ```
 */
export interface Scope {
  /** Stable from scan to scan, such as `111122223333/eu-central-1`. */
  id: string;
  /** Reads the scope. Its region is the scope's. The scan does its own retries and pacing over it. */
  client: PatchClient;
  /** The account id; default the part of `id` before the last `/`. */
  account?: string;
  /** Your name of the scope, such as `production`. */
  label?: string;
}

/**
 * Reads a fleet, one or many scopes at once. Each scope has its own pace, errors and checkpoint: a node,
 * page or scope that fails never fails the rest; see {@link Fleet.failures} and {@link Fleet.scopes}.
 *
 * It lists the nodes, reads their patch states, and the open patches of the nodes whose counts say that
 * something is open. The pace rises until the account throttles and settles just below that.
 *
 * @returns the fleet; `complete` says whether nothing was left to read
 * @throws {PatchlensError} of code `'invalid-input'` for options that can never work, before anything is
 *   sent; the reason of `signal`
 *
 * @example
 * ```js fleet
 * const fleet = await scanFleet(scope, { onProgress: ({ scopes }) => console.log(scopes[0].nodesDone) });
 * const { verdicts } = fleet.summary();
 * console.log(`${verdicts['non-compliant']} of ${fleet.nodeCount} nodes are not compliant`);
 * ```
 */
export function scanFleet(scopes: Scope | Scope[], options?: ScanOptions): Promise<Fleet>;

/**
 * Reads a part of a scope with at most so many requests, for engines that keep state between steps, such
 * as Cloudflare Workflows. `part` holds only what this slice read; see {@link Fleet.merge}. Without a
 * `cursor` in the result, the scope is done.
 *
 * @param cursor of the slice before; `undefined` begins
 *
 * @example
 * ```js fleet
 * let cursor;
 * const parts = [];
 * do {
 *   const slice = await scanSlice(scope, cursor, { maxRequests: 40 });
 *   parts.push(slice.part.snapshot());
 *   cursor = slice.cursor;
 * } while (cursor);
 * const fleet = await Fleet.merge(parts);
 * ```
 */
export function scanSlice(
  scope: Scope,
  cursor: ScanCursor | undefined,
  options: ScanOptions & { maxRequests: number },
): Promise<{ part: Fleet; cursor?: ScanCursor }>;

/** Where a slice ended: JSON of at most 64 KB. It holds no credentials. */
export type ScanCursor = { readonly [key: string]: unknown };

/** What a scan reads, and how. */
export interface ScanOptions {
  /**
   * Which nodes. Default: every managed node, by DescribeInstanceProperties, or by
   * DescribeInstanceInformation where that is denied.
   */
  nodes?:
    | { instanceIds: Iterable<string> }
    | { patchGroups: string[] }
    | { tags: Record<string, string[]> };
  /**
   * `open`, the default: the patches of nodes whose counts say that something is open; where counts are
   * absent or disagree, all patches of the node are read. `none`: counts only.
   */
  patches?: 'none' | 'open';
  /**
   * Whether to ask ListResourceComplianceSummaries about nodes without a patch state, and
   * GetPatchBaseline once for each baseline. Default `true`.
   */
  explain?: boolean;
  /**
   * An earlier fleet or its snapshot. Nodes whose `OperationEndTime` has not moved keep their findings
   * without a request; a node or scope that fails keeps its old rows, with the time at which they were
   * read.
   */
  previous?: Fleet | Uint8Array;
  /** A checkpoint of an earlier scan, to go on from; see {@link Fleet.checkpoint}. */
  resume?: Uint8Array;
  /** Requests in flight for each scope at most. Default 8. */
  concurrency?: number;
  /** Ends after so many requests, with what there is and a checkpoint. */
  maxRequests?: number;
  /** Ends at this time, a `Date` or milliseconds since 1970, with what there is and a checkpoint. */
  deadline?: Date | number;
  /** Ends within one turn of the event loop; the scan rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Whether an aborted scan resolves as at a deadline. Default `false`. */
  keepOnAbort?: boolean;
  /** Called at most ten times a second, and at the end. The fleet can be queried meanwhile. */
  onProgress?: (progress: ScanProgress) => void;
}

/** How far a scan is. */
export interface ScanProgress {
  /** The fleet as it is now. */
  fleet: Fleet;
  /** In the order in which they were given. */
  scopes: ScopeProgress[];
}

/** How far the scan of a scope is. */
export interface ScopeProgress {
  /** The id of the scope. */
  scopeId: string;
  /** What it is at: the list of nodes, patch states, open patches and explanations, or its end. */
  phase: 'list' | 'states' | 'findings' | 'done' | 'failed';
  /** Why the scope failed. */
  error?: PatchlensError;
  /** Nodes with everything read. */
  nodesDone: number;
  /** Nodes listed; absent while the list goes on. */
  nodesTotal?: number;
  /** Nodes that kept their findings of `previous`. */
  nodesKept: number;
  /** Requests sent. */
  requests: number;
  /** Of these, refused because of the rate. */
  throttled: number;
  /** The rate over the last seconds. */
  requestsPerSecond: number;
  /** An estimate; absent while there is no basis for one. */
  secondsLeft?: number;
}

/**
 * A compliance database in WebAssembly memory: columns, not objects. 100,000 nodes with 2.5 million open
 * patches take about 80 MB, and most questions take milliseconds.
 *
 * Each fleet has a WebAssembly instance of its own, so that `free()`, `using` or the garbage collector
 * returns its memory.
 *
 * @example
 * ```js fleet
 * const { total, rows } = fleet.nodes({
 *   filter: { tokens: [{ property: 'verdict', operator: '=', value: 'non-compliant' }] },
 *   sort: [{ property: 'missing', descending: true }],
 *   limit: 10,
 * });
 * console.log(total, rows[0].instanceId, rows[0].reason);
 * ```
 */
export class Fleet {
  /** An empty fleet, for responses that came another way; see {@link Fleet.ingest}. */
  constructor();

  /**
   * Opens a snapshot of {@link Fleet.snapshot}.
   *
   * @throws {PatchlensError} of code `'bad-snapshot'` for bytes that are damaged, cut short or of a later
   *   version
   */
  static open(snapshot: Uint8Array): Promise<Fleet>;

  /**
   * One fleet of several, such as the parts of {@link scanSlice}. Of what is in more than one, the one
   * read last.
   *
   * @throws {PatchlensError} of code `'bad-snapshot'`
   */
  static merge(fleets: Iterable<Fleet | Uint8Array>): Promise<Fleet>;

  /**
   * Takes in a response that came another way: an archive, a recording, a proxy. Pages of
   * DescribeInstancePatches count once the last page of the node is in.
   *
   * @param scopeId the scope; it is added if it is new
   * @param operation such as `DescribeInstancePatches`
   * @param input of the request, such as `{ InstanceId: 'i-0abc' }`
   * @param body of the response, as it came
   * @param readAt when it came; default now
   * @throws {PatchlensError} of code `'malformed-response'` for a body that is not the operation's
   *   output, `'invalid-input'` for an operation that a fleet does not read. Nothing is taken in then.
   *
   * @example
   * ```js fleet
   * const { body } = await client.send('DescribeInstancePatchStates', input, { output: 'bytes' });
   * const recorded = new Fleet();
   * recorded.ingest('111122223333/eu-central-1', 'DescribeInstancePatchStates', input, body);
   * ```
   */
  ingest(scopeId: string, operation: string, input: object, body: Uint8Array, readAt?: Date): void;

  /** How many nodes are in it. */
  readonly nodeCount: number;
  /** How many open patches on nodes. */
  readonly findingCount: number;
  /** How many distinct patches. */
  readonly patchCount: number;
  /** How many distinct CVEs. */
  readonly cveCount: number;
  /** Bytes of its WebAssembly memory. */
  readonly memoryBytes: number;
  /**
   * Whether every scope was read to its end: no scan is to go on, none has failed, and no page that
   * was announced is missing; also after {@link Fleet.open} and {@link Fleet.merge}. Nodes that could
   * not be read are in {@link Fleet.failures}. `false` for an empty fleet.
   */
  readonly complete: boolean;
  /** When it was last read; of an empty fleet the time of 1970. */
  readonly scannedAt: Date;
  /** The scopes in order of arrival, each with the error that ended its last scan. */
  readonly scopes: FleetScope[];
  /** What could not be read: nodes, and scopes as a whole. */
  readonly failures: { scopeId: string; instanceId?: string; error: PatchlensError }[];

  /**
   * Where to go on, for {@link ScanOptions.resume}; `undefined` when the fleet is complete. It is a
   * snapshot, with the state of the scan in it.
   */
  checkpoint(): Uint8Array | undefined;

  /**
   * Removes nodes that are gone, with their findings and their history; ids that are not in the fleet are
   * ignored. A scan with `previous` does that by itself where it lists all nodes of a scope; the parts of
   * {@link scanSlice} do not know of nodes that they lack.
   *
   * @returns how many nodes were removed
   * @throws {PatchlensError} of code `'invalid-input'`
   *
   * @example
   * ```js fleet
   * const removed = fleet.removeNodes('111122223333/eu-central-1', ['i-0gone00000000000']);
   * console.log(removed); // 0
   * ```
   */
  removeNodes(scopeId: string, instanceIds: Iterable<string>): number;

  /**
   * Sets columns of your own: name, owner, team, environment. They are properties `tag.<column>` and are
   * kept in snapshots. Ids that are not in the fleet are counted and not added.
   *
   * @example
   * ```js fleet
   * fleet.setAttributes([{ instanceId: 'i-0a1b2c3d4e5f60001', Owner: 'payments' }]);
   * ```
   */
  setAttributes(rows: Iterable<{ instanceId: string; [column: string]: string }>): {
    joined: number;
    unknown: number;
  };

  /**
   * Sets the exceptions; they replace those before. They are the reader's, so snapshots do not keep them.
   *
   * @throws {PatchlensError} of code `'invalid-input'`
   */
  setExceptions(exceptions: Exception[]): void;

  /**
   * Sets what is known of CVEs beside the fleet; it replaces what was set before, and `{}` removes it.
   * Findings, patches and CVEs get `kev` and `epss`, and filters of every table know both. Snapshots do
   * not keep the lists. They speak only of CVEs that the service names; see {@link CveCoverage}.
   *
   * @throws {PatchlensError} of code `'invalid-input'` for a text that is no CVE id, or a score that is
   *   not from 0 to 1; the lists before stay then
   *
   * @example
   * ```js fleet
   * fleet.setCveLists({ kev: ['CVE-2026-1001'], epss: [['CVE-2026-1001', 0.94312]] });
   * const exploited = parseFilter('kev=true', 'nodes');
   * console.log(fleet.nodes({ filter: exploited }).total);
   * ```
   */
  setCveLists(lists: CveLists): void;

  /**
   * Sets the rules; they replace those before. They are the reader's, so snapshots do not keep them.
   *
   * @throws {PatchlensError} of code `'invalid-input'`
   */
  setRules(rules: ComplianceRules): void;

  /** The numbers of the fleet, or of the nodes that a query means. */
  summary(query?: Query): FleetSummary;
  /** The nodes that a query means. */
  nodes(query?: Query): Rows<NodeRow>;
  /** The findings that a query means: one row for each open patch on a node. */
  findings(query?: Query): Rows<FindingRow>;
  /** The distinct patches of the findings that a query means. */
  patches(query?: Query): Rows<PatchRow>;
  /** The CVEs of these patches, with the coverage: no rows over a blind spot are no all-clear. */
  cves(query?: Query): Rows<CveRow> & { coverage: CveCoverage };
  /** A node with all its findings; `undefined` if it is not in the fleet. */
  node(scopeId: string, instanceId: string): NodeDetail | undefined;
  /**
   * The rows of a table by the value of a property. Several values of a row (`cves`) make several groups;
   * rows without a value are in the group `''`. The query's `offset` and `limit` page the groups.
   */
  groups(table: Table, by: string, query?: Query): Groups;
  /** Values of a property with the number of their rows, the most frequent first, for suggestions. */
  values(
    table: Table,
    property: string,
    prefix?: string,
    limit?: number,
  ): { value: string; count: number }[];

  /**
   * What changed since an older fleet. Scopes and nodes that were not read in either are counted in
   * `notCompared`, never as closed.
   *
   * @throws {PatchlensError} of code `'bad-snapshot'`
   */
  diff(older: Fleet | Uint8Array): FleetDiff;

  /**
   * A table as CSV, in chunks, so that a large one neither blocks nor doubles memory. A cell that a
   * spreadsheet would run as a formula begins with an apostrophe. Times are in seconds, and ages in days
   * with two decimals, cut off.
   *
   * @param options `columns`: default all that have values; `header`: the members' names, or AWS's
   *   column names where AWS's own reports have the column; `bom`: for Excel, default `false`
   *
   * @example
   * ```js fleet
   * const csv = new Blob([...fleet.csv('findings', {}, { header: 'aws', bom: true })]);
   * ```
   */
  csv(
    table: Table,
    query?: Query,
    options?: { columns?: string[]; header?: 'members' | 'aws'; bom?: boolean },
  ): Iterable<string>;
  /** A table as JSON texts, one a line, in chunks. */
  ndjson(table: Table, query?: Query, options?: { columns?: string[] }): Iterable<string>;

  /** Everything but rules, exceptions and CVE lists, as bytes that this and every later version opens. */
  snapshot(): Uint8Array;
  /** Frees the memory. Nothing else can be called after that. */
  free(): void;
  /** `free()`, for `using`. */
  [Symbol.dispose](): void;
}

/** A scope of a fleet. */
export interface FleetScope {
  /** Such as `111122223333/eu-central-1`. */
  id: string;
  /** The Region of its client; of an ingested scope the part of `id` after the last `/`. */
  region: string;
  /** The account id. */
  account?: string;
  /** Your name of the scope. */
  label?: string;
  /** When it was last read. */
  readAt?: Date;
  /** The error that ended its last scan. */
  error?: PatchlensError;
  /** AWS's own number of compliant nodes, by ListComplianceSummaries. */
  awsCompliant?: number;
  /** AWS's own number of non-compliant nodes. */
  awsNonCompliant?: number;
}

/**
 * What a page, a command line and a backend share: the same questions, asked asynchronously. A fleet in
 * this process is one by {@link localSource}, and one behind a server by {@link remoteSource}.
 */
export interface FleetSource {
  /** What there is, and what the source can do beside answering. */
  describe(): Promise<{
    scopes: FleetScope[];
    scannedAt?: Date;
    complete: boolean;
    can: ('scan' | 'history' | 'edit-exceptions' | 'runs' | 'dead-letters' | 'exceptions')[];
    /** The reading that is under way, of a server that tells it. */
    scanning?: {
      startedAt?: Date;
      /** The scopes that are read, with what is known of each. */
      scopes: { scopeId: string; nodesDone?: number; nodesTotal?: number }[];
    };
    /** The greatest `limit` of a question. Absent without a bound, as for a fleet in this process. */
    maxLimit?: number;
  }>;
  /** As {@link Fleet.summary}. */
  summary(query?: Query): Promise<FleetSummary>;
  /** As {@link Fleet.nodes}. */
  nodes(query?: Query): Promise<Rows<NodeRow>>;
  /** As {@link Fleet.findings}. */
  findings(query?: Query): Promise<Rows<FindingRow>>;
  /** As {@link Fleet.patches}. */
  patches(query?: Query): Promise<Rows<PatchRow>>;
  /** As {@link Fleet.cves}. */
  cves(query?: Query): Promise<Rows<CveRow> & { coverage: CveCoverage }>;
  /** As {@link Fleet.node}. */
  node(scopeId: string, instanceId: string): Promise<NodeDetail | undefined>;
  /** As {@link Fleet.groups}. */
  groups(table: Table, by: string, query?: Query): Promise<Groups>;
  /** As {@link Fleet.values}. */
  values(
    table: Table,
    property: string,
    prefix?: string,
    limit?: number,
  ): Promise<{ value: string; count: number }[]>;
}

/**
 * The questions of a fleet in this process, asked like those of a remote one.
 *
 * @example
 * ```js fleet
 * const source = localSource(fleet);
 * const { scannedAt, can } = await source.describe();
 * const { rows } = await source.nodes({ limit: 10 });
 * console.log(scannedAt, can, rows.length);
 * ```
 */
export function localSource(fleet: Fleet): FleetSource;

/** How {@link remoteSource} reaches its server. */
export interface RemoteSourceOptions {
  /**
   * The bearer token that the server asks for, or a function that is called for each question. It is sent
   * in the `Authorization` header alone, and is in no URL and no error. Default: none is sent.
   */
  token?: string | (() => string | Promise<string>) | undefined;
  /** Called instead of the global `fetch`: a service binding, a test. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Ends a question. Default 30,000. */
  timeoutMs?: number | undefined;
}

/**
 * The questions of a fleet behind a server that speaks the protocol of `docs/backend-protocol.md`. The
 * answers are those of {@link localSource}: dates are `Date`s, and absent members are absent. Each
 * question is one request, without retries, cookies and redirects.
 *
 * A response that does not fit the question or the protocol is an error, never an empty answer.
 * Questions reject with a {@link PatchlensError}:
 *
 * | code | when |
 * |---|---|
 * | `invalid-input` | the query is wrong: the error is that of a local source. Or its `limit` is greater than the server allows |
 * | `service` | the server refuses or fails: see `status` and `reason` (401 and 403 `denied`, or `expired`; 404 `not-found`; 429 `throttled`; 5xx `unavailable`) |
 * | `malformed-response` | the answer is cut off, of another server, or of another version of the protocol |
 * | `network`, `timeout` | no answer came; CORS looks the same |
 * | `credentials` | the function of the token failed, or returned no bearer token |
 *
 * @param url where the server is, without `v1/`: `https:`, or `http:` to this computer; no user name, query
 *   or fragment
 * @param options or only its `fetch`
 * @throws {PatchlensError} of code `'invalid-input'` for a URL or an option that can never work
 *
 * @example
 * ```js fleet
 * const source = remoteSource('https://fleet.example.com/', { token: idToken });
 * const filter = parseFilter('verdict=non-compliant', 'nodes');
 * const { total, rows } = await source.nodes({ filter, limit: 10 });
 * console.log(total, rows.length, rows[0].readAt instanceof Date); // … 10 true
 * ```
 */
export function remoteSource(
  url: string | URL,
  options?: RemoteSourceOptions | ((request: Request) => Promise<Response>),
): FleetSource;

/** Whether the sender of a request may ask. */
export type Access = 'granted' | 'unauthorized' | 'expired' | 'forbidden';

/** How {@link serveFleet} answers. */
export interface ServeOptions {
  /**
   * Whether the bearer token of a request may ask. Default: everyone may, which is right only behind
   * something that has checked, its `Host` too: a page of any site can send requests to a server on the
   * same machine.
   */
  authorize?: ((token: string | undefined, request: Request) => Access | Promise<Access>) | undefined;
  /** Other origins whose pages may ask: `https://portal.example.com`. Default none. */
  origins?: string[] | undefined;
  /** Rows in an answer at most. Default 10,000. */
  maxLimit?: number | undefined;
  /** Called with errors that the answer does not show. */
  onError?: ((error: unknown) => void) | undefined;
}

/**
 * The server's half of {@link remoteSource}: answers the questions of a source over HTTP by the protocol
 * of `docs/backend-protocol.md`, in any runtime with the Fetch API. Every path that ends with `/v1/` and
 * a question is one of its own.
 *
 * @returns a handler, which rejects with nothing but what `onError` throws
 *
 * @example
 * ```js fleet
 * const token = await idToken();
 * const respond = serveFleet(localSource(fleet), {
 *   authorize: (given) => (given === token ? 'granted' : 'unauthorized'),
 * });
 * const response = await respond(new Request('https://fleet.example.com/v1/describe'));
 * console.log(response.status); // 401
 * ```
 */
export function serveFleet(
  source: FleetSource,
  options?: ServeOptions,
): (request: Request) => Promise<Response>;

/** The tables of a fleet. */
export type Table = 'nodes' | 'findings' | 'patches' | 'cves';

/**
 * In the order in which they deserve attention; the first that holds. `excepted`: all that is open on the
 * node is covered by exceptions. Nothing is `compliant` by default.
 */
export type Verdict =
  | 'non-compliant'
  | 'unreported'
  | 'stale'
  | 'excepted'
  | 'stopped'
  | 'compliant';

/** Why a node has its verdict. */
export type ReasonCode =
  | 'open-findings'
  | 'non-compliant-counts'
  | 'available-security-updates'
  | 'pending-reboot-only'
  | 'end-of-life'
  | 'never-scanned'
  | 'scanned-by-association'
  | 'counts-incomplete'
  | 'not-asked'
  | 'read-failed'
  | 'scan-too-old'
  | 'scan-time-unknown'
  | 'all-excepted'
  | 'instance-stopped'
  | 'nothing-open';

/** What the reader decides. */
export interface ComplianceRules {
  /**
   * Ages and staleness are as of then. Default: the time of the query, to the minute, for a fleet just
   * scanned; `scannedAt` for an opened snapshot.
   */
  now?: Date;
  /** A scan is stale when it is older. Default 7 days. */
  staleAfterMs?: number;
  /** Days that an open patch may stay open, by the vendor's severity. Default none. */
  targets?: Record<string, number>;
  /**
   * When platforms reach their end of life: days such as `2023-10-10` by platform name and version
   * prefix, such as `Ubuntu 18.04`. Default: the package's own table.
   */
  endOfLife?: Record<string, string>;
}

/** What is known, accepted, and shown apart: never subtracted in silence. */
export interface Exception {
  /** Yours; findings and filters name it. */
  id: string;
  /** What it covers: all given members must fit, compared without case. */
  match: { cve?: string; kb?: string; title?: string };
  /** On which nodes; default all. */
  where?: Filter;
  /** Why it is accepted. */
  reason: string;
  /** Who accepted it. */
  by?: string;
  /** When it was made. */
  at?: string;
  /** The last day, or the last instant, at which it holds; default for ever. */
  until?: string;
}

/** What is known of CVEs beside the fleet, for {@link Fleet.setCveLists}. */
export interface CveLists {
  /** The CVE ids of CISA's list of known exploited vulnerabilities. CVEs outside it are `kev: false`. */
  kev?: Iterable<string>;
  /**
   * CVE ids with their scores of FIRST's Exploit Prediction Scoring System, from 0 to 1, of which nine
   * decimals are kept. Of two scores of one CVE, the higher one counts.
   */
  epss?: Iterable<readonly [cve: string, score: number]>;
}

/**
 * What rows fulfil: tokens as in Cloudscape's property filter, whose `propertyKey` is `property` here.
 * `operation` is `and` by default; `text` is free text, which any text property of a row may contain.
 */
export interface Filter {
  /** Whether all tokens must hold, or one of them. Default `and`. */
  operation?: 'and' | 'or';
  /** The conditions. None and no `text`: every row. */
  tokens: Token[];
  /** What a text property of the row must contain, without case. */
  text?: string;
}

/**
 * A condition. `:` contains, `^` begins with. Several values: `=` means one of them, `!=` none of them.
 * Text compares without case (Unicode simple folding, no locale). An absent value fulfils no operator but
 * `!=`, `!:` and `!^`. A finding's property on the table of nodes means: one and the same open finding
 * fulfils all tokens on findings. Severities order Critical, Important, High, Moderate, Medium, Low,
 * others. Dates are ISO 8601; ages are days, or `7d`, `12h`.
 */
export interface Token {
  /** A member of a row, or `tag.<column>`. */
  property: string;
  /** Which of them a property has depends on its type. */
  operator: '=' | '!=' | ':' | '!:' | '^' | '!^' | '<' | '<=' | '>' | '>=';
  /** One value, or several where the operator takes them. */
  value: string | string[];
}

/** Rows without `limit`: 100. Sorts are stable, absent values last, ties by scope and instance id. */
export interface Query {
  /** Which rows. Default all. */
  filter?: Filter;
  /** By the first property, then by the next. Default: by scope and instance id. */
  sort?: { property: string; descending?: boolean }[];
  /** How many rows to skip. Default 0. */
  offset?: number;
  /** How many rows to return at most. Default 100. */
  limit?: number;
}

/**
 * A filter as text, for a URL or a command line: `verdict=non-compliant,stale tag.Owner=payments`.
 * Tokens are separated by spaces and AND-ed (` | ` between them: OR-ed), values of one token by commas. A
 * value with a space, comma, quote or bar stands in double quotes, `""` for one inside. A word without an
 * operator is free text.
 *
 * @throws {PatchlensError} of code `'invalid-input'`, with the position
 *
 * @example
 * ```js fleet
 * const filter = parseFilter('severity>=Important age>30d title:"open ssl"', 'findings');
 * const late = fleet.findings({ filter });
 * ```
 */
export function parseFilter(text: string, table: Table): Filter;

/**
 * The text of a filter; `parseFilter` reads it back.
 *
 * @throws {PatchlensError} of code `'invalid-input'` for a token without values
 *
 * @example
 * ```js fleet
 * const text = formatFilter({ tokens: [{ property: 'tag.Owner', operator: '=', value: 'payments' }] });
 * console.log(text); // tag.Owner=payments
 * ```
 */
export function formatFilter(filter: Filter): string;

/**
 * An answer. `total` is the number of all rows, of which `rows` is a page. `undecided` is the number of
 * rows that the filter may or may not mean, because an age is only known as "at least".
 */
export interface Rows<R> {
  /** How many rows fulfil the filter for certain. */
  total: number;
  /** How many rows perhaps fulfil it. */
  undecided: number;
  /** The page of rows. */
  rows: R[];
}

/** Rows by value. */
export interface Groups {
  /** How many groups there are. */
  total: number;
  /** By nodes descending; each with its nodes, findings and verdicts of the nodes. */
  groups: {
    value: string;
    nodes: number;
    findings: number;
    verdicts: Record<Verdict, number>;
  }[];
}

/**
 * Members that nodes and findings share. The members of rows are also the properties of filters, sorts,
 * groups and columns. Absent members were not reported.
 */
export interface NodeFacts {
  /** The id of its scope. */
  scopeId: string;
  /** `i-…`, or `mi-…` of hybrid nodes. */
  instanceId: string;
  /** The Name tag, or the name given at a hybrid activation. */
  name?: string;
  /** The account of its scope. */
  account?: string;
  /** The Region of its scope. */
  region: string;
  /** The operating system, as the agent reports it: `Amazon Linux`. */
  platform?: string;
  /** Its version, as the agent reports it: `2023`. */
  platformVersion?: string;
  /** `Linux`, `Windows` or `MacOS`. */
  platformType?: string;
  /** The patch group at the last operation, by DescribeInstancePatchStates. */
  patchGroup?: string;
  /** The baseline of the last operation, by DescribeInstancePatchStates. */
  baselineId?: string;
  /** Its name, by GetPatchBaseline. */
  baselineName?: string;
  /** Your own columns; the properties are `tag.<column>`. */
  tags?: Record<string, string>;
}

/** A node. */
export interface NodeRow extends NodeFacts {
  /** The first that holds; see {@link Verdict}. */
  verdict: Verdict;
  /** Why, in words that stand alone. */
  reason: string;
  /** Why, for programs. */
  reasonCode: ReasonCode;
  /** Whether the last scan is too old to rely on, or its time unknown; of any verdict. */
  stale: boolean;
  /** When its rows were read. */
  readAt: Date;
  /** The host name. */
  computerName?: string;
  /** The address that the agent reports. */
  ipAddress?: string;
  /** The version of the SSM agent. */
  agentVersion?: string;
  /** `Online`, `ConnectionLost` or `Inactive`. */
  pingStatus?: string;
  /** Of EC2 instances: `running`, `stopped`, …, by DescribeInstanceProperties. */
  instanceState?: string;
  /** Patches in state Missing: `MissingCount` of DescribeInstancePatchStates, as all counts here. */
  missing?: number;
  /** `FailedCount`. */
  failed?: number;
  /** `InstalledPendingRebootCount`, as of the last operation. */
  pendingReboot?: number;
  /** `InstalledRejectedCount`. */
  rejected?: number;
  /** `InstalledCount`. */
  installed?: number;
  /** `InstalledOtherCount`: installed, and not in the baseline. */
  installedOther?: number;
  /** `NotApplicableCount`. */
  notApplicable?: number;
  /** `AvailableSecurityUpdateCount`: of Windows, not approved by the baseline. */
  availableSecurityUpdates?: number;
  /** By the level of the baseline's rule, not by the vendor's severity. */
  criticalNonCompliant?: number;
  /** `SecurityNonCompliantCount`. */
  securityNonCompliant?: number;
  /** `OtherNonCompliantCount`. */
  otherNonCompliant?: number;
  /** The last operation: `Scan` or `Install`. */
  operation?: string;
  /** When it ended: `OperationEndTime`. */
  lastOperation?: Date;
  /** Days since the last operation. */
  scanAge?: number;
  /** Since when its verdict has been non-compliant without a break, as far as this history goes back. */
  nonCompliantSince?: Date;
  /** The earliest `firstSeen` of its findings. */
  oldestOpen?: Date;
  /** The platform's end of life, past or to come, as a day. */
  endOfLife?: string;
}

/** An open patch on a node. */
export interface FindingRow extends NodeFacts {
  /** The KB id, or the name of a package. */
  kb: string;
  /** With the version, for packages. */
  title: string;
  /** Such as `SecurityUpdates` or `Security`. */
  classification?: string;
  /** The vendor's. */
  severity?: string;
  /** The baseline rule's, where it is known. */
  complianceLevel?: string;
  /** In the wire's spelling; an unknown state is open, too. */
  state: 'Missing' | 'Failed' | 'InstalledPendingReboot' | 'InstalledRejected' | (string & {});
  /** All CVEs that the service names for the patch on any node. */
  cves: string[];
  /** Whether one of these CVEs is in the KEV list; absent without a CVE or a list. */
  kev?: boolean;
  /** The highest EPSS score of these CVEs; absent if none has one. */
  epss?: number;
  /** When this history first saw it. */
  firstSeen: Date;
  /** Whether it was open already when this history began, so that it is older than `age`. */
  ageIsLowerBound: boolean;
  /** Days, from the release where that is known, else from `firstSeen`. */
  age: number;
  /** When the patch was released, where DescribeAvailablePatches says so. */
  released?: Date;
  /** When it must be closed by the target of its severity. */
  due?: Date;
  /** Absent if there is no target, or if its age is a lower bound that does not decide. */
  overdue?: boolean;
  /** The id of the exception that covers it. */
  exception?: string;
}

/** A distinct patch. */
export interface PatchRow {
  /** Stable within a fleet. */
  id: string;
  /** The KB id, or the name of a package. */
  kb: string;
  /** With the version, for packages. */
  title: string;
  /** Such as `SecurityUpdates` or `Security`. */
  classification?: string;
  /** The vendor's. */
  severity?: string;
  /** All CVEs that the service names for it. */
  cves: string[];
  /** Whether one of these CVEs is in the KEV list; absent without a CVE or a list. */
  kev?: boolean;
  /** The highest EPSS score of these CVEs; absent if none has one. */
  epss?: number;
  /** Nodes on which it is open. */
  nodes: number;
  /** Of these, nodes on which its installation failed. */
  failed: number;
  /** Of these, nodes on which an exception covers it. */
  excepted: number;
  /** When this history first saw it on one of these nodes. */
  firstSeen: Date;
  /** When it was released, where DescribeAvailablePatches says so. */
  released?: Date;
}

/** A CVE that open patches name. */
export interface CveRow {
  /** `CVE-2026-12345`. */
  cve: string;
  /** Nodes with an open patch for it. */
  nodes: number;
  /** Distinct open patches for it. */
  patches: number;
  /** The gravest of its patches. */
  severity?: string;
  /** When this history first saw one of them on one of these nodes. */
  firstSeen: Date;
  /** Whether it is in the KEV list; absent without a list. */
  kev?: boolean;
  /** Its EPSS score; absent without one. */
  epss?: number;
}

/** For how many of the open findings the service names CVEs at all, and where it does not. */
export interface CveCoverage {
  /** Open findings, and open patches that the counts of a node report and that were never read. */
  findings: number;
  /** Of these, findings whose patch has CVEs. */
  withCves: number;
  /** Platforms with findings of which none has CVEs. */
  blindPlatforms: { platform: string; nodes: number; findings: number }[];
}

/** The numbers of a fleet. */
export interface FleetSummary {
  /** All nodes that the query means. */
  nodes: number;
  /** Nodes by verdict. */
  verdicts: Record<Verdict, number>;
  /** Unreported nodes by cause. */
  unreported: Partial<Record<ReasonCode, number>>;
  /** Open findings of these nodes, excepted ones included. */
  findings: number;
  /** Of these, covered by exceptions. */
  exceptedFindings: number;
  /** Past their target for certain. */
  overdue: number;
  /** Perhaps past it: their age is a lower bound. */
  undecidedOverdue: number;
  /** By the vendor's severity; `''` where it is absent. */
  bySeverity: Record<string, number>;
  /** By the level of the baseline's rule; `''` where it is not known. */
  byComplianceLevel: Record<string, number>;
  /** By state. */
  byState: Record<string, number>;
  /** Distinct patches of these findings. */
  patches: number;
  /** Distinct CVEs of these findings. */
  cves: number;
  /** Nodes past their platform's end of life. */
  endOfLife: number;
  /** The earliest `firstSeen` of these findings. */
  oldestOpen?: Date;
  /** For how many of these findings CVEs are known. */
  coverage: CveCoverage;
  /** Scopes of the fleet whose last scan ended with an error. */
  failedScopes: number;
  /** Of these nodes, nodes that could not be read. */
  failedNodes: number;
}

/** What changed between two fleets. */
export interface FleetDiff {
  /** When the older fleet was last read. */
  from: Date;
  /** When the newer fleet was last read. */
  to: Date;
  /** Findings that are new, those of new nodes included. */
  opened: number;
  /** Findings that are gone from nodes that were read both times. */
  closed: number;
  /** Findings in both. */
  stillOpen: number;
  /** Nodes that only the newer fleet has, of scopes that were read both times. */
  newNodes: number;
  /** Nodes that only the older fleet has, of scopes that were read both times. */
  goneNodes: number;
  /** Nodes that were not read in one of the two, so that nothing can be said. */
  notCompared: number;
  /** Nodes in both whose verdict has changed. */
  verdictChanges: { from: Verdict; to: Verdict; nodes: number }[];
  /** The findings behind the numbers. */
  rows(kind: 'opened' | 'closed' | 'stillOpen', query?: Query): Rows<FindingRow>;
  /** Frees the memory that it holds. */
  free(): void;
  /** `free()`, for `using`. */
  [Symbol.dispose](): void;
}

/** A node with its findings. */
export interface NodeDetail extends NodeRow {
  /** All that is open on it. */
  findings: FindingRow[];
  /** When the last operation began. */
  operationStart?: Date;
  /** When it ended. */
  operationEnd?: Date;
  /** `RebootIfNeeded` or `NoReboot`. */
  rebootOption?: string;
  /** The patch snapshot of the last operation. */
  snapshotId?: string;
  /** The approval delays of its baseline's rules, in days. */
  approveAfterDays?: number[];
}

// Without this, all declarations would be exported.
export {};
