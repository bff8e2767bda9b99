import { approvalOf } from '../../fleet/baselines/approval.js';
import { patchProperties } from '../../fleet/patch-properties.js';
import { PLATFORMS } from '../../fleet/platforms.js';
import { baselineNamed } from '../baseline-named.js';
import { declaredError } from '../declared-error.js';
import { patchTest } from '../filters/patches.js';
import { patchOutput } from '../output/patch.js';
import { listingOf } from '../paging.js';
import { validationError } from '../validation-error.js';

const WINDOWS_KEYS = {
  PATCH_SET: () => 'OS',
  PRODUCT: (patch) => patch.Product,
  PRODUCT_FAMILY: (patch) => patch.ProductFamily,
  MSRC_SEVERITY: (patch) => patch.MsrcSeverity,
  CLASSIFICATION: (patch) => patch.Classification,
  PATCH_ID: (patch) => patch.KbNumber,
};
const LINUX_KEYS = {
  PRODUCT: (patch) => patch.Product,
  NAME: (patch) => patch.Name,
  SEVERITY: (patch) => patch.Severity,
  CLASSIFICATION: (patch) => patch.Classification,
  EPOCH: (patch) => String(patch.Epoch),
  VERSION: (patch) => patch.Version,
  RELEASE: (patch) => patch.Release ?? '',
  ARCH: (patch) => patch.Arch,
  REPOSITORY: (patch) => patch.Repository,
  ADVISORY_ID: (patch) => patch.AdvisoryIds,
  CVE_ID: (patch) => patch.CVEIds,
  BUGZILLA_ID: (patch) => patch.BugzillaIds,
};
const WINDOWS = PLATFORMS.filter(({ type }) => type === 'Windows');
const LINUX = PLATFORMS.filter(({ type }) => type === 'Linux');

/**
 * The patches that baselines can include: those for Windows, unless a filter names Linux products.
 * The service knows Amazon Linux 1 and 2 here, the simulator the distributions of its fleet.
 *
 * Filters: the keys above for Windows and, together with `PRODUCT`, for Linux.
 * @type {import('../operation.js').ListOperation}
 */
export const describeAvailablePatches = {
  pageSize: 50,
  lastToken: '',
  list({ input: { Filters } }, { fleet }) {
    const linux = linuxPlatformsIn(Filters);
    const matches = patchTest(Filters, linux.length > 0 ? LINUX_KEYS : WINDOWS_KEYS);
    const patches = (linux.length > 0 ? linux : WINDOWS).flatMap((platform) =>
      fleet.published(platform).map((patch) => patchOutput(patch, platform, fleet)),
    );
    return listingOf(patches.filter(matches));
  },
  describe: (patch) => patch,
};

function linuxPlatformsIn(filters = []) {
  const products = filters.filter(({ Key }) => Key === 'PRODUCT').flatMap(({ Values }) => Values);
  return LINUX.filter(({ product }) => products.includes(product));
}

/**
 * The patches that a baseline approves or rejects, now or later; for Windows only.
 * @type {import('../operation.js').ListOperation}
 */
export const describeEffectivePatchesForPatchBaseline = {
  pageSize: 50,
  lastToken: '',
  list({ input }, { fleet }) {
    const baseline = baselineNamed(input.BaselineId, fleet);
    const { operatingSystem } = baseline;
    if (operatingSystem !== 'WINDOWS') throw unsupportedOperatingSystem(operatingSystem);
    return listingOf(effectivePatches(baseline, fleet));
  },
  describe: ({ patch, platform, approval }, { fleet }) => ({
    Patch: patchOutput(patch, platform, fleet),
    PatchStatus: {
      DeploymentStatus: approval.status,
      ComplianceLevel: approval.level,
      // A rejected patch has no approval date, which the service writes as 0.
      ApprovalDate: Math.round(approval.approvedAt ?? 0),
    },
  }),
};

function effectivePatches(baseline, fleet) {
  const { start, now } = fleet;
  const at = now.getTime() / 1000;
  const entries = WINDOWS.flatMap((platform) =>
    fleet.published(platform).map((patch) => ({
      patch,
      platform,
      approval: approvalOf(baseline, patch, { platform, start, at }),
    })),
  );
  return entries.filter(({ approval }) => approval !== undefined);
}

function unsupportedOperatingSystem(operatingSystem) {
  return declaredError(
    'UnsupportedOperatingSystem',
    `Effective patches are not supported for ${operatingSystem}.`,
  );
}

/**
 * The values that a property of patches can have, for filters and rules.
 * @type {import('../operation.js').ListOperation}
 */
export const describePatchProperties = {
  pageSize: 50,
  list({ input: { OperatingSystem, Property, PatchSet = 'OS' } }) {
    const values = patchProperties(OperatingSystem, Property, PatchSet);
    if (values === undefined) {
      throw validationError(`Patches for ${OperatingSystem} have no property ${Property}.`);
    }
    return listingOf(values);
  },
  describe: (Name) => ({ Name }),
};
