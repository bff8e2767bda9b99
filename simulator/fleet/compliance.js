import { levelOf } from './baselines/approval.js';
import { isNonCompliant } from './patch-state.js';
import { randomOf } from './random.js';

/** Compliance levels, worst first. */
export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNSPECIFIED'];
const NOT_IN_THE_BASELINE = new Set(['InstalledOther', 'NotApplicable']);
const YEAR_ONE = -62135596800;

/**
 * Something of a node that is compliant or not. Timestamps are epoch seconds.
 * @typedef {object} ComplianceItem
 * @property {'Association' | 'Patch'} type
 * @property {string} id
 * @property {string} title
 * @property {'COMPLIANT' | 'NON_COMPLIANT' | ''} status empty for Windows patches that do not apply
 * @property {string} severity
 * @property {number} executedAt
 * @property {string} [executionId]
 * @property {string} [executionType]
 * @property {Record<string, string>} details
 */

/**
 * The compliance items of a node: its association, which scans it, and its patches.
 * @param {import('./fleet.js').Fleet} fleet
 * @param {import('./node.js').Node} node
 * @returns {ComplianceItem[]} none if it was never scanned
 */
export function complianceItems(fleet, node) {
  if (node.documentName === undefined) return [];
  const baseline = fleet.baselineOf(node);
  const execution = {
    executedAt: Math.floor(node.scannedAt),
    executionId: executionIdOf(fleet, node),
    executionType: node.isScanned ? 'Command' : 'association',
  };
  const layout = fleet.layout(node);
  const patches = fleet.patches(node).map((patch, at) => ({
    type: 'Patch',
    id: patch.kbId,
    title: patch.title,
    status: statusOf(patch.state, { platform: node.platform, baseline }),
    severity: severityOf(layout[at], { platform: node.platform, baseline }),
    ...execution,
    details: detailsOf(patch, { node, baseline }),
  }));
  return [associationOf(fleet, node), ...patches];
}

function executionIdOf({ seed }, { key, scanDay }) {
  const scan = scanDay === 0 ? [] : [scanDay];
  return randomOf('execution', seed, key, ...scan).uuid();
}

function associationOf(fleet, node) {
  return {
    type: 'Association',
    id: randomOf('association', fleet.seed, node.environment).uuid(),
    title: '',
    status: node.associationStatus === 'Success' ? 'COMPLIANT' : 'NON_COMPLIANT',
    severity: 'UNSPECIFIED',
    executedAt: Math.floor(node.scannedAt),
    executionType: node.isScanned ? undefined : 'association',
    details: { DocumentName: node.documentName, DocumentVersion: '1' },
  };
}

function statusOf(state, { platform, baseline }) {
  if (isNonCompliant(state, baseline)) return 'NON_COMPLIANT';
  return state === 'NotApplicable' && platform.type === 'Windows' ? '' : 'COMPLIANT';
}

function severityOf({ patch, state }, { platform, baseline }) {
  return NOT_IN_THE_BASELINE.has(state) ? 'UNSPECIFIED' : levelOf(baseline, patch, platform);
}

function detailsOf(patch, { node, baseline }) {
  return {
    Classification: patch.classification,
    DocumentName: node.documentName,
    DocumentVersion: '1',
    InstalledTime: installedTime(patch),
    PatchBaselineId: baseline.id,
    PatchGroup: node.patchGroup,
    PatchSeverity: patch.severity,
    PatchState: patch.state,
  };
}

function installedTime({ installedAt = 0 }) {
  if (installedAt === 0 || installedAt === YEAR_ONE) return '';
  return `${new Date(installedAt * 1000).toISOString().slice(0, 19)}Z`;
}

/**
 * How many items of one type a node has, by compliance and severity.
 * @typedef {object} ResourceSummary
 * @property {'Association' | 'Patch'} type
 * @property {'COMPLIANT' | 'NON_COMPLIANT'} status
 * @property {string} severity the worst severity of the non-compliant items
 * @property {Record<string, number>} compliant counts by severity
 * @property {Record<string, number>} nonCompliant counts by severity
 * @property {number} executedAt
 * @property {string} [executionId]
 * @property {string} [executionType]
 */

/**
 * @param {ComplianceItem[]} items all items of a node
 * @returns {ResourceSummary[]} one for each type
 */
export function resourceSummaries(items) {
  const types = [...new Set(items.map(({ type }) => type))];
  return types.map((type) => summaryOf(items.filter((item) => item.type === type)));
}

function summaryOf(items) {
  const [{ type, executedAt, executionId, executionType }] = items;
  const compliant = countSeverities(items.filter(({ status }) => status === 'COMPLIANT'));
  const nonCompliant = countSeverities(items.filter(({ status }) => status === 'NON_COMPLIANT'));
  const worst = SEVERITIES.find((severity) => nonCompliant[severity] > 0);
  return {
    type,
    status: worst === undefined ? 'COMPLIANT' : 'NON_COMPLIANT',
    severity: worst ?? 'UNSPECIFIED',
    compliant,
    nonCompliant,
    executedAt,
    executionId,
    executionType,
  };
}

/** @param {{ severity: string }[]} items @returns {Record<string, number>} */
export function countSeverities(items) {
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0]));
  for (const { severity } of items) counts[severity] += 1;
  return counts;
}
