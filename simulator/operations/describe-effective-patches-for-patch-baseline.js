import { approvalOf } from '../fleet/baselines/approval.js';
import { PLATFORMS } from '../fleet/platforms.js';
import { listingOf } from '../paging.js';
import { modeledError } from '../service-error.js';
import { baselineNamed } from './get-patch-baseline.js';
import { wirePatch } from './wire-patch.js';

/** The patches that a baseline approves or rejects, now or soon; for Windows only. */
export const describeEffectivePatchesForPatchBaseline = {
  input: 'DescribeEffectivePatchesForPatchBaselineRequest',

  answer(call, service) {
    const baseline = baselineNamed(call.input.BaselineId, service.fleet);
    if (baseline.operatingSystem !== 'WINDOWS') throw unsupported(baseline.operatingSystem);
    const listing = listingOf(effectivePatches(baseline, service.fleet));
    const page = service.pageOf(call, listing, { defaultSize: 50, lastToken: '' });
    return {
      EffectivePatches: page.items.map(({ patch, platform, approval }) => ({
        Patch: wirePatch(patch, platform, service),
        PatchStatus: wireStatus(approval, service.time),
      })),
      NextToken: page.nextToken,
    };
  },
};

function effectivePatches(baseline, fleet) {
  const { start } = fleet;
  return PLATFORMS.filter(({ type }) => type === 'Windows').flatMap((platform) =>
    fleet
      .catalog(platform)
      .patches.map((patch) => ({
        patch,
        platform,
        approval: approvalOf(baseline, patch, { platform, start }),
      }))
      .filter(({ approval }) => approval !== undefined),
  );
}

/** What was rejected has no approval date: 0. */
function wireStatus({ status, level, approvedAt = 0 }, time) {
  return {
    DeploymentStatus: status,
    ComplianceLevel: level,
    ApprovalDate: time(Math.round(approvedAt), 'exponent'),
  };
}

function unsupported(operatingSystem) {
  return modeledError(
    'UnsupportedOperatingSystem',
    `Effective patches are not supported for ${operatingSystem}.`,
  );
}
