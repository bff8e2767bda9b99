/** What the form can fill in for the scopes that a link names. */
import type { RoleInput } from './connect-plan';
import { accountOf, regionOf } from './scope';

interface Draft {
  /** Of the account of the keys. */
  regions: string;
  roles: RoleInput[];
}

/**
 * The keys are taken to be those of the first account. For each of the others there is a role whose
 * name the person has to add.
 */
export function draftOf(scopes: readonly string[]): Draft {
  const [own, ...others] = [...new Set(scopes.map(accountOf))];
  const regionsOf = (account: string | undefined) =>
    scopes.filter((id) => accountOf(id) === account).map(regionOf).join(', ');
  return {
    regions: regionsOf(own),
    roles: others.map((account) => ({
      roleArn: account === undefined ? '' : `arn:aws:iam::${account}:role/`,
      externalId: '',
      regions: regionsOf(account),
    })),
  };
}
