/** One patch on one node, as the page shows it. */
import { patchState, type PatchComplianceData } from 'patchlens';

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

interface PatchState {
  /** In the enum's spelling. */
  state: string;
  label: string;
  /** `open` needs work; a `remark` is worth a look. */
  effect: 'open' | 'remark' | 'none';
}

/** In the order of a list: those that need work first. */
const STATES: readonly PatchState[] = [
  { state: 'FAILED', label: 'Failed', effect: 'open' },
  { state: 'MISSING', label: 'Missing', effect: 'open' },
  { state: 'INSTALLED_REJECTED', label: 'Installed, rejected', effect: 'open' },
  { state: 'INSTALLED_PENDING_REBOOT', label: 'Pending reboot', effect: 'open' },
  { state: 'AVAILABLE_SECURITY_UPDATE', label: 'Update available', effect: 'remark' },
  { state: 'INSTALLED_OTHER', label: 'Installed, other', effect: 'none' },
  { state: 'INSTALLED', label: 'Installed', effect: 'none' },
  { state: 'NOT_APPLICABLE', label: 'Not applicable', effect: 'none' },
];
/** An unknown state comes after the other open ones. */
const UNKNOWN_RANK = STATES.findIndex(({ effect }) => effect !== 'open') - 0.5;
/** By weight. Each distribution has its own words; Ubuntu’s and Debian’s are package priorities. */
const SEVERITIES = [
  ['critical'],
  ['important', 'high', 'required'],
  ['moderate', 'medium', 'standard'],
  ['low', 'optional'],
  ['none', 'negligible', 'informational', 'extra', 'unspecified', 'untriaged', ''],
];

export function stateLabel(state: string): string {
  return knownState(state)?.label ?? (state || 'Not reported');
}

/** As the store takes it: a state that is not known is open. */
export function stateEffect(state: string): PatchState['effect'] {
  return knownState(state)?.effect ?? 'open';
}

export function isOpen(state: string): boolean {
  return stateEffect(state) === 'open';
}

function knownState(state: string): PatchState | undefined {
  return STATES.find((known) => known.state === state);
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
    installed: validTime(patch.InstalledTime),
  };
}

/** JSON is passed on as it came, so a time can be text that no one can read. */
function validTime(time: unknown): Date | undefined {
  return time instanceof Date && Number.isFinite(time.getTime()) ? time : undefined;
}

export function stateRank(state: string): number {
  const rank = STATES.findIndex((known) => known.state === state);
  return rank < 0 ? UNKNOWN_RANK : rank;
}

export function severityRank(severity: string): number {
  const rank = SEVERITIES.findIndex((words) => words.includes(severity.toLowerCase()));
  return rank < 0 ? SEVERITIES.length - 1.5 : rank;
}
