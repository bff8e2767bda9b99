/** One node as the page shows it: what SSM knows of it, its patch counts and the verdict. */
import type { InstanceInformation, InstancePatchState } from 'patchlens';
import {
  openCount,
  otherProblems,
  remarks,
  securityUpdateCount,
  type CountMember,
} from './compliance';
import { reportedCount, reportedTime } from './reported';
import { judge, type JudgeOptions, type Verdict } from './verdict';

/** What is loaded of a node. */
export interface FleetNode {
  id: string;
  info?: InstanceInformation;
  state?: InstancePatchState;
  /** Whether the service was asked for its patch state; it may have none. */
  asked: boolean;
}

/** `pending`: its patch state is not loaded. */
export type RowVerdict = Verdict | 'pending';

export interface NodeRow {
  id: string;
  /** The name given at its registration, else the host name, else the id. */
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
  critical: number | undefined;
  /** Patches that make it non-compliant. */
  open: number;
  /** Security updates that are available and not approved. */
  securityUpdates: number;
  /** The problems that no column shows, such as "2 rejected but installed". */
  otherProblems: string[];
  /** The remarks that stand beside the verdict, such as "5 security updates not approved". */
  remarks: string[];
  lastScan: Date | undefined;
  node: FleetNode;
}

/** The columns of counts. */
const COUNTS = {
  missing: 'MissingCount',
  failed: 'FailedCount',
  pendingReboot: 'InstalledPendingRebootCount',
  critical: 'CriticalNonCompliantCount',
} as const satisfies Partial<Record<keyof NodeRow, CountMember>>;
const SHOWN = new Set<CountMember>(Object.values(COUNTS));

export function nodeRow(node: FleetNode, options: JudgeOptions): NodeRow {
  const { info, state } = node;
  return {
    id: node.id,
    name: info?.Name || info?.ComputerName || node.id,
    platform: platformOf(info),
    group: state?.PatchGroup ?? '',
    ...verdictOf(node, options),
    missing: reportedCount(state?.[COUNTS.missing]),
    failed: reportedCount(state?.[COUNTS.failed]),
    pendingReboot: reportedCount(state?.[COUNTS.pendingReboot]),
    critical: reportedCount(state?.[COUNTS.critical]),
    open: state ? openCount(state) : 0,
    securityUpdates: state ? securityUpdateCount(state) : 0,
    otherProblems: state ? otherProblems(state, SHOWN) : [],
    remarks: state ? remarks(state) : [],
    lastScan: reportedTime(state?.OperationEndTime),
    node,
  };
}

function verdictOf(node: FleetNode, options: JudgeOptions) {
  if (node.asked) return judge(node.state, options);
  return { verdict: 'pending' as const, stale: false, reason: 'Its patch state is not loaded' };
}

/**
 * The platform with its version. Without it for Windows, whose name has the year and whose version is
 * a build number.
 */
export function platformOf(info: InstanceInformation | undefined): string {
  const name = (info?.PlatformName ?? info?.PlatformType ?? '').trim();
  if (!name) return 'Unknown';
  if (info?.PlatformType === 'Windows') return name.replace(/^Microsoft\s+/, '');
  const version = (info?.PlatformVersion ?? '').trim();
  return version && !name.endsWith(version) ? `${name} ${version}` : name;
}
