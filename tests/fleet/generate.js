/**
 * Random small fleets as pages of the wire, by a seed: several scopes, nodes with every quirk, read
 * once or over several days.
 */
import { Random } from './random.js';
import * as words from './words.js';
import { generateQuestions } from './generate-questions.js';

export const NOW = Date.parse('2026-02-01T00:00:00Z');
const SECOND = 1000;
const DAY = 86_400 * SECOND;

/**
 * @returns `{ seed, rules, pages, days, attributes, exceptions, cveLists, questions }`; a page is
 *   `{ scopeId, operation, input, body, readAt }` with the body as JSON text, and `days` is how many
 *   pages there are at the end of each day
 */
export function generate(seed) {
  const random = new Random(seed);
  const patches = random.times(2, 7, () => makePatch(random));
  const scopes = random.some(words.SCOPES, 0.5);
  if (scopes.length === 0) scopes.push(words.SCOPES[0]);
  const nodes = scopes.flatMap((scopeId) => random.times(1, 5, (i) => makeNode(random, scopeId, i)));
  const { pages, days } = makeDays(random, scopes, nodes, patches);
  return {
    seed,
    rules: makeRules(random),
    pages,
    days,
    attributes: makeAttributes(random, nodes),
    exceptions: makeExceptions(random, patches),
    cveLists: makeCveLists(random),
    questions: generateQuestions(random, { patches, nodes }),
  };
}

const makePatch = (random) => ({
  KBId: random.pick(words.KBS),
  Title: random.pick(words.TITLES),
  Severity: random.pick(words.SEVERITIES),
  Classification: random.pick(words.CLASSIFICATIONS),
  cves: random.chance(0.5) ? random.some(words.CVES, 0.4) : [],
});

function makeNode(random, scopeId, i) {
  const [platform, version] = random.pick(words.PLATFORMS);
  return {
    scopeId,
    id: `i-0000000${i}`,
    listing: {
      Name: random.pick([undefined, random.pick(words.NAMES)]),
      PlatformName: platform,
      PlatformVersion: version,
      PlatformType: random.pick(['Linux', 'Windows', undefined]),
      ComputerName: random.pick([undefined, random.pick(words.NAMES), 17]),
      IPAddress: random.pick([undefined, '10.0.0.1', '10.0.0.12']),
      AgentVersion: random.pick([undefined, '3.1.0.0']),
      PingStatus: random.pick([undefined, 'Online', 'ConnectionLost']),
      InstanceState: random.pick(words.INSTANCE_STATES),
    },
    group: random.pick(words.GROUPS),
    baseline: random.pick(words.BASELINES),
    states: new Map(),
    /** How likely it is there on a day. */
    presence: random.pick([1, 1, 1, 0.5]),
    isSilent: random.chance(0.15),
    isUnasked: random.chance(0.1),
  };
}

function makeRules(random) {
  return {
    now: new Date(NOW),
    staleAfterMs: random.pick([undefined, DAY, 3 * DAY, 30 * DAY]),
    targets: random.pick([undefined, { Critical: 1, important: 2.5, HIGH: 3, Low: 30 }]),
    endOfLife: random.pick([{}, words.END_OF_LIFE]),
  };
}

const makeAttributes = (random, nodes) =>
  random.some(nodes, 0.4).map(({ id }) => ({
    instanceId: random.chance(0.1) ? 'i-unknown' : id,
    Owner: random.pick(words.OWNERS),
    ...(random.chance(0.3) ? { 'Cost Center': random.pick(words.NAMES) } : {}),
  }));

function makeExceptions(random, patches) {
  return random.times(0, 3, (i) => {
    const { KBId, Title, cves } = random.pick(patches);
    const cve = random.pick(cves.length > 0 ? cves : words.CVES);
    const matches = [{ kb: KBId }, { title: Title }, { cve }, { kb: KBId, title: Title }];
    // One with empty texts alone is refused.
    const match = random.pick(matches.filter((it) => Object.values(it).some(Boolean)));
    const where = random.pick([undefined, undefined, makeWhere(random)]);
    const until = random.pick([undefined, '2026-01-15', '2026-01-31', '2026-02-01', '2026-03-01T00:00:00Z']);
    return { id: `x-${i}`, match, reason: 'accepted', ...(where && { where }), ...(until && { until }) };
  });
}

