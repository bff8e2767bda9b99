/** Nodes without a value of an attribute that a filter asks for: it cannot say whose they are. */
import type { Filter, FleetSource, Token } from 'patchlens/fleet';
import { plural } from './words';

/** Operators that an absent value does not fulfil. */
const NEEDS_VALUE = ['=', ':', '^', '<', '<=', '>', '>='];
const TAG = /^tag\.(.+)$/;

export interface AttributeGap {
  /** The attribute, without `tag.`. */
  column: string;
  nodes: number;
  /** Means these nodes, among those of the filter's other tokens. */
  tokens: Token[];
}

/** @param part the tokens of a filter on nodes, all of which must hold */
export async function attributeGaps(
  source: FleetSource,
  { tokens }: Filter,
): Promise<AttributeGap[]> {
  const asked = tokens.filter((it) => TAG.test(it.property) && NEEDS_VALUE.includes(it.operator));
  const properties = [...new Set(asked.map(({ property }) => property))];
  const gaps = properties.map(async (property) => {
    const others = tokens.filter((it) => it.property !== property);
    const absent: Token = { property, operator: '!:', value: '' };
    const gap = [...others, absent];
    const { nodes } = await source.summary({ filter: { tokens: gap } });
    return { column: property.replace(TAG, '$1'), nodes, tokens: gap };
  });
  return (await Promise.all(gaps)).filter(({ nodes }) => nodes > 0);
}

/** `27 nodes have no Team`. */
export function gapWords({ column, nodes }: AttributeGap): string {
  return `${plural(nodes, 'node has', 'nodes have')} no ${column}`;
}
