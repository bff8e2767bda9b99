/** arquero's tables of columns. */
import { desc, escape, op, table, toArrowIPC } from 'arquero';
import { severityRank, STATES } from '../asked.mjs';
import { DAY, NOW } from '../data.mjs';
import { columns } from './columns.mjs';
import { cveTable } from './sql.mjs';

/** @returns {import('../asked.mjs').Contender} */
export function load(data) {
  const store = tables(columns(data));
  const ask = { filter, age, text, sortSeverity, sortNode, groupSeverity, groupCve, nodesOfCve };
  return {
    ask: Object.fromEntries(Object.entries(ask).map(([k, f]) => [k, (input) => f(store, input)])),
    snapshot: () => Buffer.concat(Object.values(store).map((it) => toArrowIPC(it))),
  };
}

function tables({ nodes, patches, node, patch, state, since }) {
  const ofPatch = (values) => Array.from(patch, (i) => values[i]);
  const findings = table({
    node,
    instanceId: Array.from(node, (i) => nodes[i].instanceId),
    patch,
    title: ofPatch(patches.map((it) => it.title)),
    foldedTitle: ofPatch(patches.map((it) => it.title.toLowerCase())),
    severity: ofPatch(patches.map((it) => it.severity)),
    rank: Uint8Array.from(ofPatch(patches.map((it) => severityRank(it.severity)))),
    state,
    since,
  });
  return {
    findings,
    nodes: table({ text: nodes.map((it) => it.text) }),
    patches: table({ text: patches.map((it) => it.text) }),
    cves: table(cveTable({ patches })),
  };
}

function filter({ findings }, { severities, state }) {
  return findings
    .params({ severities, state: STATES.indexOf(state) })
    .filter((row, $) => row.state === $.state && op.includes($.severities, row.severity, 0))
    .numRows();
}

function age({ findings }, { days }) {
  return findings
    .params({ latest: NOW - days * DAY })
    .filter((row, $) => row.since <= $.latest)
    .numRows();
}

function text({ findings, nodes, patches }, { text }) {
  const inNode = Array.from(nodes.array('text'), (it) => it.includes(text));
  const inPatch = Array.from(patches.array('text'), (it) => it.includes(text));
  return findings.filter(escape((row) => inPatch[row.patch] || inNode[row.node])).numRows();
}

function sortSeverity({ findings }, page) {
  return pageOf(findings.orderby(desc('rank'), 'since', 'instanceId', 'patch'), page);
}

function sortNode({ findings }, page) {
  return pageOf(findings.orderby('instanceId', 'foldedTitle'), page);
}

function groupSeverity({ findings }) {
  return findings
    .groupby('severity')
    .rollup({ nodes: (row) => op.distinct(row.node), findings: () => op.count() })
    .orderby(desc('nodes'), desc('findings'), 'severity')
    .objects()
    .map((it) => [it.severity, it.nodes, it.findings]);
}

function groupCve({ findings, cves }, { limit }) {
  const groups = findings
    .select('node', 'patch')
    .join(cves, ['patch', 'patch'])
    .groupby('cve')
    .rollup({ nodes: (row) => op.distinct(row.node) });
  const first = groups.orderby(desc('nodes'), 'cve').slice(0, limit).objects();
  return { total: groups.numRows(), rows: first.map((it) => [it.cve, it.nodes]) };
}

function nodesOfCve({ findings, cves }, { cve, limit }) {
  const named = cves.params({ cve }).filter((row, $) => row.cve === $.cve);
  const found = findings.semijoin(named, ['patch', 'patch']).select('instanceId').dedupe();
  const ids = found.orderby('instanceId').slice(0, limit).array('instanceId');
  return { total: found.numRows(), ids: [...ids] };
}

function pageOf(ordered, { offset, limit }) {
  return ordered
    .slice(offset, offset + limit)
    .objects()
    .map((it) => [it.instanceId, it.title, STATES[it.state], it.since]);
}
