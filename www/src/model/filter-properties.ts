/** The properties that filters name, by table; docs/filters.md says what they mean. */
import type { Filter, Table } from 'patchlens/fleet';

export type PropertyKind = 'text' | 'severity' | 'verdict' | 'number' | 'days' | 'date' | 'flag';

export interface FilterProperty {
  name: string;
  label: string;
  kind: PropertyKind;
  /** The table that has the property itself. */
  of: Table;
}

type Words = readonly [name: string, label: string, kind?: PropertyKind];

/** Those first that people filter by most. */
const NODES: readonly Words[] = [
  ['verdict', 'Verdict', 'verdict'],
  ['name', 'Name'],
  ['instanceId', 'Instance id'],
  ['platform', 'Platform'],
  ['platformVersion', 'Platform version'],
  ['platformType', 'Platform type'],
  ['patchGroup', 'Patch group'],
  ['account', 'Account'],
  ['region', 'Region'],
  ['scopeId', 'Scope: account and Region'],
  ['stale', 'Last scan is too old', 'flag'],
  ['scanAge', 'Days since the last scan', 'days'],
  ['lastOperation', 'Time of the last operation', 'date'],
  ['operation', 'Last operation'],
  ['missing', 'Missing patches', 'number'],
  ['failed', 'Failed patches', 'number'],
  ['pendingReboot', 'Patches that wait for a reboot', 'number'],
  ['rejected', 'Rejected patches that are installed', 'number'],
  ['criticalNonCompliant', 'Critical non-compliant patches', 'number'],
  ['securityNonCompliant', 'Security non-compliant patches', 'number'],
  ['otherNonCompliant', 'Other non-compliant patches', 'number'],
  ['availableSecurityUpdates', 'Security updates that are not approved', 'number'],
  ['installed', 'Installed patches', 'number'],
  ['installedOther', 'Installed patches outside the baseline', 'number'],
  ['notApplicable', 'Patches that do not apply', 'number'],
  ['nonCompliantSince', 'Non-compliant since', 'date'],
  ['oldestOpen', 'First sight of the oldest open patch', 'date'],
  ['endOfLife', 'End of life of the platform', 'date'],
  ['reason', 'Reason of the verdict, in words'],
  ['reasonCode', 'Reason of the verdict, as a code'],
  ['baselineId', 'Patch baseline id'],
  ['baselineName', 'Patch baseline name'],
  ['computerName', 'Host name'],
  ['ipAddress', 'IP address'],
  ['agentVersion', 'SSM agent version'],
  ['pingStatus', 'SSM agent status'],
  ['instanceState', 'EC2 instance state'],
  ['readAt', 'Time of the last reading', 'date'],
];

const FINDINGS: readonly Words[] = [
  ['severity', 'Severity by the vendor', 'severity'],
  ['state', 'Patch state'],
  ['kb', 'KB id or package'],
  ['title', 'Patch title'],
  ['cves', 'CVEs of the patch'],
  ['kev', 'A CVE of the patch is known to be exploited', 'flag'],
  ['epss', 'Highest EPSS score of the patch', 'number'],
  ['classification', 'Classification'],
  ['complianceLevel', 'Level by the baseline', 'severity'],
  ['age', 'Age in days', 'days'],
  ['ageIsLowerBound', 'Age is only known as “at least”', 'flag'],
  ['overdue', 'Past its due date', 'flag'],
  ['due', 'Due date', 'date'],
  ['released', 'Release date', 'date'],
  ['firstSeen', 'First seen', 'date'],
  ['exception', 'Exception id'],
];

const PATCHES: readonly Words[] = [
  ['severity', 'Severity by the vendor', 'severity'],
  ['kb', 'KB id or package'],
  ['title', 'Patch title'],
  ['cves', 'CVEs of the patch'],
  ['kev', 'A CVE of the patch is known to be exploited', 'flag'],
  ['epss', 'Highest EPSS score of the patch', 'number'],
  ['classification', 'Classification'],
  ['nodes', 'Nodes on which it is open', 'number'],
  ['failed', 'Nodes on which it failed', 'number'],
  ['excepted', 'Nodes with an exception', 'number'],
  ['firstSeen', 'First seen', 'date'],
  ['released', 'Release date', 'date'],
  ['id', 'Patch id in this fleet'],
];

const CVES: readonly Words[] = [
  ['cve', 'CVE'],
  ['severity', 'Gravest severity of its patches', 'severity'],
  ['nodes', 'Nodes with an open patch for it', 'number'],
  ['patches', 'Patches for it', 'number'],
  ['firstSeen', 'First seen', 'date'],
  ['kev', 'Known to be exploited', 'flag'],
  ['epss', 'EPSS score', 'number'],
];

const OWN: Record<Table, readonly Words[]> = {
  nodes: NODES,
  findings: FINDINGS,
  patches: PATCHES,
  cves: CVES,
};

/** The tables whose properties a filter may name. Of two with the same name, the first counts. */
export const REACH: Record<Table, readonly Table[]> = {
  nodes: ['nodes', 'findings'],
  findings: ['findings', 'nodes'],
  patches: ['patches', 'findings', 'nodes'],
  cves: ['cves', 'findings', 'nodes'],
};

/** Whether a filter on nodes asks for their open patches. */
export function namesFindings({ tokens }: Filter): boolean {
  return tokens.some(({ property }) => propertyOf('nodes', property)?.of === 'findings');
}

/** Whether a filter asks for CVEs, also in its words. */
export function namesCves({ tokens, text }: Filter): boolean {
  return /\bcve-/i.test(text ?? '') || tokens.some(({ property }) => /^cves?$/.test(property));
}

/** Every property that a filter of the table may name, but the user's own columns. */
export function propertiesOf(table: Table): FilterProperty[] {
  const found = new Map<string, FilterProperty>();
  for (const of of REACH[table]) {
    for (const [name, label, kind = 'text'] of OWN[of]) {
      if (!found.has(name)) found.set(name, { name, label, kind, of });
    }
  }
  return [...found.values()];
}

/** A column of the user's own. */
export function attributeProperty(column: string): FilterProperty {
  return { name: `tag.${column}`, label: column, kind: 'text', of: 'nodes' };
}

export function propertyOf(table: Table, name: string): FilterProperty | undefined {
  if (/^tag\../.test(name)) return attributeProperty(name.slice(4));
  return propertiesOf(table).find((property) => property.name === name);
}

/** The table that is asked for the values of a property. Findings have their nodes' values, too. */
export function valuesTable(table: Table, property: FilterProperty): Table {
  return table === 'findings' ? table : property.of;
}
