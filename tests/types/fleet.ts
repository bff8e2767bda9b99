/** Only has to compile: the types of `patchlens/fleet` accept valid uses and reject invalid ones. */
import { PatchClient, type PatchlensError } from 'patchlens';
import {
  Fleet,
  formatFilter,
  localSource,
  parseFilter,
  remoteSource,
  scanFleet,
  scanSlice,
  serveFleet,
  type Access,
  type ComplianceRules,
  type CveCoverage,
  type CveRow,
  type Exception,
  type Filter,
  type FindingRow,
  type FleetDiff,
  type FleetScope,
  type FleetSource,
  type FleetSummary,
  type Groups,
  type NodeDetail,
  type NodeFacts,
  type NodeRow,
  type PatchRow,
  type Query,
  type ReasonCode,
  type RemoteSourceOptions,
  type Rows,
  type ScanCursor,
  type ScanOptions,
  type ScanProgress,
  type Scope,
  type ScopeProgress,
  type ServeOptions,
  type Table,
  type Token,
  type Verdict,
} from 'patchlens/fleet';

declare function same<Expected>(value: Expected): void;
declare const client: PatchClient;
declare const signal: AbortSignal;
declare const body: Uint8Array;

const scope: Scope = { id: '111122223333/eu-central-1', client, account: '111122223333', label: 'production' };

const options: ScanOptions = {
  nodes: { tags: { Environment: ['production', 'staging'] } },
  patches: 'open',
  explain: false,
  concurrency: 4,
  maxRequests: 1000,
  deadline: new Date(),
  signal,
  keepOnAbort: true,
  onProgress: ({ fleet, scopes }: ScanProgress) => {
    same<Fleet>(fleet);
    for (const progress of scopes) {
      same<ScopeProgress>(progress);
      same<'list' | 'states' | 'findings' | 'done' | 'failed'>(progress.phase);
      same<PatchlensError | undefined>(progress.error);
      same<number | undefined>(progress.secondsLeft);
    }
  },
};

export async function scanning(): Promise<Fleet> {
  same<Fleet>(await scanFleet(scope));
  const previous = await scanFleet([scope, scope], options);
  const fleet = await scanFleet(scope, { previous, resume: body, deadline: 1_700_000_000_000 });
  await scanFleet(scope, { previous: body, nodes: { patchGroups: ['web'] }, patches: 'none' });
  await scanFleet(scope, { nodes: { instanceIds: new Set(['i-1']) } });
  // @ts-expect-error: one way to choose nodes, not two
  await scanFleet(scope, { nodes: { patchGroups: 'web' } });
  // @ts-expect-error: 'all' is no choice of patches
  await scanFleet(scope, { patches: 'all' });
  // @ts-expect-error: a scope has a client
  await scanFleet({ id: '111122223333/eu-central-1' });

  let cursor: ScanCursor | undefined;
  const parts: (Fleet | Uint8Array)[] = [];
  do {
    const slice = await scanSlice(scope, cursor, { maxRequests: 40, signal });
    parts.push(slice.part, slice.part.snapshot());
    cursor = slice.cursor;
  } while (cursor);
  // @ts-expect-error: a slice has a limit
  await scanSlice(scope, undefined, {});
  same<Uint8Array | undefined>(fleet.checkpoint());
  return Fleet.merge(parts);
}

export async function keeping(): Promise<void> {
  const fleet = await Fleet.open(new Uint8Array(8));
  same<Fleet>(await Fleet.merge(new Set([fleet, body])));
  // @ts-expect-error: a snapshot is bytes
  await Fleet.open('snapshot');

  const recorded = new Fleet();
  recorded.ingest('111122223333/eu-central-1', 'DescribeInstancePatches', { InstanceId: 'i-1' }, body);
  recorded.ingest(scope.id, 'DescribeInstancePatches', { InstanceId: 'i-1' }, body, new Date());
  const { joined, unknown } = recorded.setAttributes([{ instanceId: 'i-1', Owner: 'payments' }]);
  same<number>(joined + unknown);
  // @ts-expect-error: a row of attributes names its node
  recorded.setAttributes([{ Owner: 'payments' }]);

  same<number>(fleet.nodeCount + fleet.findingCount + fleet.patchCount + fleet.cveCount);
  same<number>(fleet.memoryBytes);
  same<boolean>(fleet.complete);
  same<Date>(fleet.scannedAt);
  same<FleetScope[]>(fleet.scopes);
  for (const { scopeId, instanceId, error } of fleet.failures) {
    same<string>(scopeId);
    same<string | undefined>(instanceId);
    same<PatchlensError>(error);
  }
  // @ts-expect-error: how many there are is not for the caller to say
  fleet.nodeCount = 1;
  fleet.free();
  recorded[Symbol.dispose]();
}

