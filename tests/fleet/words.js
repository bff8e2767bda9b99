/** The words that generated fleets are made of, kind and hostile. */
export const NAMES = [
  'web-1', 'WEB-1', 'web-2', 'db', '42', '007', '1e5', 'true', 'null', '=cmd|\' /C calc\'!A0', '+1', '-1',
  '@sum', '\tindent', '\rreturn', 'a"b', 'a,b', 'a\nb', 'a\r\nb', 'nul\u0000byte', '\ud800lone', 'lone\udc00',
  '🦀 crab', '\u{10428}deseret', '\u{10400}DESERET', '\ue000private', 'Straße', 'STRASSE', 'STRAẞE',
  'Kelvin', 'kelvin', 'ſmall', 'small', 'Σίσυφος', 'ΣΊΣΥΦΟΣ', 'σίσυφοσ', 'İstanbul', 'istanbul',
  'ıstanbul', ' padded ', '__proto__', 'constructor', 'µicro', 'μicro', 'ǅ', 'ǆ', 'é', 'e\u0301',
];
export const TITLES = [
  '', 'openssl', 'OpenSSL 3', 'open ssl', '2026-01 Cumulative Update (KB5034441)', '=HYPERLINK("x")',
  'kernel.x86_64:0:6.1-2', 'bash.x86_64:0:5.2-1', 'a|b', 'say "hi"', 'Straße', 'STRAẞE', '123',
  'ſecurity', 'Security', 'zlib, fix', 'line\nbreak', '\ud83dbroken', '😀', '-fix', ...NAMES.slice(8, 14),
];
export const KBS = ['KB5034441', 'kb5034441', 'KB890830', 'openssl.x86_64', 'bash.x86_64', '', '12'];
export const SEVERITIES = [
  'Critical', 'critical', 'Important', 'High', 'Moderate', 'Medium', 'Low', 'LOW', 'Unspecified', 'None', '',
];
export const CLASSIFICATIONS = ['Security', 'SecurityUpdates', 'security', 'Bugfix', '', 'Ünlü'];
export const CVES = ['CVE-2024-0001', 'CVE-2024-0002', 'cve-2024-0001', 'CVE-2025-31337', 'CVE-2026-1'];
export const STATES = [
  'Missing', 'Missing', 'Missing', 'MISSING', 'Failed', 'FAILED', 'InstalledPendingReboot',
  'INSTALLED_PENDING_REBOOT', 'InstalledRejected', 'Installed', 'INSTALLED_OTHER', 'NotApplicable',
  'AvailableSecurityUpdate', 'Quarantined',
];
export const PLATFORMS = [
  ['Ubuntu', '18.04'], ['Ubuntu', '22.04'], ['ubuntu ', '18.04.6'], ['Amazon Linux', '2'],
  ['Microsoft Windows Server 2012 R2 Standard', '6.3'], ['Microsoft Windows Server 2012', ''],
  ['Microsoft Windows Server 2019', '10.0'], ['SLES', '15.1'], [undefined, undefined],
];
export const END_OF_LIFE = {
  'Ubuntu 18.04': '2023-05-31',
  'Microsoft Windows Server 2012': '2027-01-01',
  'microsoft windows server 2012 R2': '2023-10-10',
  'Amazon Linux 2': '2026-06-30',
};
export const GROUPS = ['', 'prod', 'PROD', 'Dev', 'Ünïcode'];
export const BASELINES = ['pb-0123456789abcdef0', 'arn:aws:ssm:eu-central-1:1:patchbaseline/pb-2', 'pb-unknown'];
export const INSTANCE_STATES = ['running', 'Running', 'stopped', 'STOPPED', 'terminated', '', undefined];
export const SCOPES = ['111122223333/eu-central-1', '111122223333/us-east-1', 'org/a/ap-south-1', 'lab'];
export const OWNERS = ['payments', 'Payments', '', 'search', '=owner', 'tëam'];
export const VERDICTS = ['non-compliant', 'unreported', 'stale', 'excepted', 'stopped', 'compliant'];
export const REASON_CODES = [
  'open-findings', 'non-compliant-counts', 'available-security-updates', 'pending-reboot-only',
  'end-of-life', 'never-scanned', 'scanned-by-association', 'counts-incomplete', 'not-asked',
  'read-failed', 'scan-too-old', 'scan-time-unknown', 'all-excepted', 'instance-stopped', 'nothing-open',
];
