import { roleArn } from '../scopes.js';
import { accountOf, callerOf } from './caller.js';

/**
 * The keys of all scopes, each owned by a user of its account.
 * @param {import('../scopes.js').ScopeOptions[]} scopes
 */
export function credentialsOfScopes(scopes) {
  return scopes.flatMap(({ account, credentials = [] }) =>
    Array.from(credentials, (keys) => ({ ...keys, arn: ownerIn(account, keys) })),
  );
}

/**
 * The roles of all scopes. Those without `trusts` can be assumed with the credentials of the
 * simulator.
 * @param {import('../scopes.js').ScopeOptions[]} scopes
 * @param {Iterable<{ accessKeyId: string, sessionToken?: string, arn?: string }>} credentials
 */
export function rolesOfScopes(scopes, credentials) {
  const callers = Array.from(credentials, (keys) => accountOf(callerOf(keys).arn));
  return scopes.map(({ account, role }) => {
    const arn = roleArn(role, account);
    if (accountOf(arn) !== account) {
      throw new TypeError(`scopes: ${arn} is not a role of account ${account}`);
    }
    const trusts = [account, ...callers].map((trusted) => `arn:aws:iam::${trusted}:root`);
    return { trusts, ...(typeof role === 'object' ? role : {}), arn };
  });
}

function ownerIn(account, { accessKeyId, arn = `arn:aws:iam::${account}:user/simulator` }) {
  if (accountOf(arn) === account) return arn;
  throw new TypeError(`scopes: the owner of ${accessKeyId}, ${arn}, is not in account ${account}`);
}
