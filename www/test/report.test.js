/** The report: what its address says, what is gathered, where it is cut, and the file of it. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { PatchClient } from 'patchlens';
import { Fleet, parseFilter, scanFleet } from 'patchlens/fleet';
import { createSimulator, SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { pageCode } from './page-code.js';

const {
  filterWords,
  formatReportQuery,
  gatherReport,
  parseReportQuery,
  parseRoute,
  readFilter,
  reportClock,
  reportHtml,
  reportQuestion,
} = await pageCode(
  'model/filter-text',
  'model/filter-words',
  'model/report-query',
  'model/route',
  'report/gather',
  'report/html',
  'report/report-times',
);

const ALL = 'table=nodes,findings,patches,cves';
const TARGETS = { Critical: 7, Important: 30, High: 30 };
const HOSTILE = '</style><script>alert(1)</script>"\'&\0\u202e';

/** A fleet of a simulator in this process. `change` alters what the service says of patches. */
async function fleetOf({ nodes = 60, change } = {}) {
  const faults = ({ operation }) =>
    change && operation === 'DescribeInstancePatches' ? { kind: 'lie', change } : undefined;
  const simulator = createSimulator({ fleet: { nodes }, faults });
  const client = new PatchClient({
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:4566/',
    credentials: SAMPLE_CREDENTIALS[0],
    fetch: (request) => simulator.handle(request),
  });
  const fleet = await scanFleet({ id: '111122223333/us-east-1', client });
  fleet.setRules({ targets: TARGETS });
  return fleet;
}

/** As the package's own local source; a fleet of another bundle would not be one. */
function sourceOf(fleet) {
  const questions = ['summary', 'nodes', 'findings', 'patches', 'cves', 'groups', 'values'];
  const answers = questions.map((name) => [name, async (...input) => fleet[name](...input)]);
  const { scopes, complete, scannedAt } = fleet;
  const describe = async () => ({ scopes, complete, scannedAt, can: [] });
  return { ...Object.fromEntries(answers), describe };
}

function gather(fleet, query = '', options = {}) {
  return gatherReport(sourceOf(fleet), {
    query: parseReportQuery(query),
    source: { kind: 'aws' },
    rules: { staleDays: 7, targets: TARGETS },
    isRead: true,
    readsFindings: true,
    timeZone: 'Europe/Berlin',
    exceptions: [],
    ...options,
  });
}

const fileOf = (data) => [...reportHtml(data, 'p{}')].join('');
/** The text of a file as a reader sees it. */
const textOf = (html) => html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

let fleet;
before(async () => {
  fleet = await fleetOf();
});

test('the address has the differences to the defaults, and comes back as it was', () => {
  assert.equal(parseRoute('#/report?filter=x').page, 'report');
  assert.equal(formatReportQuery(parseReportQuery('')), '');
  const text = 'filter=verdict=stale,unreported&table=findings,cves&sort=findings:-age';
  assert.equal(formatReportQuery(parseReportQuery(text)), text);
  assert.deepEqual(parseReportQuery('table=').tables, []);
  assert.equal(formatReportQuery(parseReportQuery('table=')), 'table=');
});

test('parts of an address that make no sense are left out', () => {
  const query = parseReportQuery('table=cves,users,nodes&sort=nodes:constructor,cves,findings:-due');
  assert.deepEqual(query.tables, ['nodes', 'cves']);
  assert.equal(formatReportQuery(query), 'table=nodes,cves');
  assert.deepEqual(query.sorts.findings, { column: 'due', descending: true });
});

test('one filter is the question of every table', () => {
  const query = parseReportQuery('filter=severity=Critical&sort=nodes:-missing,patches:-nodes');
  for (const table of ['nodes', 'findings', 'patches', 'cves']) {
    const [token] = reportQuestion(table, query).filter.tokens;
    assert.deepEqual([token.property, token.value], ['severity', 'Critical'], table);
  }
  const [first] = reportQuestion('nodes', query).sort;
  assert.deepEqual(first, { property: 'missing', descending: true });
  assert.equal(reportQuestion('patches', query).sort[0].property, 'nodes');
});

test('a filter is a sentence with the names of its properties', () => {
  const words = (text) => filterWords(readFilter(text, 'nodes').filter, 'nodes');
  assert.equal(
    words('verdict=stale,unreported severity>=Important kernel'),
    'Verdict is one of stale, unreported; and Severity by the vendor is at least Important; and a text contains “kernel”',
  );
  assert.match(words('name^a | tag.Owner!=b'), /^Name begins with a; or Owner is not, .* b$/);
});

