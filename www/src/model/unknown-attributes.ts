/** Attributes that a filter asks for and no node has: it means nothing then, whatever is open. */
import type { Filter, FleetSource } from 'patchlens/fleet';

const PREFIX = 'tag.';

/** The names of the attributes in a filter. */
export function attributesIn({ tokens }: Filter): string[] {
  const properties = tokens.map(({ property }) => property);
  const own = properties.filter((property) => property.startsWith(PREFIX));
  return [...new Set(own)].map((property) => property.slice(PREFIX.length));
}

export async function unknownAttributes(
  source: Pick<FleetSource, 'values'>,
  filter: Filter,
): Promise<string[]> {
  const names = attributesIn(filter);
  const known = await Promise.all(
    names.map((name) => source.values('nodes', `${PREFIX}${name}`, '', 1)),
  );
  return names.filter((_, at) => known[at]?.length === 0);
}
