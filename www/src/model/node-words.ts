/** A node of the store in words: its name, its platform and its counts. */
import type { NodeFacts, NodeRow } from 'patchlens/fleet';

/** The name given to it, else the host name, else the id. */
export function nameOf({ name, computerName, instanceId }: NodeRow): string {
  return name || computerName || instanceId;
}

/** The value of the person's own column `Name`, which does not replace the reported name. */
export function ownNameOf({ tags = {} }: Pick<NodeFacts, 'tags'>): string | undefined {
  return Object.entries(tags).find(([column]) => column.toLowerCase() === 'name')?.[1];
}

/**
 * The platform with its version. Without it for Windows, whose name has the year and whose version is
 * a build number.
 */
export function platformOf({ platform, platformVersion = '', platformType }: NodeFacts): string {
  const name = (platform ?? platformType ?? '').trim();
  if (!name) return 'Unknown';
  if (platformType === 'Windows') return name.replace(/^Microsoft\s+/, '');
  const version = platformVersion.trim();
  return version && !name.endsWith(version) ? `${name} ${version}` : name;
}

type CountName =
  | 'missing'
  | 'failed'
  | 'pendingReboot'
  | 'rejected'
  | 'criticalNonCompliant'
  | 'securityNonCompliant'
  | 'otherNonCompliant'
  | 'availableSecurityUpdates'
  | 'installedOther'
  | 'installed'
  | 'notApplicable';

export interface CountWords {
  name: CountName;
  label: string;
  effect: 'open' | 'remark' | 'none';
}

/** Every count of a node, those first that need work. */
export const COUNTS: readonly CountWords[] = [
  { name: 'missing', label: 'Missing', effect: 'open' },
  { name: 'failed', label: 'Failed', effect: 'open' },
  { name: 'pendingReboot', label: 'Pending reboot', effect: 'open' },
  { name: 'rejected', label: 'Installed, rejected', effect: 'open' },
  { name: 'criticalNonCompliant', label: 'Critical by the baseline’s level', effect: 'open' },
  { name: 'securityNonCompliant', label: 'Security, non-compliant', effect: 'open' },
  { name: 'otherNonCompliant', label: 'Other, non-compliant', effect: 'open' },
  { name: 'availableSecurityUpdates', label: 'Security updates, not approved', effect: 'remark' },
  { name: 'installedOther', label: 'Installed, other', effect: 'none' },
  { name: 'installed', label: 'Installed', effect: 'none' },
  { name: 'notApplicable', label: 'Not applicable', effect: 'none' },
];

/** How many patches the node has in any state, as far as it was reported. */
export function patchTotal(node: NodeRow): number {
  const states = COUNTS.filter(({ name }) => !name.endsWith('NonCompliant'));
  return states.reduce((sum, { name }) => sum + (node[name] ?? 0), 0);
}
