/** Support of the tests of the scan: clients with canned outputs, without a network. */
import { setTimeout } from 'node:timers/promises';
import { PatchlensError } from 'patchlens';

/** Ids of so many nodes. */
export const idsOf = (count) => Array.from({ length: count }, (_, at) => `i-${String(at).padStart(17, '0')}`);

/** The error of a service. */
export function serviceError(awsCode, reason, retryable = false) {
  const message = `Cannot read: ${awsCode}`;
  return new PatchlensError({ code: 'service', message, awsCode, reason, retryable });
}

/**
 * A scope with nodes, every other of which has an open patch.
 *
 * @param {{ nodes?: number, latencyMs?: number, fault?: (operation: string, input: object) =>
 *   Error | undefined }} [options] `fault` returns the error of a request that fails
 */
export function scopeOf({ nodes = 20, latencyMs = 0, fault } = {}, id = '111122223333/eu-central-1') {
  const requests = [];
  const ids = idsOf(nodes);
  const send = async (operation, input, { signal }) => {
    requests.push({ operation, input, signal });
    await setTimeout(latencyMs, undefined, { signal });
    const error = fault?.(operation, input);
    if (error) throw error;
    const body = new TextEncoder().encode(JSON.stringify(outputOf(operation, input, ids)));
    return { body, $metadata: { attempts: 1 } };
  };
  return { id, client: { send }, requests };
}

function outputOf(operation, { InstanceIds, NextToken = '0' }, ids) {
  switch (operation) {
    case 'DescribeInstanceProperties': {
      const end = Number(NextToken) + 100;
      const InstanceProperties = ids.slice(Number(NextToken), end).map((InstanceId) => ({ InstanceId }));
      return { InstanceProperties, NextToken: end < ids.length ? String(end) : '' };
    }
    case 'DescribeInstancePatchStates':
      return { InstancePatchStates: InstanceIds.map(stateOf) };
    case 'DescribeInstancePatches':
      return { Patches: [{ Title: 'openssl', KBId: 'openssl', State: 'Missing', Severity: 'Critical' }] };
    default:
      return {};
  }
}

function stateOf(InstanceId) {
  const MissingCount = Number(InstanceId.slice(2)) % 2;
  return {
    InstanceId,
    MissingCount,
    FailedCount: 0,
    InstalledPendingRebootCount: 0,
    InstalledRejectedCount: 0,
    OperationEndTime: 1_700_000_000,
  };
}