const rules: ComplianceRules = {
  now: new Date(),
  staleAfterMs: 86_400_000,
  targets: { Critical: 7, Important: 30 },
  endOfLife: { 'Ubuntu 18.04': '2023-05-31' },
};
const token: Token = { property: 'severity', operator: '>=', value: 'Important' };
const filter: Filter = { operation: 'or', tokens: [token], text: 'openssl' };
const exception: Exception = {
  id: 'x-1',
  match: { cve: 'CVE-2026-0001' },
  where: filter,
  reason: 'no fix yet',
  by: 'security',
  at: '2026-01-01',
  until: '2026-12-31',
};
const query: Query = { filter, sort: [{ property: 'age', descending: true }], offset: 10, limit: 10 };
// @ts-expect-error: there is no such operator
export const wrong: Token = { property: 'severity', operator: '~', value: 'Important' };

export function asking(fleet: Fleet): void {
  fleet.setRules(rules);
  fleet.setExceptions([exception]);
  fleet.setCveLists({ kev: new Set(['CVE-2026-1001']), epss: new Map([['CVE-2026-1001', 0.5]]) });
  same<FleetSummary>(fleet.summary());
  const { verdicts, unreported, coverage, oldestOpen } = fleet.summary(query);
  same<Record<Verdict, number>>(verdicts);
  same<Partial<Record<ReasonCode, number>>>(unreported);
  same<CveCoverage>(coverage);
  same<Date | undefined>(oldestOpen);

  same<Rows<NodeRow>>(fleet.nodes(query));
  same<Rows<FindingRow>>(fleet.findings());
  same<Rows<PatchRow>>(fleet.patches(query));
  const cves = fleet.cves(query);
  same<CveCoverage>(cves.coverage);
  same<CveRow | undefined>(cves.rows[0]);
  const [row] = fleet.nodes({ limit: 1 }).rows;
  same<NodeFacts | undefined>(row);
  same<Verdict | undefined>(row?.verdict);
  same<ReasonCode | undefined>(row?.reasonCode);
  same<string | undefined>(row?.tags?.Owner);
  same<boolean | undefined>(fleet.findings().rows[0]?.overdue);
  const detail: NodeDetail | undefined = fleet.node(scope.id, 'i-1');
  same<FindingRow[] | undefined>(detail?.findings);
  same<Groups>(fleet.groups('nodes', 'platform', query));
  same<number | undefined>(fleet.groups('findings', 'cves').groups[0]?.verdicts['non-compliant']);
  same<{ value: string; count: number }[]>(fleet.values('patches', 'severity', 'C', 10));
  // @ts-expect-error: there is no such table
  fleet.values('instances', 'severity');
  // @ts-expect-error: a filter has tokens
  fleet.nodes({ filter: { text: 'openssl' } });

  const csv = fleet.csv('findings', query, { columns: ['kb'], header: 'aws', bom: true });
  same<string>([...csv].join(''));
  for (const chunk of fleet.ndjson('cves')) same<string>(chunk);
  same<Filter>(parseFilter(formatFilter(filter), 'nodes' satisfies Table));
}

export function comparing(newer: Fleet, older: Fleet | Uint8Array): void {
  const diff: FleetDiff = newer.diff(older);
  same<number>(diff.opened + diff.closed + diff.stillOpen + diff.newNodes + diff.goneNodes);
  same<number>(diff.notCompared);
  same<Verdict | undefined>(diff.verdictChanges[0]?.from);
  same<Rows<FindingRow>>(diff.rows('opened', { limit: 5 }));
  // @ts-expect-error: there is no such part of a difference
  diff.rows('new');
  diff.free();
  diff[Symbol.dispose]();
}

export async function remote(fleet: Fleet): Promise<void> {
  const source: FleetSource = localSource(fleet);
  const { scannedAt, can } = await source.describe();
  same<Date | undefined>(scannedAt);
  same<('scan' | 'history' | 'edit-exceptions' | 'runs' | 'dead-letters' | 'exceptions')[]>(can);
  same<FleetSummary>(await source.summary(query));
  same<Rows<NodeRow>>(await source.nodes(query));
  same<NodeDetail | undefined>(await source.node(scope.id, 'i-1'));

  const options: RemoteSourceOptions = { token: async () => 'token', timeoutMs: 5000, fetch };
  same<FleetSource>(remoteSource('https://fleet.example.com/', options));
  same<FleetSource>(remoteSource(new URL('https://fleet.example.com/'), { token: 'token' }));
  same<FleetSource>(remoteSource('https://fleet.example.com/', (request) => fetch(request)));
  // @ts-expect-error: a token is a text
  remoteSource('https://fleet.example.com/', { token: 42 });
}

export async function served(fleet: Fleet): Promise<void> {
  const options: ServeOptions = {
    authorize: (token): Access => (token === 'token' ? 'granted' : 'unauthorized'),
    origins: ['https://portal.example.com'],
    maxLimit: 100,
    onError: (error) => same<unknown>(error),
  };
  const respond = serveFleet(localSource(fleet), options);
  same<Response>(await respond(new Request('https://fleet.example.com/v1/describe')));
  serveFleet(localSource(fleet), { authorize: async (token) => (token ? 'expired' : 'forbidden') });
  // @ts-expect-error: there are four words for an access
  serveFleet(localSource(fleet), { authorize: () => 'maybe' });
}
