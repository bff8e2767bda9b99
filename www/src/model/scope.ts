/**
 * Scopes by their ids: an account and a Region, such as `111122223333/eu-central-1`, or the Region
 * alone where the account is not known.
 */
import { plural } from './words';

const SCOPE = /^(?:\d{12}\/)?[a-z][a-z0-9-]{0,39}$/;

export function scopeId(account: string | undefined, region: string): string {
  return account === undefined ? region : `${account}/${region}`;
}

export function regionOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** `undefined` where the account is not known. */
export function accountOf(id: string): string | undefined {
  return id.includes('/') ? id.slice(0, id.indexOf('/')) : undefined;
}

/** The scopes that an address names, without the parts that are no scope. */
export function parseScopes(text: string | null): string[] {
  const ids = (text ?? '').split(',').filter((id) => SCOPE.test(id));
  return [...new Set(ids)];
}

export function formatScopes(ids: readonly string[]): string {
  return [...ids].sort().join(',');
}

/**
 * The scopes of an address that are not connected. A Region without an account is the same as that
 * Region with one, since one of both does not know the account.
 */
export function missingScopes(asked: readonly string[], connected: readonly string[]): string[] {
  return asked.filter((id) => !connected.some((other) => isSame(id, other)));
}

function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const isUnsure = accountOf(one) === undefined || accountOf(other) === undefined;
  return isUnsure && regionOf(one) === regionOf(other);
}

/** `3 scopes of 2 accounts`. */
export function scopesWords(ids: readonly string[]): string {
  const accounts = new Set(ids.map(accountOf).filter((account) => account !== undefined));
  const of = accounts.size > 1 ? ` of ${plural(accounts.size, 'account')}` : '';
  return `${plural(ids.length, 'scope')}${of}`;
}

/** `us-east-1`, or `us-east-1 and eu-central-1`. */
export function regionsWords(ids: readonly string[]): string {
  return listWords([...new Set(ids.map(regionOf))]);
}

/** `a, b and c`. */
export function listWords(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last;
}
