/**
 * The baselines that AWS predefines, as AWS's documentation lists them: operating system, name,
 * the name in the description, and the filters of the rules.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-predefined-and-custom-patch-baselines.html
 */
const SECURITY_AND_BUGFIX = [
  { CLASSIFICATION: ['Security'], SEVERITY: ['Critical', 'Important'] },
  { CLASSIFICATION: ['Bugfix'] },
];
const BY_PRIORITY = [{ PRIORITY: ['Required', 'Important', 'Standard', 'Optional', 'Extra'] }];
const EVERYTHING = [{ PRODUCT: ['*'] }];
const WINDOWS_OS = [
  {
    PATCH_SET: ['OS'],
    CLASSIFICATION: ['CriticalUpdates', 'SecurityUpdates'],
    MSRC_SEVERITY: ['Critical', 'Important'],
  },
];
const WINDOWS_APPLICATIONS = [{ PATCH_SET: ['APPLICATION'], PRODUCT: ['*'] }];

const PREDEFINED = [
  ['ALMA_LINUX', 'AWS-DefaultAlmaLinuxPatchBaseline', 'Alma Linux', SECURITY_AND_BUGFIX],
  ['AMAZON_LINUX', 'AWS-AmazonLinuxDefaultPatchBaseline', 'Amazon Linux', SECURITY_AND_BUGFIX],
  ['AMAZON_LINUX_2', 'AWS-AmazonLinux2DefaultPatchBaseline', 'Amazon Linux 2', SECURITY_AND_BUGFIX],
  [
    'AMAZON_LINUX_2022',
    'AWS-AmazonLinux2022DefaultPatchBaseline',
    'Amazon Linux 2022',
    SECURITY_AND_BUGFIX,
  ],
  [
    'AMAZON_LINUX_2023',
    'AWS-AmazonLinux2023DefaultPatchBaseline',
    'Amazon Linux 2023',
    SECURITY_AND_BUGFIX,
  ],
  ['CENTOS', 'AWS-CentOSDefaultPatchBaseline', 'CentOS', EVERYTHING],
  ['DEBIAN', 'AWS-DebianDefaultPatchBaseline', 'Debian', BY_PRIORITY],
  ['MACOS', 'AWS-MacOSDefaultPatchBaseline', 'macOS', EVERYTHING],
  ['ORACLE_LINUX', 'AWS-OracleLinuxDefaultPatchBaseline', 'Oracle Linux', SECURITY_AND_BUGFIX],
  ['RASPBIAN', 'AWS-DefaultRaspbianPatchBaseline', 'Raspbian', BY_PRIORITY],
  [
    'REDHAT_ENTERPRISE_LINUX',
    'AWS-RedHatDefaultPatchBaseline',
    'Redhat Enterprise Linux',
    SECURITY_AND_BUGFIX,
  ],
  ['ROCKY_LINUX', 'AWS-DefaultRockyLinuxPatchBaseline', 'Rocky Linux', SECURITY_AND_BUGFIX],
  ['SUSE', 'AWS-SuseDefaultPatchBaseline', 'Suse', SECURITY_AND_BUGFIX],
  ['UBUNTU', 'AWS-UbuntuDefaultPatchBaseline', 'Ubuntu', BY_PRIORITY],
  ['WINDOWS', 'AWS-DefaultPatchBaseline', '', WINDOWS_OS],
  ['WINDOWS', 'AWS-WindowsPredefinedPatchBaseline-OS', 'Windows OS', WINDOWS_OS],
  [
    'WINDOWS',
    'AWS-WindowsPredefinedPatchBaseline-OS-Applications',
    'Windows OS and Applications',
    [...WINDOWS_OS, ...WINDOWS_APPLICATIONS],
  ],
].map(([operatingSystem, name, label, rules]) => ({ operatingSystem, name, label, rules }));

/** Patches of these have no reliable release date, so that their age cannot approve them. */
const WITHOUT_AGE = new Set(['DEBIAN', 'RASPBIAN', 'UBUNTU']);
/** The same for all of them. */
const CREATED_AT = 1_541_548_800;

/**
 * AWS's own baselines, with ARNs as ids.
 * @param {{ region: string }} fleet
 * @returns {import('./baseline.js').Baseline[]}
 */
export function predefinedBaselines({ region }) {
  return PREDEFINED.map(({ operatingSystem, name, label, rules }, index) => ({
    id: `arn:aws:ssm:${region}:733109147000:patchbaseline/pb-0a5${String(index).padStart(14, '0')}`,
    name,
    operatingSystem,
    description: `Default Patch Baseline ${label && `for ${label} `}Provided by AWS.`,
    owner: 'AWS',
    globalFilters: operatingSystem === 'WINDOWS' ? {} : { PRODUCT: ['*'] },
    rules: rules.map((filters) => ({
      filters,
      level: 'UNSPECIFIED',
      approveAfterDays: WITHOUT_AGE.has(operatingSystem) ? 0 : 7,
      enableNonSecurity: false,
    })),
    approved: [],
    rejected: [],
    rejectedAction: 'ALLOW_AS_DEPENDENCY',
    sources: [],
    groups: [],
    createdAt: CREATED_AT,
    modifiedAt: CREATED_AT,
  }));
}
