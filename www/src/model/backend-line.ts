/** The lines that a backend streams: nodes or patches, and how the stream ends. */
import type { InstanceInformation, InstancePatchState, PatchComplianceData } from 'patchlens';
import { BackendError, backendProblem, member } from './backend-error';

export interface BackendNode {
  id: string;
  info?: InstanceInformation;
  state?: InstancePatchState;
}

export type BackendLine =
  | { kind: 'node'; node: BackendNode }
  | { kind: 'patch'; patch: PatchComplianceData }
  | { kind: 'end' }
  | { kind: 'error'; error: BackendError };

/** The members that are timestamps; JSON has them as text. */
const TIMESTAMPS = new Set([
  'InstalledTime',
  'LastAssociationExecutionDate',
  'LastNoRebootInstallOperationTime',
  'LastPingDateTime',
  'LastSuccessfulAssociationExecutionDate',
  'OperationEndTime',
  'OperationStartTime',
  'RegistrationDate',
]);

/** An error that the line describes and a line that cannot be read are both a line of kind `error`. */
export function parseBackendLine(text: string): BackendLine {
  try {
    return lineOf(parseBackendJson(text));
  } catch (error) {
    if (error instanceof BackendError) return { kind: 'error', error };
    throw error;
  }
}

function lineOf(json: unknown): BackendLine {
  if (member(json, 'end') !== undefined) return { kind: 'end' };
  if (member(json, 'error') !== undefined) throw new BackendError(backendProblem(json));
  const node = member(json, 'node');
  if (typeof member(node, 'id') === 'string') return { kind: 'node', node: node as BackendNode };
  const patch = member(json, 'patch');
  if (patch) return { kind: 'patch', patch };
  throw new BackendError({ code: 'unreadable' });
}

/** @throws {BackendError} for text that is not JSON, such as the HTML page of a proxy */
export function parseBackendJson(text: string): unknown {
  try {
    return JSON.parse(text, withDates);
  } catch {
    throw new BackendError({ code: 'unreadable' });
  }
}

function withDates(key: string, value: unknown): unknown {
  return typeof value === 'string' && TIMESTAMPS.has(key) ? new Date(value) : value;
}
