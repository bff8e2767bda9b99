/** What is typed into the form so far, but for the keys, which are in its fields only. */
import { signal } from '@preact/signals';
import type { RoleInput } from './model/connect-plan';
import { draftOf } from './model/linked-draft';

/** A role with a key by which the page tells it from others. */
export interface RoleDraft extends RoleInput {
  key: number;
}

/** Regions of the account of the keys, as text. */
export const ownRegions = signal('');
export const roles = signal<readonly RoleDraft[]>([]);
let lastKey = 0;

/** Fills in what the scopes of a link say: Regions, and accounts of which roles can be assumed. */
export function prefill(scopes: readonly string[]): void {
  const { regions, roles: inputs } = draftOf(scopes);
  ownRegions.value = regions;
  roles.value = inputs.map(withKey);
}

export function addRole(): void {
  roles.value = [...roles.value, withKey({ roleArn: '', externalId: '', regions: '' })];
}

export function changeRole(key: number, change: Partial<RoleInput>): void {
  roles.value = roles.value.map((role) => (role.key === key ? { ...role, ...change } : role));
}

export function removeRole(key: number): void {
  roles.value = roles.value.filter((role) => role.key !== key);
}

/** Leaves the rest, for the next connection. */
export function forgetExternalIds(): void {
  roles.value = roles.value.map((role) => ({ ...role, externalId: '' }));
}

function withKey(input: RoleInput): RoleDraft {
  lastKey += 1;
  return { ...input, key: lastKey };
}
