import { derive, idText } from './derive.js';

const ROLE_ARN = /^arn:([\w-]+):iam::(\d{12}):role\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]{1,64})$/;
const SESSION_ARN = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\//;
const USER_ARN = /^arn:([\w-]+):iam::(\d{12}):/;
const DEFAULT_MAX_SECONDS = 3600;

/**
 * A role and its trust policy.
 * @typedef {object} Role
 * @property {string} arn
 * @property {string} [externalId] required from callers
 * @property {string[]} trusts principals: ARNs of users and roles, `arn:aws:iam::…:root` for a
 *   whole account, the name of an identity provider for the bearers of its tokens
 * @property {number} maxSeconds the longest session
 */

/**
 * @param {Iterable<{ arn: string, externalId?: string, trusts?: string[],
 *   maxSessionSeconds?: number }>} list without `trusts`, a role trusts its own account
 * @returns {Map<string, Role>} by ARN
 */
export function rolesByArn(list) {
  return new Map(Array.from(list, checked).map((role) => [role.arn, role]));
}

function checked({ arn, externalId, trusts, maxSessionSeconds = DEFAULT_MAX_SECONDS }) {
  if (!isRoleArn(arn)) throw new TypeError(`roles: "${arn}" is not the ARN of a role`);
  const [, partition, account] = ROLE_ARN.exec(arn);
  const ownAccount = `arn:${partition}:iam::${account}:root`;
  return { arn, externalId, trusts: trusts ?? [ownAccount], maxSeconds: maxSessionSeconds };
}

/** @param {string} arn */
export function isRoleArn(arn) {
  return ROLE_ARN.test(arn);
}

/**
 * Whether a role trusts a caller.
 * @param {Role} role
 * @param {import('./caller.js').Caller} caller
 */
export function trusts({ trusts: principals }, { arn }) {
  const [, partition, account, name] = SESSION_ARN.exec(arn) ?? USER_ARN.exec(arn) ?? [];
  return principals.some(
    (principal) =>
      principal === arn ||
      principal === `arn:${partition}:iam::${account}:root` ||
      (name !== undefined && isRole(principal, partition, account, name)),
  );
}

/** The ARN of a session does not contain the path of its role. */
function isRole(principal, ...session) {
  const role = ROLE_ARN.exec(principal)?.slice(1) ?? [];
  return session.every((part, index) => part === role[index]);
}

/**
 * The caller in a session of a role.
 * @param {{ arn: string }} role
 * @param {string} sessionName
 * @param {string} secret
 * @returns {import('./caller.js').Caller}
 */
export function sessionOf({ arn }, sessionName, secret) {
  const [, partition, account, name] = ROLE_ARN.exec(arn);
  return {
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${sessionName}`,
    userId: `AROA${idText(derive(secret, 'role', arn).subarray(0, 17))}:${sessionName}`,
  };
}
