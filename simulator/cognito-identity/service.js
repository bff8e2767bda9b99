import { success } from '../answer.js';
import { complaint } from '../identity/members.js';
import { ServiceError } from '../service-error.js';
import { createIdentities } from './identities.js';
import { OPERATIONS } from './operations.js';

const TARGET_PREFIX = 'AWSCognitoIdentityService.';
const MAX_LOGINS = 10;

/**
 * Amazon Cognito Identity, as far as it hands out credentials: awsJson 1.1, nothing of it signed.
 * @param {ReturnType<import('../settings.js').settingsOf>} settings
 * @returns {import('../simulator.js').SimulatedService}
 */
export function createCognitoIdentity(settings) {
  const service = { ...settings, identities: createIdentities(settings) };

  function speaks({ header }) {
    return header('x-amz-target')?.startsWith(TARGET_PREFIX) ?? false;
  }

  async function accept(message, record) {
    const name = message.header('x-amz-target').slice(TARGET_PREFIX.length);
    if (message.method !== 'POST' || !Object.hasOwn(OPERATIONS, name)) {
      throw new ServiceError('UnknownOperationException');
    }
    record.operation = name;
    return { operation: name, input: inputOf(message.body, OPERATIONS[name].members) };
  }

  function answer({ operation, input }) {
    return success(OPERATIONS[operation].answer(input, service));
  }

  return { speaks, accept, answer, present: (answer) => answer };
}

function inputOf(body, members) {
  const given = parsed(body);
  const present = Object.entries(given).filter(([, value]) => value !== null);
  const { Logins, ...input } = Object.fromEntries(present);
  for (const name of Object.keys(members)) {
    if (input[name] !== undefined && typeof input[name] !== 'string') throw unreadable();
  }
  const message = complaint(input, members);
  if (message !== undefined) throw new ServiceError('ValidationException', message);
  return { ...input, Logins: loginsOf(Logins) };
}

function parsed(body) {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw unreadable();
}

/** No logins are the same as none given. */
function loginsOf(logins = {}) {
  if (typeof logins !== 'object' || Array.isArray(logins)) throw unreadable();
  const entries = Object.entries(logins);
  if (entries.some(([, token]) => typeof token !== 'string')) throw unreadable();
  if (entries.length > MAX_LOGINS) {
    const constraint = `Member must have length less than or equal to ${MAX_LOGINS}`;
    const message = `1 validation error detected: Value at 'logins' failed to satisfy constraint: `;
    throw new ServiceError('ValidationException', `${message}${constraint}`);
  }
  return entries.length === 0 ? undefined : logins;
}

function unreadable() {
  return new ServiceError('SerializationException');
}
