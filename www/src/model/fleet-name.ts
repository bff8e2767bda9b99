/** Which fleet a connection shows, beside its scopes: histories of different fleets never mix. */

export type SessionKind = 'sample' | 'own' | 'file' | 'server';

/** `sample`, `aws`, the host of another endpoint, or `any` for a file, which does not say it. */
export function fleetName(kind: SessionKind, endpoint: string | undefined): string {
  if (kind === 'file') return 'any';
  if (kind === 'sample') return 'sample';
  return endpoint === undefined ? 'aws' : new URL(endpoint).host;
}
