/** The calls that a connection makes, in words, before it is made. */
import type { ConnectInput } from './connect-plan';
import { regionsIn } from './regions';
import { plural } from './words';

/** Of a thousand nodes: one list, 20 requests for patch states of 50 nodes, and what is open. */
const STATES_PER_THOUSAND = 20;
/** A guess at the share of nodes with something open, which is not known before it is read. */
const OPEN_PER_THOUSAND = 300;

export interface PlannedCalls {
  scopes: number;
  /** By action; those before the scan. */
  first: string[];
  /** For every thousand nodes. */
  perThousand: number;
}

/** `undefined` while nothing is chosen. */
export function plannedCalls({ regions, roles }: Omit<ConnectInput, 'endpoint'>): PlannedCalls | undefined {
  const own = regionsIn(regions).length;
  const assumed = roles.filter((role) => regionsIn(role.regions).length > 0);
  const scopes = assumed.reduce((sum, role) => sum + regionsIn(role.regions).length, own);
  if (scopes === 0) return undefined;
  const first = [
    own > 0 && '1 sts:GetCallerIdentity, for the account of the keys',
    assumed.length > 0 && `${assumed.length} sts:AssumeRole, and again about every hour`,
    `${scopes} ssm:DescribeInstanceInformation, to see that the keys are accepted`,
  ].filter((part) => part !== false);
  return { scopes, first, perThousand: STATES_PER_THOUSAND + OPEN_PER_THOUSAND };
}

export function scanWords({ scopes, perThousand }: PlannedCalls): string {
  return (
    `Then the scan of ${plural(scopes, 'scope')}: a few calls each, and for every 1,000 nodes ` +
    `about ${perThousand}: one for 50 nodes, and one or more for each node with open patches ` +
    `(here for ${OPEN_PER_THOUSAND} of them).`
  );
}
