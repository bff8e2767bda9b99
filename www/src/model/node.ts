/** One node as the page shows it: what SSM knows of it, its patch counts, and the verdict. */
import type { InstanceInformation, InstancePatchState } from 'patchlens';
import { judge, knownCount, type JudgeOptions, type Verdict } from './verdict';

/** What was loaded of a node. `asked`: the service answered a question for its patch counts. */
export interface FleetNode {
  id: string;
  info?: InstanceInformation;
  state?: InstancePatchState;
  asked: boolean;
}

/** `pending`: its patch counts are not loaded. */
export type RowVerdict = Verdict | 'pending';

export interface NodeRow {
  id: string;
  /** The name people gave it, else the host's own, else the id. */
  name: string;
  platform: string;
  /** `''` for none. */
  group: string;
  verdict: RowVerdict;
  reason: string;
  stale: boolean;
  missing: number | undefined;
  failed: number | undefined;
  pendingReboot: number | undefined;
  rejected: number | undefined;
  critical: number | undefined;
  lastScan: Date | undefined;
  node: FleetNode;
}

export function nodeRow(node: FleetNode, options: JudgeOptions): NodeRow {
  const { info, state } = node;
  return {
    id: node.id,
    name: info?.Name || info?.ComputerName || node.id,
    platform: platformOf(info),
    group: state?.PatchGroup ?? '',
    ...verdictOf(node, options),
    missing: knownCount(state?.MissingCount),
    failed: knownCount(state?.FailedCount),
    pendingReboot: knownCount(state?.InstalledPendingRebootCount),
    rejected: knownCount(state?.InstalledRejectedCount),
    critical: knownCount(state?.CriticalNonCompliantCount),
    lastScan: state?.OperationEndTime,
    node,
  };
}

function verdictOf(node: FleetNode, options: JudgeOptions) {
  if (node.asked) return judge(node.state, options);
  return { verdict: 'pending' as const, stale: false, reason: 'Its patch counts are not loaded' };
}

/**
 * The platform with its version where that distinguishes something: Windows has the year in its
 * name, and a build number as its version.
 */
export function platformOf(info: InstanceInformation | undefined): string {
  const name = (info?.PlatformName ?? info?.PlatformType ?? '').trim();
  if (!name) return 'Unknown';
  if (info?.PlatformType === 'Windows') return name.replace(/^Microsoft\s+/, '');
  const version = (info?.PlatformVersion ?? '').trim();
  return version && !name.endsWith(version) ? `${name} ${version}` : name;
}
