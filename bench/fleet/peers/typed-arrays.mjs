/** Typed arrays and loops by hand, as a careful developer writes them. */
import { severityRank, STATES } from '../asked.mjs';
import { DAY, NOW } from '../data.mjs';
import { columns } from './columns.mjs';

/** @returns {import('../asked.mjs').Contender} */
export function load(data) {
  const store = indexed(columns(data));
  const ask = { filter, age, text, sortSeverity, sortNode, groupSeverity, groupCve, nodesOfCve };
  return {
    ask: Object.fromEntries(Object.entries(ask).map(([k, f]) => [k, (input) => f(store, input)])),
  };
}

function indexed(store) {
  const severities = [...new Set(store.patches.map((it) => it.severity))];
  const cves = [...new Set(store.patches.flatMap((it) => it.cves))];
  const idOfCve = new Map(cves.map((it, i) => [it, i]));
  return {
    ...store,
    severities,
    cves,
    severityOf: Uint8Array.from(store.patches, (it) => severities.indexOf(it.severity)),
    cvesOf: store.patches.map((it) => Uint32Array.from(it.cves, (cve) => idOfCve.get(cve))),
    rankOf: Uint8Array.from(store.patches, (it) => severityRank(it.severity)),
    titleOrder: order(store.patches.map((it) => it.title.toLowerCase())),
    nodeOrder: order(store.nodes.map((it) => it.instanceId)),
  };
}

function filter({ severities, severityOf, patch, state, length }, wanted) {
  const isWanted = Uint8Array.from(severities, (it) => wanted.severities.includes(it));
  const wantedState = STATES.indexOf(wanted.state);
  let count = 0;
  for (let i = 0; i < length; i += 1) {
    if (state[i] === wantedState) count += isWanted[severityOf[patch[i]]];
  }
  return count;
}

function age({ since, length }, { days }) {
  const latest = NOW - days * DAY;
  let count = 0;
  for (let i = 0; i < length; i += 1) if (since[i] <= latest) count += 1;
  return count;
}

function text({ patches, nodes, patch, node, length }, { text }) {
  const inPatch = Uint8Array.from(patches, (it) => it.text.includes(text));
  const inNode = Uint8Array.from(nodes, (it) => it.text.includes(text));
  let count = 0;
  for (let i = 0; i < length; i += 1) count += inPatch[patch[i]] | inNode[node[i]];
  return count;
}

function sortSeverity(store, page) {
  const { rankOf, nodeOrder, patch, node, since, length } = store;
  const earliest = since.reduce((a, b) => Math.min(a, b));
  const keys = new Float64Array(length);
  for (let i = 0; i < length; i += 1) {
    const time = (6 - rankOf[patch[i]]) * 2 ** 26 + (since[i] - earliest);
    keys[i] = time * 2 ** 17 + nodeOrder[node[i]];
  }
  return pageOf(store, keys, page);
}

function sortNode(store, page) {
  const { titleOrder, nodeOrder, patch, node, length } = store;
  const keys = new Float64Array(length);
  for (let i = 0; i < length; i += 1) {
    keys[i] = nodeOrder[node[i]] * 2 ** 15 + titleOrder[patch[i]];
  }
  return pageOf(store, keys, page);
}

function groupSeverity({ severities, severityOf, patch, node, length }) {
  const groups = severities.map((value) => [value, 0, 0]);
  const lastNode = new Int32Array(severities.length).fill(-1);
  for (let i = 0; i < length; i += 1) {
    const severity = severityOf[patch[i]];
    groups[severity][2] += 1;
    if (lastNode[severity] === node[i]) continue;
    lastNode[severity] = node[i];
    groups[severity][1] += 1;
  }
  return groups.sort((a, b) => b[1] - a[1] || b[2] - a[2] || compare(a[0], b[0]));
}

function groupCve({ cves, cvesOf, patch, node, length }, { limit }) {
  const lastNode = new Int32Array(cves.length).fill(-1);
  const nodes = new Uint32Array(cves.length);
  for (let i = 0; i < length; i += 1) {
    for (const cve of cvesOf[patch[i]]) {
      if (lastNode[cve] === node[i]) continue;
      lastNode[cve] = node[i];
      nodes[cve] += 1;
    }
  }
  const rows = cves.map((cve, i) => [cve, nodes[i]]);
  rows.sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
  return { total: cves.length, rows: rows.slice(0, limit) };
}

function nodesOfCve({ patches, nodes, patch, node, length }, { cve, limit }) {
  const names = Uint8Array.from(patches, (it) => it.cves.includes(cve));
  const found = [];
  let last = -1;
  for (let i = 0; i < length; i += 1) {
    if (names[patch[i]] === 0 || node[i] === last) continue;
    last = node[i];
    found.push(nodes[last].instanceId);
  }
  return { total: found.length, ids: found.sort().slice(0, limit) };
}

// Sorts the keys alone, natively, and looks up the rows between the page's first and last key.
function pageOf({ nodes, patches, node, patch, state, since }, keys, { offset, limit }) {
  const sorted = keys.slice().sort();
  const last = Math.min(offset + limit, sorted.length) - 1;
  const within = [];
  let before = 0;
  for (let i = 0; i < keys.length; i += 1) {
    if (keys[i] < sorted[offset]) before += 1;
    else if (keys[i] <= sorted[last]) within.push(i);
  }
  within.sort((a, b) => keys[a] - keys[b] || patch[a] - patch[b]);
  return within
    .slice(offset - before, offset - before + limit)
    .map((i) => [nodes[node[i]].instanceId, patches[patch[i]].title, STATES[state[i]], since[i]]);
}

/** @returns {Uint32Array} the place of each text among all */
function order(texts) {
  const places = new Uint32Array(texts.length);
  const sorted = Uint32Array.from(texts.keys()).sort((a, b) => compare(texts[a], texts[b]));
  sorted.forEach((text, place) => {
    places[text] = place;
  });
  return places;
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}
