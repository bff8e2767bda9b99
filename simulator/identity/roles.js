import { derived, idText } from './derive.js';

const ROLE_ARN = /^arn:([\w-]+):iam::(\d{12}):role\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]{1,64})$/;
const SESSION_ARN = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\//;
const USER_ARN = /^arn:([\w-]+):iam::(\d{12}):/;
const DEFAULT_MAX_SECONDS = 3600;

/**
 * A role, and who may assume it.
 * @typedef {object} Role
 * @property {string} arn
 * @property {string} [externalId] must be given by whoever assumes it
 * @property {string[]} trusts principals: ARNs of users and roles, `arn:aws:iam::…:root` for a
 *   whole account, the name of an identity provider for the bearers of its tokens
 * @property {number} maxSeconds how long a session of it may be
 */

/**
 * @param {Iterable<{ arn: string, externalId?: string, trusts?: string[],
 *   maxSessionSeconds?: number }>} list trusting their own account, unless they say whom
 * @returns {Map<string, Role>} by ARN
 */
export function rolesByArn(list) {
  return new Map(Array.from(list, checked).map((role) => [role.arn, role]));
}

function checked({ arn, externalId, trusts, maxSessionSeconds = DEFAULT_MAX_SECONDS }) {
  if (!isRoleArn(arn)) throw new TypeError(`roles: "${arn}" is not the ARN of a role`);
  const [, partition, account] = ROLE_ARN.exec(arn);
  const own = `arn:${partition}:iam::${account}:root`;
  return { arn, externalId, trusts: trusts ?? [own], maxSeconds: maxSessionSeconds };
}

/** @param {string} arn */
export function isRoleArn(arn) {
  return ROLE_ARN.test(arn);
}

/**
 * Whether a role trusts the caller.
 * @param {Role} role
 * @param {import('./sessions.js').Caller} caller
 */
export function trusts({ trusts: principals }, { arn }) {
  const [, partition, account, name] = SESSION_ARN.exec(arn) ?? USER_ARN.exec(arn) ?? [];
  const isCaller = (principal) =>
    principal === arn ||
    principal === `arn:${partition}:iam::${account}:root` ||
    (name !== undefined && isRole(principal, partition, account, name));
  return principals.some(isCaller);
}

/** The ARN of a session tells no path. */
function isRole(principal, ...session) {
  const role = ROLE_ARN.exec(principal)?.slice(1) ?? [];
  return session.every((part, index) => part === role[index]);
}

/**
 * Who acts in a session of the role.
 * @param {{ arn: string }} role
 * @param {string} sessionName
 * @param {string} secret
 * @returns {import('./sessions.js').Caller}
 */
export function sessionOf({ arn }, sessionName, secret) {
  const [, partition, account, name] = ROLE_ARN.exec(arn);
  return {
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${sessionName}`,
    userId: `AROA${idText(derived(secret, 'role', arn).subarray(0, 17))}:${sessionName}`,
  };
}
