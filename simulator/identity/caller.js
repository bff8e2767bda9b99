/** The account of AWS's documentation, which credentials without an owner belong to. */
const ACCOUNT = '123456789012';

/**
 * The principal behind a signature.
 * @typedef {object} Caller
 * @property {string} arn such as `arn:aws:sts::123456789012:assumed-role/Reader/session`
 * @property {string} userId
 */

/**
 * The caller behind credentials: the session that they were issued for, the `arn` in the options of
 * the simulator, or a made-up user or session.
 * @param {{ accessKeyId: string, sessionToken?: string, arn?: string, userId?: string }} credentials
 * @returns {Caller & { isSession: boolean }}
 */
export function callerOf({ accessKeyId, sessionToken, arn, userId }) {
  const isSession = sessionToken !== undefined;
  const id = accessKeyId.replace(/^A[KS]IA/, isSession ? 'AROA' : 'AIDA');
  return {
    arn: arn ?? (isSession ? sampleSession() : `arn:aws:iam::${ACCOUNT}:user/simulator`),
    userId: userId ?? (isSession ? `${id}:session` : id),
    isSession,
  };
}

function sampleSession() {
  return `arn:aws:sts::${ACCOUNT}:assumed-role/simulator/session`;
}

/** The account in an ARN. @param {string} arn */
export function accountOf(arn) {
  return arn.split(':')[4];
}
