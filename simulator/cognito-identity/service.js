import { successResponse } from '../http/response.js';
import { inputProblem } from '../identity/input-members.js';
import { ServiceError } from '../service-error.js';
import { violationsMessage } from '../violations.js';
import { createIdentities } from './identities.js';
import { OPERATIONS } from './operations.js';

const TARGET_PREFIX = 'AWSCognitoIdentityService.';
const MAX_LOGINS = 10;

/**
 * The operations of Amazon Cognito Identity that issue credentials: awsJson 1.1, all unsigned.
 * @param {ReturnType<import('../settings.js').settingsOf>} settings
 * @returns {import('../simulated-service.js').SimulatedService}
 */
export function createCognitoIdentity(settings) {
  const service = { ...settings, identities: createIdentities(settings) };

  function recognizes({ header }) {
    return header('x-amz-target')?.startsWith(TARGET_PREFIX) ?? false;
  }

  async function readCall(request, record) {
    const name = request.header('x-amz-target').slice(TARGET_PREFIX.length);
    if (request.method !== 'POST' || !Object.hasOwn(OPERATIONS, name)) {
      throw new ServiceError('UnknownOperationException');
    }
    record.operation = name;
    return { operation: name, input: inputIn(request.body, OPERATIONS[name].members) };
  }

  function respond({ operation, input }) {
    return successResponse(OPERATIONS[operation].output(input, service));
  }

  return { recognizes, readCall, respond, format: (response) => response };
}

function inputIn(body, members) {
  const present = Object.entries(parsed(body)).filter(([, value]) => value !== null);
  const { Logins, ...input } = Object.fromEntries(present);
  for (const name of Object.keys(members)) {
    if (input[name] !== undefined && typeof input[name] !== 'string') throw serializationError();
  }
  const problem = inputProblem(input, members);
  if (problem !== undefined) throw new ServiceError('ValidationException', problem);
  return { ...input, Logins: checkedLogins(Logins) };
}

function parsed(body) {
  const value = jsonIn(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw serializationError();
}

function jsonIn(body) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw serializationError();
  }
}

/** An empty map counts as absent. */
function checkedLogins(logins = {}) {
  if (typeof logins !== 'object' || Array.isArray(logins)) throw serializationError();
  const tokens = Object.values(logins);
  if (tokens.some((token) => typeof token !== 'string')) throw serializationError();
  if (tokens.length > MAX_LOGINS) {
    const constraint = `Member must have length less than or equal to ${MAX_LOGINS}`;
    // Without the value, which contains tokens.
    const violation = `Value at 'logins' failed to satisfy constraint: ${constraint}`;
    throw new ServiceError('ValidationException', violationsMessage([violation]));
  }
  return tokens.length === 0 ? undefined : logins;
}

function serializationError() {
  return new ServiceError('SerializationException');
}
