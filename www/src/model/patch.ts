/** One patch on one node, as the page shows it. */
import { patchState, type PatchComplianceData } from 'patchlens';

export interface PatchRow {
  /** Its place in the listing: nothing in a patch itself is sure to be unique. */
  key: number;
  title: string;
  kb: string;
  /** The enum's spelling, or whatever else the service said. */
  state: string;
  severity: string;
  classification: string;
  cves: string[];
  installed: Date | undefined;
}

/** The states that make a node non-compliant, worst first. */
export const OPEN_STATES = ['FAILED', 'MISSING', 'INSTALLED_REJECTED', 'INSTALLED_PENDING_REBOOT'];
const STATES = [
  ...OPEN_STATES,
  'AVAILABLE_SECURITY_UPDATE',
  'INSTALLED_OTHER',
  'INSTALLED',
  'NOT_APPLICABLE',
];
/** Each distribution has words of its own; Ubuntu’s and Debian’s are the packages’ priorities. */
const SEVERITIES = [
  ['critical'],
  ['important', 'high', 'required'],
  ['moderate', 'medium', 'standard'],
  ['low', 'optional'],
  ['none', 'negligible', 'informational', 'extra', 'unspecified', 'untriaged', ''],
];

const LABELS: Record<string, string> = {
  FAILED: 'Failed',
  MISSING: 'Missing',
  INSTALLED_REJECTED: 'Installed, rejected',
  INSTALLED_PENDING_REBOOT: 'Pending reboot',
  AVAILABLE_SECURITY_UPDATE: 'Security update available',
  INSTALLED_OTHER: 'Installed, other',
  INSTALLED: 'Installed',
  NOT_APPLICABLE: 'Not applicable',
};

export function stateLabel(state: string): string {
  return LABELS[state] ?? (state || 'Not said');
}

export function isOpen(state: string): boolean {
  return OPEN_STATES.includes(state);
}

export function patchRow(patch: PatchComplianceData, key: number): PatchRow {
  const kb = patch.KBId ?? '';
  return {
    key,
    title: patch.Title || kb || 'Untitled patch',
    kb,
    state: patchState(patch.State ?? ''),
    severity: patch.Severity ?? '',
    classification: patch.Classification ?? '',
    cves: (patch.CVEIds ?? '')
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean),
    installed: patch.InstalledTime,
  };
}

/** A state of which this page has not heard comes after the problems, before what is in order. */
export function stateRank(state: string): number {
  const rank = STATES.indexOf(state);
  return rank < 0 ? OPEN_STATES.length - 0.5 : rank;
}

export function severityRank(severity: string): number {
  const rank = SEVERITIES.findIndex((words) => words.includes(severity.toLowerCase()));
  return rank < 0 ? SEVERITIES.length - 1.5 : rank;
}
