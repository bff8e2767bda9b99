import type { Role } from './identity.ts';

/** Who has a role. */
interface Members {
  emails: Set<string>;
  groups: Set<string>;
  serviceTokens: Set<string>;
}

/** The variable ACCESS_ROLES, read. */
export interface Roles {
  reader: Members;
  editor: Members;
  /** The custom claim of the identity provider that lists groups. */
  groupClaim: string | undefined;
}

/** What a token says of its owner. */
export interface Subject {
  email?: string | undefined;
  serviceToken?: string | undefined;
  groups: string[];
}

const NAMES = ['reader', 'editor', 'groupClaim'];
const LISTS = ['emails', 'groups', 'serviceTokens'] as const;
const EMAIL = /^[^\s@]+@[^\s@]+$/;

/**
 * @param text JSON, such as `{ "reader": { "groups": ["it"] }, "editor": { "emails": ["kim@example.com"] },
 *   "groupClaim": "groups" }`
 * @throws for a text that is not this, with the member that is wrong
 */
export function rolesOf(text: string | undefined): Roles {
  const given = objectAt('ACCESS_ROLES', parsed(text || '{}'), NAMES);
  const { groupClaim } = given;
  const roles = {
    reader: membersAt('ACCESS_ROLES.reader', given.reader),
    editor: membersAt('ACCESS_ROLES.editor', given.editor),
    groupClaim: groupClaim === undefined ? undefined : textAt('ACCESS_ROLES.groupClaim', groupClaim),
  };
  const hasGroups = roles.reader.groups.size + roles.editor.groups.size > 0;
  if (hasGroups && !roles.groupClaim) throw new Error('ACCESS_ROLES.groupClaim: required for groups');
  return roles;
}

/** Returns the highest role of a subject, and `undefined` for one that is not listed. */
export function roleOf(subject: Subject, { reader, editor }: Roles): Role | undefined {
  if (isAmong(subject, editor)) return 'editor';
  return isAmong(subject, reader) ? 'reader' : undefined;
}

function isAmong({ email, serviceToken, groups }: Subject, members: Members): boolean {
  if (email !== undefined && members.emails.has(email)) return true;
  if (serviceToken !== undefined && members.serviceTokens.has(serviceToken)) return true;
  return groups.some((group) => members.groups.has(group));
}

function membersAt(at: string, value: unknown): Members {
  const given = objectAt(at, value ?? {}, LISTS);
  const [emails, groups, serviceTokens] = LISTS.map((name) => listAt(`${at}.${name}`, given[name]));
  return {
    emails: new Set((emails ?? []).map((email, i) => emailAt(`${at}.emails[${i}]`, email))),
    groups: new Set(groups),
    serviceTokens: new Set(serviceTokens),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The words of the parser quote the text.
    throw new Error('ACCESS_ROLES: not JSON');
  }
}

function objectAt(at: string, value: unknown, names: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${at}: expected an object`);
  }
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`${at}.${unknown}: there is no such member`);
  return value as Record<string, unknown>;
}

function listAt(at: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Error(`${at}: expected a list`);
  return value.map((item, i) => textAt(`${at}[${i}]`, item));
}

function textAt(at: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`${at}: expected a text, but is ${JSON.stringify(value)}`);
}

function emailAt(at: string, value: string): string {
  if (EMAIL.test(value)) return value.toLowerCase();
  throw new Error(`${at}: not an e-mail address, but is ${JSON.stringify(value)}`);
}