test('times are those of the reader and of UTC, each once', () => {
  const time = new Date('2026-11-26T23:30:00Z');
  assert.equal(
    reportClock('Europe/Berlin').exact(time),
    '27 Nov 2026, 00:30 CET (26 Nov 2026, 23:30 UTC)',
  );
  assert.equal(reportClock('UTC').exact(time), '26 Nov 2026, 23:30 UTC');
});

test('the numbers and rows are those of the fleet', async () => {
  const progress = [];
  const data = await gather(fleet, ALL, { onProgress: (one) => progress.push(one) });
  assert.deepEqual(data.facts.summary, fleet.summary());
  assert.equal(data.filtered, undefined);
  const counts = data.tables.map(({ table, rows, total, all }) => [table, rows.length, total, all]);
  const { nodeCount, findingCount, patchCount, cveCount } = fleet;
  assert.deepEqual(counts, [
    ['nodes', nodeCount, nodeCount, nodeCount],
    ['findings', findingCount, findingCount, findingCount],
    ['patches', patchCount, patchCount, patchCount],
    ['cves', cveCount, cveCount, cveCount],
  ]);
  const { done, total } = progress.at(-1);
  assert.equal(done, total);
  const text = textOf(fileOf(data));
  assert.match(text, new RegExp(`All ${findingCount.toLocaleString('en')} findings\\.`));
  assert.doesNotMatch(text, /left out|Partial|Not all is known/);
});

test('a filter has its own numbers beside those of the fleet', async () => {
  const data = await gather(fleet, `filter=verdict=non-compliant&${ALL}`);
  const filter = parseFilter('verdict=non-compliant', 'nodes');
  assert.deepEqual(data.filtered, fleet.summary({ filter }));
  assert.equal(data.tables[0].total, fleet.nodes({ filter, limit: 0 }).total);
  const text = textOf(fileOf(data));
  assert.match(text, /Filter Verdict is non-compliant Filter as text verdict=non-compliant/);
  assert.match(text, new RegExp(`${data.tables[0].total} of ${fleet.nodeCount} nodes match`));
});

test('each table of a filtered report says what it is of', async () => {
  const data = await gather(fleet, `filter=verdict=non-compliant&${ALL}`);
  const file = fileOf(data);
  const [before, after] = file.split('<h2>The whole fleet, without the filter</h2>');
  const captions = (html) => [...html.matchAll(/<caption[^>]*>(.*?)<\/caption>/gs)].map(([, text]) => text);
  const tables = (html) => html.match(/<table/g).length;
  assert.equal(captions(before).length, tables(before), 'each table has a caption');
  for (const text of captions(before)) assert.match(text, /filtered/, text);
  assert.ok(tables(before) > ALL.split(',').length);
  assert.match(textOf(after), /The filter does not apply to anything from here on/);
  assert.match(textOf(after), /Findings of the whole fleet against the targets/);
  for (const text of captions(after)) assert.doesNotMatch(text, /filtered/, text);
  assert.doesNotMatch(textOf(fileOf(await gather(fleet, ALL))), /whole fleet, without the filter|filtered/);
});

test('a filter that cannot be read hides nothing, and the report says so', async () => {
  const data = await gather(fleet, 'filter=colour=red');
  assert.equal(data.filter, undefined);
  assert.equal(data.tables[0].total, fleet.nodeCount);
  assert.match(textOf(fileOf(data)), /Not in force colour=red – .* The report is of the whole fleet\./);
});

test('beyond the limit the report says at the cut how many rows are left out', async () => {
  const data = await gather(fleet, ALL, { limit: 10 });
  for (const { table, rows } of data.tables) assert.equal(rows.length, 10, table);
  const cuts = fileOf(data).match(/<p class="report-cut">.*?<\/p>/gs);
  assert.equal(cuts.length, 4);
  const left = (fleet.findingCount - 10).toLocaleString('en');
  assert.match(textOf(cuts[1]), new RegExp(`Cut here: ${left} more findings are left out\\.`));
});

test('a long table has parts, and each row is in one', async () => {
  const data = await gather(fleet, 'table=findings');
  const [table] = data.tables;
  table.rows = Array.from({ length: 2500 }, () => table.rows[0]);
  const file = fileOf(data);
  const captions = file.match(/(?<=<caption>)Findings: [^<]*/g);
  assert.deepEqual(captions, [
    'Findings: rows 1 to 1,000',
    'Findings: rows 1,001 to 2,000',
    'Findings: rows 2,001 to 2,500',
  ]);
  const [, rows] = file.split('<section class="report-rows">');
  assert.equal(rows.match(/<tr><th scope="row">/g).length, 2500);
});

