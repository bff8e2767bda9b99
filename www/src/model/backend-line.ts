/** The lines that a relay sends: nodes or patches, and how they end. */
import type { InstanceInformation, InstancePatchState, PatchComplianceData } from 'patchlens';
import { member, RelayError, relayProblem } from './relay-error';

export interface RelayNode {
  id: string;
  info?: InstanceInformation;
  state?: InstancePatchState;
}

export type RelayLine =
  | { kind: 'node'; node: RelayNode }
  | { kind: 'patch'; patch: PatchComplianceData }
  | { kind: 'end' };

/** The members that are times; JSON has them as text. */
const TIMES = new Set([
  'InstalledTime',
  'LastAssociationExecutionDate',
  'LastNoRebootInstallOperationTime',
  'LastPingDateTime',
  'LastSuccessfulAssociationExecutionDate',
  'OperationEndTime',
  'OperationStartTime',
  'RegistrationDate',
]);

/** @throws {RelayError} for what is no such line, and for the line that tells of an error */
export function parseRelayLine(text: string): RelayLine {
  const json = parseRelayJson(text);
  if (member(json, 'end') !== undefined) return { kind: 'end' };
  if (member(json, 'error') !== undefined) throw new RelayError(relayProblem(json));
  const node = member(json, 'node');
  if (typeof member(node, 'id') === 'string') return { kind: 'node', node: node as RelayNode };
  const patch = member(json, 'patch');
  if (patch) return { kind: 'patch', patch };
  throw new RelayError({ code: 'malformed-answer' });
}

/** @throws {RelayError} for what is no JSON, such as the page of a proxy */
export function parseRelayJson(text: string): unknown {
  try {
    return JSON.parse(text, withTimes);
  } catch {
    throw new RelayError({ code: 'malformed-answer' });
  }
}

function withTimes(key: string, value: unknown): unknown {
  return typeof value === 'string' && TIMES.has(key) ? new Date(value) : value;
}
