/** All that the benchmarks call of `patchlens/fleet`. */
import { PatchClient } from 'patchlens';
import { Fleet, scanFleet } from 'patchlens/fleet';
import { CREDENTIALS } from '../page.mjs';
import { NOW, SCOPE } from './data/catalog.mjs';

const REGION = SCOPE.split('/')[1];

/** @returns {import('./asked.mjs').Contender & { fleet: Fleet }} */
export function load(data) {
  const fleet = newFleet();
  for (const page of data.pages('states')) {
    ingest(fleet, 'DescribeInstancePatchStates', { InstanceIds: page.instanceIds }, page);
  }
  for (const page of data.pages('patches')) {
    ingest(fleet, 'DescribeInstancePatches', { InstanceId: page.instanceIds[0] }, page);
  }
  return contender(fleet);
}

/** @returns {Fleet} empty, asked as of the moment of the data */
export function newFleet() {
  return asOfNow(new Fleet());
}

/** @param {Uint8Array} snapshot @returns {Promise<Fleet>} */
export async function openFleet(snapshot) {
  return asOfNow(await Fleet.open(snapshot));
}

/**
 * @param {Fleet} fleet
 * @param {string} operation
 * @param {object} input of the operation
 * @param {import('./data/pages.mjs').Page} page
 */
export function ingest(fleet, operation, input, { body, readAt }) {
  fleet.ingest(SCOPE, operation, input, body, new Date(readAt * 1000));
}

/** @returns {import('./asked.mjs').Contender & { fleet: Fleet }} */
export function contender(fleet) {
  const ask = { filter, age, text, sortSeverity, sortNode, groupSeverity, groupCve, nodesOfCve };
  return {
    fleet,
    ask: Object.fromEntries(Object.entries(ask).map(([k, f]) => [k, (input) => f(fleet, input)])),
    snapshot: () => fleet.snapshot(),
  };
}

/**
 * Scans the given nodes, with their open patches and nothing else.
 *
 * @param {{ endpoint: string, instanceIds: string[], concurrency: number }} options
 * @returns {Promise<{ nodes: number, findings: number, patches: number }>}
 */
export async function scan({ endpoint, instanceIds, concurrency }) {
  const client = new PatchClient({ region: REGION, credentials: CREDENTIALS, endpoint });
  const options = { nodes: { instanceIds }, patches: 'open', explain: false, concurrency };
  const fleet = await scanFleet({ id: SCOPE, client }, options);
  if (!fleet.complete) throw new Error('incomplete scan', { cause: fleet.failures[0]?.error });
  return { nodes: fleet.nodeCount, findings: fleet.findingCount, patches: fleet.patchCount };
}

function asOfNow(fleet) {
  fleet.setRules({ now: new Date(NOW * 1000) });
  return fleet;
}

function filter(fleet, { severities, state }) {
  const tokens = [
    { property: 'severity', operator: '=', value: severities },
    { property: 'state', operator: '=', value: state },
  ];
  return fleet.findings({ filter: { tokens }, limit: 0 }).total;
}

function age(fleet, { days }) {
  const tokens = [{ property: 'age', operator: '>=', value: `${days}d` }];
  return fleet.findings({ filter: { tokens }, limit: 0 }).total;
}

function text(fleet, { text }) {
  return fleet.findings({ filter: { tokens: [], text }, limit: 0 }).total;
}

function sortSeverity(fleet, page) {
  const sort = [{ property: 'severity', descending: true }, { property: 'firstSeen' }];
  return findingRows(fleet, { sort, ...page });
}

function sortNode(fleet, page) {
  return findingRows(fleet, { sort: [{ property: 'instanceId' }, { property: 'title' }], ...page });
}

function findingRows(fleet, query) {
  return fleet
    .findings(query)
    .rows.map((it) => [it.instanceId, it.title, it.state, it.firstSeen.getTime() / 1000]);
}

function groupSeverity(fleet) {
  const { groups } = fleet.groups('findings', 'severity');
  return groups.map((it) => [it.value, it.nodes, it.findings]);
}

function groupCve(fleet, { limit }) {
  const sort = [{ property: 'nodes', descending: true }];
  const { total, rows } = fleet.cves({ sort, limit });
  return { total, rows: rows.map((it) => [it.cve, it.nodes]) };
}

function nodesOfCve(fleet, { cve, limit }) {
  const tokens = [{ property: 'cves', operator: '=', value: cve }];
  const { total, rows } = fleet.nodes({ filter: { tokens }, limit });
  return { total, ids: rows.map((it) => it.instanceId) };
}
