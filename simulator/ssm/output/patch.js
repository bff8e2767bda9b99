import { randomOf } from '../../fleet/random.js';

const DAY = 24 * 60 * 60;
const DESCRIPTION =
  'A security issue has been identified in a Microsoft software product that could affect your ' +
  'system. You can help protect your system by installing this update from Microsoft.';
const PRODUCT_FAMILIES = {
  AMAZON_LINUX_2023: 'Amazon Linux 2023',
  REDHAT_ENTERPRISE_LINUX: 'Redhat Enterprise Linux',
  UBUNTU: 'Ubuntu',
};
const ADVISORIES = {
  AMAZON_LINUX_2023: (year, number) => `ALAS2023-${year}-${number}`,
  REDHAT_ENTERPRISE_LINUX: (year, number) => `RHSA-${year}:${number}`,
  UBUNTU: (_year, number) => `USN-${number}-1`,
};

/**
 * A patch of the catalog as `Patch`. Here CVE ids are a list and the knowledge base id is
 * `KbNumber`, other than for the patches of a node.
 * @param {import('../../fleet/catalog/advisory.js').CatalogPatch} patch
 * @param {import('../../fleet/platforms.js').Platform} platform
 * @param {{ start: Date }} fleet
 */
export function patchOutput(patch, platform, { start }) {
  const releasedAt = Math.round(start.getTime() / 1000 - patch.ageDays * DAY);
  const output =
    platform.type === 'Windows'
      ? windowsPatch(patch, platform)
      : linuxPatch(patch, platform, new Date(releasedAt * 1000));
  return { ReleaseDate: releasedAt, ...output };
}

function windowsPatch({ kbId, title, classification, severity }, { product }) {
  return {
    Id: randomOf('patch', product, kbId).uuid(),
    Title: title,
    Description: DESCRIPTION,
    ContentUrl: `https://support.microsoft.com/en-us/kb/${kbId.slice(2)}`,
    Vendor: 'Microsoft',
    ProductFamily: 'Windows',
    Product: product,
    Classification: classification,
    MsrcSeverity: severity,
    KbNumber: kbId,
    MsrcNumber: '',
    Language: 'All',
  };
}

function linuxPatch({ title, classification, severity, cveIds }, platform, releasedAt) {
  const { name, arch, epoch, version, release } = packageOf(title);
  const CVEIds = cveIds === '' ? [] : cveIds.split(',');
  return {
    Title: title,
    ProductFamily: PRODUCT_FAMILIES[platform.operatingSystem],
    Product: platform.product,
    Classification: classification,
    ...references({ name, CVEIds }, platform, releasedAt),
    CVEIds,
    Name: name,
    Epoch: epoch,
    Version: version,
    Release: release,
    Arch: arch,
    Severity: severity,
    Repository: platform.operatingSystem === 'UBUNTU' ? `${platform.version}-security` : 'Updates',
  };
}

/** A patch without CVEs has no advisory; only Red Hat names its bug reports. */
function references({ name, CVEIds }, { operatingSystem }, releasedAt) {
  const random = randomOf('advisory', operatingSystem, name);
  const advisory = ADVISORIES[operatingSystem](
    releasedAt.getUTCFullYear(),
    random.between(1000, 9999),
  );
  const isRedHat = operatingSystem === 'REDHAT_ENTERPRISE_LINUX';
  return {
    AdvisoryIds: CVEIds.length > 0 ? [advisory] : [],
    BugzillaIds: isRedHat ? CVEIds.map(() => String(random.between(1_900_000, 2_400_000))) : [],
  };
}

/** `name.arch:epoch:version-release`; some packages of Ubuntu have no release. */
function packageOf(title) {
  const [, name, arch, epoch, version, release] =
    /^(.+)\.([^.:]+):(\d+):([^-]+|.+?)(?:-([^-]+))?$/.exec(title);
  return { name, arch, epoch: Number(epoch), version, release };
}