/** Each list may be absent, empty, or name CVEs that no patch has. */
function makeCveLists(random) {
  const ids = words.CVES.filter((cve) => /-\d{4,}$/.test(cve));
  const scores = [0, 0.00123, 0.5, 0.97531, 1];
  return {
    ...(random.chance(0.6) && { kev: random.some(ids, 0.5) }),
    ...(random.chance(0.6) && {
      epss: random.some(ids, 0.7).map((cve) => [cve, random.pick(scores)]),
    }),
  };
}

const makeWhere = (random) => ({
  operation: random.pick(['and', 'or']),
  tokens: [
    random.pick([
      { property: 'scopeId', operator: '^', value: '1111' },
      { property: 'verdict', operator: '=', value: 'non-compliant' },
      { property: 'severity', operator: '>=', value: 'Moderate' },
      { property: 'age', operator: '<', value: '4' },
      { property: 'kev', operator: '=', value: 'true' },
      { property: 'tag.Owner', operator: '!=', value: 'payments' },
    ]),
  ],
});

function makeDays(random, scopes, nodes, patches) {
  const pages = [];
  const days = [];
  const count = random.int(1, 3);
  for (let day = count; day > 0; day--) {
    const start = NOW - day * DAY - random.int(0, 5) * 3600 * SECOND;
    const sequences = scopes.flatMap((scopeId) => makeScan(random, scopeId, nodes, patches, start));
    const readAt = (i) => new Date(start + (i >> 1) * SECOND);
    pages.push(...interleave(random, sequences).map((page, i) => ({ ...page, readAt: readAt(i) })));
    days.push(pages.length);
  }
  return { pages, days };
}

/** Merges sequences at random; the first ones mostly come first. */
function interleave(random, sequences) {
  const waiting = sequences.map((pages) => [...pages]).filter((pages) => pages.length > 0);
  const result = [];
  while (waiting.length > 0) {
    const place = random.chance(0.7) ? 0 : random.int(0, Math.min(2, waiting.length - 1));
    result.push(waiting[place].shift());
    if (waiting[place].length === 0) waiting.splice(place, 1);
  }
  return result;
}

/** The pages of one scope on one day, as sequences that must stay in order. */
function makeScan(random, scopeId, nodes, patches, start) {
  if (scopeId !== nodes[0].scopeId && random.chance(0.1)) return [];
  const own = nodes.filter((node) => node.scopeId === scopeId && random.chance(node.presence));
  for (const node of own) changePatches(random, node, patches);
  const sequences = [
    listing(random, scopeId, own),
    ...states(random, scopeId, own, start),
    ...random.some(own, 0.8).map((node) => findings(random, node, patches)),
    explanations(random, scopeId, own),
    baselines(random, scopeId),
    releases(random, scopeId, patches),
  ];
  return sequences.filter((pages) => pages.length > 0);
}

function changePatches(random, node, patches) {
  for (const i of patches.keys()) {
    if (random.chance(0.4)) node.states.set(i, random.pick(words.STATES));
    else if (random.chance(0.3)) node.states.delete(i);
  }
  if (random.chance(0.15)) node.states.clear();
}

