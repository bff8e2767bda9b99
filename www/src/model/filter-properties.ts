/** The properties that filters name, by table; docs/filters.md says what they mean. */
import type { Filter, Table } from 'patchlens/fleet';

export type PropertyKind = 'text' | 'severity' | 'verdict' | 'number' | 'days' | 'date' | 'flag';

export interface FilterProperty {
  name: string;
  label: string;
  /** The title of its column, where the label does not begin with it. */
  title?: string;
  kind: PropertyKind;
  /** The table that has the property itself. */
  of: Table;
}

type Words = readonly [name: string, label: string, kind?: PropertyKind, title?: string];

/** Those first that people filter by most. */
const NODES: readonly Words[] = [
  ['verdict', 'Verdict', 'verdict'],
  ['name', 'Name', 'text', 'Node'],
  ['instanceId', 'Instance id'],
  ['platform', 'Platform'],
  ['platformVersion', 'Platform version'],
  ['platformType', 'Platform type'],
  ['patchGroup', 'Patch group'],
  ['account', 'Account'],
  ['region', 'Region'],
  ['scopeId', 'Scope: account and Region'],
  ['stale', 'Last scan is too old', 'flag', 'Stale'],
  ['scanAge', 'Days since the last scan', 'days', 'Days since scan'],
  ['lastOperation', 'Time of the last operation', 'date', 'Last scan'],
  ['operation', 'Last operation', 'text', 'Operation'],
  ['missing', 'Missing patches', 'number'],
  ['failed', 'Failed patches', 'number'],
  ['pendingReboot', 'Patches that wait for a reboot', 'number', 'Pending reboot'],
  ['rejected', 'Rejected patches that are installed', 'number', 'Installed rejected'],
  ['criticalNonCompliant', 'Patches that the baseline calls critical, not installed', 'number', 'Critical by baseline'],
  ['securityNonCompliant', 'Security non-compliant patches', 'number'],
  ['otherNonCompliant', 'Other non-compliant patches', 'number'],
  ['availableSecurityUpdates', 'Security updates that are not approved', 'number', 'Available security updates'],
  ['installed', 'Installed patches', 'number', 'Installed'],
  ['installedOther', 'Installed patches outside the baseline', 'number', 'Installed other'],
  ['notApplicable', 'Patches that do not apply', 'number', 'Not applicable'],
  ['nonCompliantSince', 'Non-compliant since', 'date'],
  ['oldestOpen', 'First sight of the oldest open patch', 'date', 'Oldest open'],
  ['endOfLife', 'End of life of the platform', 'date'],
  ['reason', 'Reason of the verdict, in words'],
  ['reasonCode', 'Reason of the verdict, as a code', 'text', 'Reason code'],
  ['baselineId', 'Patch baseline id', 'text', 'Baseline id'],
  ['baselineName', 'Patch baseline name', 'text', 'Baseline'],
  ['computerName', 'Host name'],
  ['ipAddress', 'IP address'],
  ['agentVersion', 'SSM agent version', 'text', 'Agent version'],
  ['pingStatus', 'SSM agent status', 'text', 'Agent status'],
  ['instanceState', 'EC2 instance state', 'text', 'Instance state'],
  ['readAt', 'Time of the last reading', 'date', 'Read'],
];

const FINDINGS: readonly Words[] = [
  ['severity', 'Severity by the vendor', 'severity', 'Vendor severity'],
  ['state', 'Patch state', 'text', 'State'],
  ['kb', 'KB id or package'],
  ['title', 'Patch title', 'text', 'Patch'],
  ['cves', 'CVEs of the patch'],
  ['kev', 'A CVE of the patch is known to be exploited', 'flag', 'Exploited'],
  ['epss', 'Highest EPSS score of the patch', 'number', 'EPSS'],
  ['classification', 'Classification'],
  ['complianceLevel', 'Level by the baseline', 'severity', 'Baseline level'],
  ['age', 'Age in days', 'days', 'Patch age'],
  ['ageIsLowerBound', 'Age is only known as “at least”', 'flag'],
  ['overdue', 'Past its due date', 'flag', 'Overdue'],
  ['due', 'Due date', 'date'],
  ['released', 'Release date', 'date', 'Released'],
  ['firstSeen', 'First seen', 'date'],
  ['exception', 'Exception id'],
];

const PATCHES: readonly Words[] = [
  ['severity', 'Severity by the vendor', 'severity', 'Vendor severity'],
  ['kb', 'KB id or package'],
  ['title', 'Patch title', 'text', 'Patch'],
  ['cves', 'CVEs of the patch'],
  ['kev', 'A CVE of the patch is known to be exploited', 'flag', 'Exploited'],
  ['epss', 'Highest EPSS score of the patch', 'number', 'EPSS'],
  ['classification', 'Classification'],
  ['nodes', 'Nodes on which it is open', 'number'],
  ['failed', 'Nodes on which it failed', 'number'],
  ['excepted', 'Nodes with an exception', 'number', 'Excepted'],
  ['firstSeen', 'First seen', 'date'],
  ['released', 'Release date', 'date', 'Released'],
  ['id', 'Patch id in this fleet'],
];

const CVES: readonly Words[] = [
  ['cve', 'CVE'],
  ['severity', 'Gravest vendor severity of its patches', 'severity', 'Vendor severity'],
  ['nodes', 'Nodes with an open patch for it', 'number'],
  ['patches', 'Patches for it', 'number'],
  ['firstSeen', 'First seen', 'date'],
  ['kev', 'Known to be exploited', 'flag', 'Exploited'],
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

/**
 * The part of a filter that chooses nodes, whatever is open on them. A node without a current verdict
 * may have what the other part asks for; `undefined` if that goes for every node.
 */
export function nodePart(table: Table, { operation, tokens }: Filter): Filter | undefined {
  if (operation === 'or') return undefined;
  const onNodes = tokens.filter(({ property }) => propertyOf(table, property)?.of === 'nodes');
  return onNodes.length > 0 ? { tokens: onNodes } : undefined;
}

/** Whether a filter asks for what the vendor calls critical, a word that baselines have too. */
export function namesCritical({ tokens }: Filter): boolean {
  return tokens.some(
    ({ property, operator, value }) =>
      property === 'severity' && operator === '=' && [value].flat().some((one) => /^critical$/i.test(one)),
  );
}

/** Whether a filter asks for CVEs, also in its words. */
export function namesCves({ tokens, text }: Filter): boolean {
  return /\bcve-/i.test(text ?? '') || tokens.some(({ property }) => /^cves?$/.test(property));
}

/** Every property that a filter of the table may name, but the user's own columns. */
export function propertiesOf(table: Table): FilterProperty[] {
  const found = new Map<string, FilterProperty>();
  for (const of of REACH[table]) {
    for (const [name, label, kind = 'text', title] of OWN[of]) {
      if (!found.has(name)) found.set(name, { name, label, kind, of, ...(title && { title }) });
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
