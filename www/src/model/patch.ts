/** One patch on one node, as the page shows it. */
import { patchState, type PatchComplianceData } from 'patchlens';
import { stateRule } from './compliance';
import { reportedTime } from './reported';

export interface PatchRow {
  /** Its place in the list, because no member of a patch is sure to be unique. */
  key: number;
  title: string;
  kb: string;
  /** In the enum's spelling; an unknown state as the service reported it. */
  state: string;
  severity: string;
  classification: string;
  cves: string[];
  installed: Date | undefined;
}

/** The order of the states in a list: those that need work first. */
const STATES = [
  'FAILED',
  'MISSING',
  'INSTALLED_REJECTED',
  'INSTALLED_PENDING_REBOOT',
  'AVAILABLE_SECURITY_UPDATE',
  'INSTALLED_OTHER',
  'INSTALLED',
  'NOT_APPLICABLE',
];
/** An unknown state comes after the problems and before everything else. */
const UNKNOWN_RANK = STATES.findIndex((state) => !isOpen(state)) - 0.5;
/** By weight. Each distribution has its own words; Ubuntu’s and Debian’s are package priorities. */
const SEVERITIES = [
  ['critical'],
  ['important', 'high', 'required'],
  ['moderate', 'medium', 'standard'],
  ['low', 'optional'],
  ['none', 'negligible', 'informational', 'extra', 'unspecified', 'untriaged', ''],
];

export function stateLabel(state: string): string {
  const rule = stateRule(state);
  return rule?.stateLabel ?? rule?.label ?? (state || 'Not reported');
}

/** Whether a patch in this state makes its node non-compliant. */
export function isOpen(state: string): boolean {
  return stateRule(state)?.effect === 'problem';
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
    installed: reportedTime(patch.InstalledTime),
  };
}

export function stateRank(state: string): number {
  const rank = STATES.indexOf(state);
  return rank < 0 ? UNKNOWN_RANK : rank;
}

export function severityRank(severity: string): number {
  const rank = SEVERITIES.findIndex((words) => words.includes(severity.toLowerCase()));
  return rank < 0 ? SEVERITIES.length - 1.5 : rank;
}
