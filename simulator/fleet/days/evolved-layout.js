import { unapprovedState } from '../approvals.js';
import { approvalOf } from '../baselines/approval.js';
import { nameless } from '../catalog/advisory.js';
import { randomOf } from '../random.js';

const DAY = 24 * 60 * 60;
const APPROVED = new Set(['APPROVED', 'EXPLICIT_APPROVED']);
/** The states in which a patch waits for the next installation. */
const WAITING = new Set(['Missing', 'Failed', 'InstalledPendingReboot']);
const SUPERSEDED = new Set(['Missing', 'Failed', 'AvailableSecurityUpdate']);
const NOT_OURS = new Set(['InstalledOther', 'NotApplicable', 'InstalledRejected']);
const FAILED_SHARE = 0.04;
const PENDING_SHARE = 0.06;
const DAYS_TO_REBOOT = 2;

/**
 * The layout of a node as its latest scan found it, some days after the start: what was missing has
 * been installed since, and newer patches have superseded others.
 * @param {import('../layout.js').Layout} layout at the start, with install times
 * @param {import('../node.js').Node} node
 * @param {{ pending: import('../catalog/advisory.js').CatalogPatch[],
 *   releases: import('../catalog/advisory.js').CatalogPatch[],
 *   timeline: ReturnType<typeof import('./timeline.js').timelineOf>,
 *   baseline: import('../baselines/baseline.js').Baseline,
 *   fleet: import('../fleet.js').Fleet }} context `pending`: what
 *   waited for its approval at the start, `releases`: what appeared since; both oldest first
 * @returns {import('../layout.js').Layout}
 */
export function evolvedLayout(layout, node, context) {
  const { timeline, fleet } = context;
  let entries = layout.map((entry) => settled(entry, node, timeline));
  const startedAt = fleet.start.getTime() / 1000;
  for (const patch of context.pending) entries = withNewer(entries, entryOf(patch, node, context));
  for (const patch of context.releases) {
    if (startedAt - patch.ageDays * DAY >= timeline.installTime(node.scanDay)) break;
    if (!entries.some((entry) => isOlder(entry, patch))) continue;
    entries = withNewer(entries, entryOf(patch, node, context));
  }
  return entries;
}

/** Whether an entry is of a patch that a newer one supersedes. */
function isOlder({ patch, state }, newer) {
  return patch.chain === newer.chain && !NOT_OURS.has(state);
}

/** What waited at the start is installed on the first day of installation. */
function settled(entry, node, timeline) {
  const day = timeline.installDay(1);
  if (!WAITING.has(entry.state) || day > node.scanDay) return entry;
  const installedAt = entry.installedAt ?? installTime(day, node, timeline);
  return { ...entry, state: 'Installed', installedAt };
}

/** @param {object} [newest] undefined if it is not reported */
function withNewer(entries, newest) {
  if (newest === undefined) return entries;
  if (newest.state !== 'AvailableSecurityUpdate') return [newest, ...superseded(entries, newest)];
  const isListed = entries.some(({ patch }) => patch.kbId === newest.patch.kbId);
  return isListed ? entries : [newest, ...entries];
}

/**
 * The older entries beside a newer one. A patch with the same id is replaced; another one stays if it
 * is installed, and does not apply any more if it is not.
 */
function superseded(entries, { patch: newer }) {
  return entries
    .filter((entry) => !isOlder(entry, newer) || entry.patch.kbId !== newer.kbId)
    .map((entry) => (isOlder(entry, newer) && SUPERSEDED.has(entry.state) ? outdated(entry) : entry));
}

function outdated({ patch: { kbId, ageDays } }) {
  return { patch: nameless(kbId, ageDays), state: 'NotApplicable' };
}

/** @returns {object | undefined} undefined for a patch that is not reported */
function entryOf(patch, node, context) {
  const { timeline, baseline, fleet } = context;
  const at = timeline.installTime(node.scanDay);
  const { platform } = node;
  const approval = approvalOf(baseline, patch, { platform, start: fleet.start, at });
  if (APPROVED.has(approval?.status)) {
    return { patch, ...progressOf(patch, node, context, approval) };
  }
  if (approval?.status === 'EXPLICIT_REJECTED') return undefined;
  const state = unapprovedState(patch, platform);
  return state && { patch, state };
}

/** How far the installation of an approved patch has come by the latest scan. */
function progressOf(patch, node, { timeline, fleet }, { approvedAt }) {
  const { key, scanDay } = node;
  const releasedAt = fleet.start.getTime() / 1000 - patch.ageDays * DAY;
  const day = timeline.installDay(timeline.dayAfter(Math.max(releasedAt, approvedAt)));
  if (day > scanDay) return { state: 'Missing' };
  const fate = randomOf('fate', fleet.seed, key, patch.title).fraction();
  const retry = timeline.installDay(day + 1);
  const hasFailed = fate < FAILED_SHARE;
  if (hasFailed && retry > scanDay) return { state: 'Failed' };
  const isPending =
    !hasFailed && fate < FAILED_SHARE + PENDING_SHARE && scanDay < day + DAYS_TO_REBOOT;
  return {
    state: isPending ? 'InstalledPendingReboot' : 'Installed',
    installedAt: installTime(hasFailed ? retry : day, node, timeline),
  };
}

/** Windows knows the day only. */
function installTime(day, { platform }, timeline) {
  const time = timeline.installTime(day);
  return platform.type === 'Windows' ? Math.floor(time / DAY) * DAY : time;
}
