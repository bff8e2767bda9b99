import type { FleetSource, NodeDetail } from 'patchlens/fleet';
import type { NodePlace } from '../model/route';

/** An address without a scope means the node of this id in any scope. */
export async function findNode(
  source: FleetSource | undefined,
  { scopeId, instanceId }: NodePlace,
): Promise<NodeDetail | undefined> {
  if (!source) return undefined;
  if (scopeId !== undefined) return source.node(scopeId, instanceId);
  const tokens = [{ property: 'instanceId', operator: '=', value: instanceId }] as const;
  const { rows } = await source.nodes({ filter: { tokens: [...tokens] }, limit: 1 });
  return rows[0] && source.node(rows[0].scopeId, instanceId);
}