/** Items over pages split anywhere, with empty pages between them. */
function paged(random, items, { scopeId, operation, input, member }) {
  const chunks = [];
  for (let rest = items; rest.length > 0 || chunks.length === 0; ) {
    const size = random.chance(0.15) ? 0 : random.int(1, Math.max(1, rest.length));
    chunks.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return chunks.map((chunk, i) => {
    const isLast = i === chunks.length - 1;
    const NextToken = isLast ? random.pick([undefined, '', null]) : `token-${i}`;
    const from = i === 0 ? {} : { NextToken: `token-${i - 1}` };
    const body = jsonText({ [member]: chunk, NextToken });
    return { scopeId, operation, input: { ...input, ...from }, body };
  });
}

/** Marks numbers that are written in another form than JSON.stringify's. */
const raw = (text) => `@raw:${text}@`;
const jsonText = (value) => JSON.stringify(value).replaceAll(/"@raw:([^@]*)@"/g, '$1');

function listing(random, scopeId, nodes) {
  const operation = random.pick(['DescribeInstanceProperties', 'DescribeInstanceInformation']);
  const isFull = operation === 'DescribeInstanceProperties';
  const member = isFull ? 'InstanceProperties' : 'InstanceInformationList';
  const items = random.some(nodes, 0.9).map(({ id, listing: { InstanceState, ...facts } }) => ({
    InstanceId: id,
    ...facts,
    ...(isFull && { InstanceState }),
  }));
  return paged(random, items, { scopeId, operation, input: {}, member });
}

function states(random, scopeId, nodes, start) {
  const asked = nodes.filter(({ isUnasked }) => !isUnasked);
  const half = random.int(0, asked.length);
  return [asked.slice(0, half), asked.slice(half)]
    .filter((batch) => batch.length > 0)
    .map((batch) => stateBatch(random, scopeId, batch, start));
}

function stateBatch(random, scopeId, batch, start) {
  const operation = 'DescribeInstancePatchStates';
  const input = { InstanceIds: batch.map(({ id }) => id) };
  if (random.chance(0.06)) return [failed(random, scopeId, operation, input)];
  const answering = batch.filter(({ isSilent }) => !isSilent || random.chance(0.1));
  const items = random.shuffle(answering).map((node) => stateItem(random, node, start));
  return paged(random, items, { scopeId, operation, input, member: 'InstancePatchStates' });
}

const failed = (random, scopeId, operation, input) => ({
  scopeId,
  operation,
  input,
  body: jsonText({
    __type: random.pick(['AccessDeniedException', 'com.amazonaws.ssm#InternalServerError']),
    message: 'no',
  }),
});

function stateItem(random, node, start) {
  const counted = (state) =>
    [...node.states.values()].filter((one) => one.toLowerCase().replaceAll('_', '') === state).length;
  const open = {
    MissingCount: counted('missing'),
    FailedCount: counted('failed'),
    InstalledPendingRebootCount: counted('installedpendingreboot'),
    InstalledRejectedCount: counted('installedrejected'),
  };
  const others = { InstalledCount: 12, InstalledOtherCount: 3, NotApplicableCount: 700 };
  const updates = random.chance(0.3) ? { AvailableSecurityUpdateCount: random.int(0, 3) } : {};
  const counts = { ...open, ...others, ...updates, ...levelCounts(random, open) };
  for (const name of Object.keys(counts))
    if (random.chance(0.08)) counts[name] = oddCount(random, counts[name]);
  return {
    InstanceId: node.id,
    PatchGroup: node.group,
    BaselineId: node.baseline,
    Operation: random.pick(['Scan', 'Install']),
    OperationStartTime: time(random, start - 3600 * SECOND),
    OperationEndTime: random.chance(0.1)
      ? random.pick([undefined, 0.0, raw('-6.21355968E10'), 'soon', raw('2.0E9')])
      : time(random, start - random.pick([0, 1, 2, 8]) * DAY - 1800 * SECOND),
    RebootOption: random.pick([undefined, 'NoReboot']),
    UnreportedNotApplicableCount: -1,
    ...counts,
  };
}

function levelCounts(random, open) {
  if (random.chance(0.4)) return {};
  const total = Object.values(open).reduce((sum, one) => sum + one, 0);
  return {
    CriticalNonCompliantCount: 0,
    SecurityNonCompliantCount: random.chance(0.1) ? total + 1 : total,
    OtherNonCompliantCount: 0,
  };
}

const oddCount = (random, count) =>
  random.pick([undefined, null, -1, String(count), `${count}x`, count + 0.5, raw(`${count}.0`), count + 1, true]);

/** A time in one of the forms that occur. */
function time(random, ms) {
  const seconds = Math.round(ms / SECOND);
  const exponent = `${String(seconds)[0]}.${String(seconds).slice(1)}E9`;
  return random.pick([seconds, raw(`${seconds}.0`), raw(exponent), new Date(seconds * SECOND).toISOString(), String(seconds)]);
}

function findings(random, node, patches) {
  const operation = 'DescribeInstancePatches';
  const states = random.chance(0.2) ? ['Missing', ...random.some(['Failed', 'InstalledRejected'], 0.5)] : undefined;
  const Filters = random.chance(0.05)
    ? [{ Key: 'Severity', Values: ['Critical'] }]
    : states && [{ Key: 'State', Values: states }];
  const input = { InstanceId: node.id, ...(Filters && { Filters }) };
  const { scopeId } = node;
  if (random.chance(0.12)) return [failed(random, scopeId, operation, input)];
  const known = [...node.states].filter(([, state]) => !states || states.includes(state));
  const rows = random.shuffle(known).map(([i, state]) => patchRow(random, patches[i], state));
  if (rows.length > 0 && random.chance(0.05)) rows.push({ ...rows[0], State: random.pick(words.STATES) });
  const pages = paged(random, rows, { scopeId, operation, input, member: 'Patches' });
  return random.chance(0.04) ? pages.slice(random.int(0, 1), random.int(1, pages.length)) : pages;
}

function patchRow(random, { cves, ...patch }, state) {
  const names = random.shuffle(cves).join(random.pick([',', ', ']));
  return {
    ...patch,
    State: state,
    InstalledTime: random.pick([0, raw('0.0'), raw('-62135596800.0'), raw('-6.21355968E10'), '2026-01-01T00:00:00Z', undefined]),
    CVEIds: random.chance(0.3) ? undefined : names,
    FutureMember: random.pick([undefined, { a: ['}"]'] }]),
  };
}

function explanations(random, scopeId, nodes) {
  const items = random.some(nodes, 0.3).map(({ id }) => ({
    ComplianceType: random.pick(['Patch', 'Association', 'association', 'Custom:X']),
    ResourceType: 'ManagedInstance',
    ResourceId: id,
    Status: 'COMPLIANT',
    ExecutionSummary: { ExecutionTime: 1.7e9, ExecutionType: 'Command' },
  }));
  const operation = 'ListResourceComplianceSummaries';
  if (items.length === 0) return [];
  return paged(random, items, { scopeId, operation, input: {}, member: 'ResourceComplianceSummaryItems' });
}

function baselines(random, scopeId) {
  return random.some(words.BASELINES.slice(0, 2), 0.6).map((BaselineId) => ({
    scopeId,
    operation: 'GetPatchBaseline',
    input: { BaselineId },
    body: jsonText({
      BaselineId,
      Name: random.pick(['Default', 'Custom']),
      ApprovedPatches: random.chance(0.2) ? ['KB890830'] : [],
      ApprovedPatchesComplianceLevel: 'HIGH',
      AvailableSecurityUpdatesComplianceStatus: random.pick([undefined, 'COMPLIANT', 'NON_COMPLIANT']),
      ApprovalRules: { PatchRules: random.times(0, 2, () => baselineRule(random)) },
    }),
  }));
}

const baselineRule = (random) => ({
  ComplianceLevel: random.pick([undefined, 'CRITICAL', 'MEDIUM']),
  ApproveAfterDays: random.pick([undefined, 0, 7]),
  PatchFilterGroup: {
    PatchFilters: [
      { Key: random.pick(['CLASSIFICATION', 'PRODUCT']), Values: [random.pick(['Security', '*'])] },
      { Key: random.pick(['SEVERITY', 'MSRC_SEVERITY']), Values: ['Critical', 'Low'] },
    ],
  },
});

function releases(random, scopeId, patches) {
  const items = random.some(patches, 0.3).map(({ KBId, Title, cves }) => ({
    ...(random.chance(0.8) && { KbNumber: KBId }),
    ...{ Name: 'bash', Arch: 'x86_64', Version: '5.2', Release: '1', Epoch: random.pick([0, undefined]) },
    Title,
    ReleaseDate: time(random, NOW - random.int(1, 20) * DAY),
    CVEIds: cves,
  }));
  if (items.length === 0) return [];
  const operation = 'DescribeAvailablePatches';
  return paged(random, items, { scopeId, operation, input: {}, member: 'Patches' });
}
