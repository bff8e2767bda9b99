import { PLATFORMS } from '../fleet/platforms.js';
import { listingOf } from '../paging.js';
import { patchTest } from './patch-filters.js';
import { wirePatch } from './wire-patch.js';

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

/**
 * The patches that baselines can include: those for Windows, unless a filter names Linux products.
 * The service knows Amazon Linux 1 and 2 here; the simulator, the distributions of its fleet.
 */
export const describeAvailablePatches = {
  input: 'DescribeAvailablePatchesRequest',

  answer(call, service) {
    const { Filters = [] } = call.input;
    const platforms = platformsOf(Filters);
    const isLinux = platforms.some(({ type }) => type === 'Linux');
    const matches = patchTest(Filters, isLinux ? LINUX_KEYS : WINDOWS_KEYS);
    const patches = platforms
      .flatMap((platform) => patchesOf(platform, service))
      .filter(matches);
    const page = service.pageOf(call, listingOf(patches), { defaultSize: 50, lastToken: '' });
    return { Patches: page.items, NextToken: page.nextToken };
  },
};

function platformsOf(filters) {
  const products = filters.filter(({ Key }) => Key === 'PRODUCT').flatMap(({ Values }) => Values);
  const linux = PLATFORMS.filter(
    ({ type, product }) => type === 'Linux' && products.includes(product),
  );
  return linux.length > 0 ? linux : PLATFORMS.filter(({ type }) => type === 'Windows');
}

function patchesOf(platform, service) {
  const { patches } = service.fleet.catalog(platform);
  return patches.map((patch) => wirePatch(patch, platform, service));
}
