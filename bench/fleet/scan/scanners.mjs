/** Clients that scan a fleet, by name, loaded when needed. */
export const SCANNERS = {
  patchlens: () => import('../patchlens.mjs'),
  'client-ssm and p-limit, over fetch': async () =>
    (await import('../peers/client-ssm.mjs')).overFetch,
  'client-ssm and p-limit, over node:http': () => import('../peers/client-ssm.mjs'),
};
