/** The names of the attributes that nodes have. */
import { currentSource } from './fleet';
import { attributes } from './own-files';
import { session } from './session';

/** Nodes that are looked at for attributes that came with the fleet, since no question lists these. */
const SAMPLE = 200;

/** Those of the person's file, and those of the first nodes; `undefined` before a fleet is read. */
export function attributeNames(): Promise<string[]> | undefined {
  // A server does not know the person's file.
  const isServer = session.value?.kind === 'server';
  const own = (!isServer && attributes.value?.content.columns) || [];
  const nodes = currentSource()?.nodes({ limit: SAMPLE });
  return nodes?.then(({ rows }) => {
    const found = rows.flatMap(({ tags }) => Object.keys(tags ?? {}));
    return [...new Set([...own, ...found])].sort();
  });
}
