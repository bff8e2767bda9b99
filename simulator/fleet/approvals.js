import { approvalOf } from './baselines/approval.js';

const APPROVED = new Set(['APPROVED', 'EXPLICIT_APPROVED']);
const INSTALLED = new Set(['Installed', 'InstalledPendingReboot']);
const OPEN = new Set(['Missing', 'Failed']);

/**
 * The layout of a node as its baseline sees it. A patch that the baseline has not approved by the
 * time of the scan is not missing: it is an available security update on Windows, and not reported
 * elsewhere. If it is installed, it is an `InstalledOther`.
 * @param {import('./layout.js').Layout} layout
 * @param {import('./baselines/baseline.js').Baseline} baseline
 * @param {Parameters<typeof approvalOf>[2]} context
 * @returns {import('./layout.js').Layout}
 */
export function withApprovals(layout, baseline, context) {
  return layout
    .map(({ patch, state, ...rest }) => {
      const status = approvalOf(baseline, patch, context)?.status;
      const seen = stateSeen({ patch, state, status }, context.platform);
      return { patch: seen === 'InstalledOther' ? unrated(patch) : patch, state: seen, ...rest };
    })
    .filter(({ state }) => state !== undefined);
}

/**
 * The patches that a node needs and its baseline approves later, oldest first.
 * @param {import('./layout.js').Layout} layout
 * @param {import('./baselines/baseline.js').Baseline} baseline
 * @param {Parameters<typeof approvalOf>[2]} context
 */
export function pendingPatches(layout, baseline, context) {
  return layout
    .filter(({ state }) => OPEN.has(state))
    .map(({ patch }) => patch)
    .filter((patch) => approvalOf(baseline, patch, context)?.status === 'PENDING_APPROVAL')
    .reverse();
}

/** @returns {string | undefined} undefined for a patch that is not reported */
function stateSeen({ patch, state, status }, platform) {
  if (state === 'InstalledRejected' && status !== 'EXPLICIT_REJECTED') {
    return APPROVED.has(status) ? 'Installed' : 'InstalledOther';
  }
  if (APPROVED.has(status)) return state;
  if (INSTALLED.has(state)) return 'InstalledOther';
  return OPEN.has(state) ? unapprovedState(patch, platform) : state;
}

/**
 * The state of a patch that a node needs and its baseline has not approved.
 * @param {import('./catalog/advisory.js').CatalogPatch} patch
 * @param {import('./platforms.js').Platform} platform
 * @returns {'AvailableSecurityUpdate' | undefined} undefined if it is not reported
 */
export function unapprovedState({ classification }, { type }) {
  const isSecurity = classification === 'SecurityUpdates';
  return type === 'Windows' && isSecurity ? 'AvailableSecurityUpdate' : undefined;
}

/** Patches that a baseline does not know have neither severity nor classification. */
function unrated(patch) {
  return { ...patch, classification: '', severity: '', cveIds: '', isCritical: false };
}