test('exceptions have their findings, and those that are over are expired', async () => {
  const [{ kb }] = fleet.patches({ limit: 1 }).rows;
  const exceptions = [
    { id: 'E-1', match: { kb }, reason: 'Breaks the terminals', by: 'mara', until: '2126-01-31' },
    { id: 'E-2', match: { kb }, where: parseFilter('name^prod', 'nodes'), reason: 'Old', until: '2026-11-25' },
    { id: 'E-3', match: { title: 'x' }, reason: 'For ever' },
  ];
  fleet.setExceptions(exceptions);
  const now = new Date('2026-11-25T23:59:59Z');
  const data = await gather(fleet, '', { exceptions, now });
  fleet.setExceptions([]);
  assert.deepEqual(data.exceptions.map(({ isExpired }) => isExpired), [false, false, false]);
  assert.ok(data.exceptions[0].findings > 0);
  assert.equal(data.exceptions[2].findings, 0);
  const later = await gather(fleet, '', { exceptions, now: new Date('2026-11-26T00:00:00Z') });
  assert.deepEqual(later.exceptions.map(({ isExpired }) => isExpired), [false, true, false]);
  assert.match(textOf(fileOf(later)), /E-2 KB .* name\^prod Old – Not given – Not given 2026-11-25 Expired/);
});

