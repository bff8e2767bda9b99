import { randomOf } from './random.js';

/** The teams that own the nodes of a role. */
const OWNERS = {
  web: 'storefront',
  api: 'storefront',
  iis: 'storefront',
  db: 'data-platform',
  cache: 'data-platform',
  sql: 'data-platform',
  batch: 'data-platform',
  queue: 'data-platform',
  ci: 'developer-tools',
  bastion: 'infrastructure',
  ad: 'infrastructure',
  file: 'infrastructure',
  rdp: 'infrastructure',
  app: 'back-office',
};
const OWNED_SHARE = 0.9;

/**
 * The tags of a node. Some nodes have no owner and no patch group.
 * @param {import('./node.js').Node} node
 * @returns {Record<string, string>}
 */
export function tagsOf(node) {
  return {
    Name: node.name,
    Environment: node.environment,
    Role: node.role,
    ...(randomOf('owner', node.id).chance(OWNED_SHARE) ? { Owner: OWNERS[node.role] } : {}),
    ...(node.patchGroup === '' ? {} : { 'Patch Group': node.patchGroup }),
  };
}
