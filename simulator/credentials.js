/**
 * The credentials that the simulator accepts by default: the example keys of AWS's documentation,
 * which are valid nowhere else.
 */
export const SAMPLE_CREDENTIALS = Object.freeze([
  Object.freeze({
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  }),
  Object.freeze({
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
    sessionToken:
      'IQoJb3JpZ2luX2VjEXAMPLETOKEN//////////wEaCXVzLWVhc3QtMSJHMEUCIQDm+simulator/sample=',
  }),
]);

/**
 * @param {Iterable<{ accessKeyId: string, secretAccessKey: string, sessionToken?: string,
 *   expiration?: Date | string | number, arn?: string }>} list
 * @returns {Map<string, ReturnType<typeof checked>>} by access key id
 */
export function credentialsById(list) {
  const byId = new Map();
  for (const credentials of list) {
    byId.set(credentials.accessKeyId, checked(credentials));
  }
  if (byId.size === 0) throw new TypeError('credentials: at least one key pair is needed');
  return byId;
}

function checked({ accessKeyId, secretAccessKey, sessionToken, expiration, arn }) {
  if (!accessKeyId || !secretAccessKey) {
    throw new TypeError('credentials: accessKeyId and secretAccessKey must be non-empty texts');
  }
  const expiresAt = expiration === undefined ? Infinity : new Date(expiration).getTime();
  if (Number.isNaN(expiresAt)) {
    throw new TypeError(`credentials: expiration of ${accessKeyId} is not a time`);
  }
  return { accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined, expiresAt, arn };
}