test('an exception ends at its instant in UTC, also where the reader is elsewhere', async () => {
  const exceptions = [{ id: 'E-1', match: { kb: 'x' }, reason: 'Old', until: '2026-11-25T10:00' }];
  const zone = process.env.TZ;
  process.env.TZ = 'America/New_York';
  try {
    const data = await gather(fleet, '', { exceptions, now: new Date('2026-11-25T10:00:01Z') });
    assert.deepEqual(data.exceptions.map(({ isExpired }) => isExpired), [true]);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test('a saved fleet is judged as of its own time, and the report says so', async () => {
  const bytes = fleet.snapshot();
  const saved = await Fleet.open(bytes);
  const until = saved.scannedAt.toISOString().slice(0, 10);
  const exceptions = [{ id: 'E-1', match: { kb: saved.patches({ limit: 1 }).rows[0].kb }, reason: 'Old', until }];
  saved.setExceptions(exceptions);
  const now = new Date(saved.scannedAt.getTime() + 90 * 86_400_000);
  const data = await gather(saved, '', { exceptions, now, source: { kind: 'file' } });
  assert.equal(data.exceptions[0].isExpired, false);
  assert.ok(data.exceptions[0].findings > 0);
  assert.match(textOf(fileOf(data)), /Judged as of \d+ \w+ \d{4}.*not as of today/);
  saved.free();
});

test('through a backend without patches an exception has no number of findings', async () => {
  const exceptions = [{ id: 'E-1', match: { kb: 'x' }, reason: 'Old' }];
  const text = textOf(fileOf(await gather(fleet, '', { exceptions, readsFindings: false })));
  assert.match(text, /so no exception covers anything here/);
  assert.match(text, /E-1 KB x All nodes Old – Not given – Not given No end – Not read/);
});

test('a reading that was cut off, and patches that were not read, are no zeros', async () => {
  const partial = textOf(fileOf(await gather(fleet, '', { isRead: false })));
  assert.match(partial, /Partial The reading of the fleet did not come to its end/);
  const counts = await gather(fleet, ALL, { readsFindings: false });
  assert.deepEqual(counts.tables.map(({ table }) => table), ['nodes']);
  const text = textOf(fileOf(counts));
  assert.match(text, /Open patches are not read through this backend/);
  assert.equal(text.match(/Not read\. No open patch was read/g).length, 4);
});

test('an abort ends the gathering with its reason', async () => {
  const reason = new Error('enough');
  const abort = new AbortController();
  const onProgress = () => abort.abort(reason);
  const gathered = gather(fleet, ALL, { signal: abort.signal, onProgress });
  await assert.rejects(gathered, (error) => error === reason);
});

test('hostile text is text in the file, which allows no script', async () => {
  const change = (output) => ({
    ...output,
    Patches: output.Patches.map((patch) => ({ ...patch, Title: HOSTILE, Severity: HOSTILE })),
  });
  const lying = await fleetOf({ nodes: 30, change });
  const exceptions = [{ id: HOSTILE, match: { title: HOSTILE }, reason: HOSTILE, by: HOSTILE }];
  const data = await gather(lying, ALL, { exceptions, address: `https://x.test/#/report?filter="${HOSTILE}` });
  const file = fileOf(data);
  assert.doesNotMatch(file, /<script|<\/style>.*<\/style>|\0/is);
  assert.match(file, /&lt;\/style&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;&quot;&#39;&amp;\uFFFD/);
  assert.match(file, /<meta http-equiv="Content-Security-Policy" content="default-src 'none';/);
  assert.ok(file.indexOf('Content-Security-Policy') < file.indexOf('<style>'));
  lying.free();
});

test('a filter for an attribute that no node has is no all-clear', async () => {
  const fleet = await fleetOf();
  const data = await gather(fleet, 'filter=tag.Team=payments+verdict=non-compliant');
  assert.deepEqual(data.unknownAttributes, ['Team']);
  const html = fileOf(data);
  assert.match(html, /asks for “Team”, an attribute that no node has/);
  const { rows } = fleet.nodes({ limit: 1 });
  fleet.setAttributes([{ instanceId: rows[0].instanceId, Team: 'search' }]);
  const known = await gather(fleet, 'filter=tag.Team=payments');
  assert.deepEqual(known.unknownAttributes, []);
  fleet.free();
});

test('nodes without the attribute that a filter asks for are said before its rows', async () => {
  const fleet = await fleetOf();
  const { rows } = fleet.nodes({ limit: 10 });
  const team = (at) => (at % 2 ? 'payments' : 'search');
  fleet.setAttributes(rows.map(({ instanceId }, at) => ({ instanceId, Team: team(at) })));
  const without = fleet.nodeCount - rows.length;
  const gapsOf = ({ attributeGaps }) => attributeGaps.map(({ column, nodes }) => [column, nodes]);
  const data = await gather(fleet, `filter=tag.Team=payments+severity=Critical&${ALL}`);
  assert.deepEqual(gapsOf(data), [['Team', without]]);
  const text = textOf(fileOf(data));
  const said = text.indexOf(`${without} nodes have no Team , so the filter says nothing of them`);
  const firstRows = text.search(/\d of \d+ nodes match/);
  assert.ok(said > 0 && said < firstRows, `${said}, ${firstRows}`);
  const known = { 'tag.Team=payments+platform=Ubuntu': true, 'tag.Team!=payments': false, 'verdict=stale': false };
  for (const [filter, hasGap] of Object.entries(known)) {
    assert.equal(gapsOf(await gather(fleet, `filter=${filter}`)).length > 0, hasGap, filter);
  }
  fleet.free();
});

test('nodes that are judged by an old scan are said before the rows', async () => {
  const filter = parseFilter('stale=true verdict!=stale,unreported,stopped', 'nodes');
  const { nodes } = fleet.summary({ filter });
  assert.ok(nodes > 0);
  const data = await gather(fleet, `filter=severity=Critical&${ALL}`);
  assert.equal(data.lookedAt.oldScans, nodes);
  const text = textOf(fileOf(data));
  const said = text.search(new RegExp(`${nodes} more nodes? (is|are) judged by a scan that is too old`));
  assert.ok(said > 0 && said < text.search(/\d+ of \d+ nodes match/));
});

test('nodes without a current verdict are named, among those that the filter looks at', async () => {
  const verdicts = 'verdict=unreported,stale,stopped';
  const all = fleet.nodes({ filter: parseFilter(verdicts, 'nodes'), limit: 1000 });
  assert.ok(all.total > 0 && all.total <= 100);
  const data = await gather(fleet, 'filter=severity=Critical');
  assert.deepEqual(data.lookedAt.withoutVerdict.rows, all.rows);
  const text = textOf(fileOf(data));
  const table = text.slice(text.indexOf(`Nodes without a current verdict: ${all.total}`));
  for (const { instanceId, reason } of all.rows) {
    assert.ok(table.indexOf(instanceId) > 0, instanceId);
    assert.ok(table.includes(textOf(reason)), reason);
  }
  const { platform } = all.rows[0];
  const part = await gather(fleet, `filter=severity=Critical+platform="${platform}"`);
  const ids = all.rows.filter((row) => row.platform === platform).map(({ instanceId }) => instanceId);
  assert.deepEqual(part.lookedAt.withoutVerdict.rows.map(({ instanceId }) => instanceId), ids);
  const none = await gather(fleet, 'filter=severity=Critical+verdict=non-compliant');
  assert.equal(none.lookedAt.withoutVerdict.total, 0);
  assert.doesNotMatch(textOf(fileOf(none)), /Nodes without a current verdict/);
});

test('nodes without a current verdict beyond a hundred are counted', async () => {
  const large = await fleetOf({ nodes: 300 });
  large.setRules({ staleAfterMs: 1 });
  const { total } = large.nodes({ filter: parseFilter('verdict=unreported,stale,stopped', 'nodes') });
  assert.ok(total > 100, String(total));
  const data = await gather(large, 'filter=severity=Critical');
  assert.equal(data.lookedAt.withoutVerdict.rows.length, 100);
  const text = textOf(fileOf(data));
  assert.match(text, new RegExp(`${total - 100} more (is|are) left out here`));
  large.free();
});
