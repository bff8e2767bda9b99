/** Clients that scan a fleet, by name, loaded when needed. */
export const SCANNERS = {
  patchlens: () => import('../patchlens.mjs'),
  '@aws-sdk/client-ssm and p-limit': () => import('../peers/client-ssm.mjs'),
};
