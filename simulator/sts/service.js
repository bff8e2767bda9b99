import { successResponse } from '../http/response.js';
import { callerOf } from '../identity/caller.js';
import { inputProblem } from '../identity/input-members.js';
import { ServiceError } from '../service-error.js';
import { createVerifier } from '../signature/verifier.js';
import { write } from './document.js';
import { toStsError, validationError } from './errors.js';
import { OPERATIONS } from './operations.js';

const CONTENT_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const VERSION = '2011-06-15';

/**
 * The operations of AWS STS that issue credentials for roles: the query protocol.
 * @param {ReturnType<import('../settings.js').settingsOf>} settings
 * @returns {import('../simulated-service.js').SimulatedService}
 */
export function createSts(settings) {
  const verify = createVerifier({ ...settings, service: 'sts' });

  function recognizes({ header }) {
    return CONTENT_TYPE.test(header('content-type') ?? '');
  }

  async function readCall(request, record) {
    const form = new URLSearchParams(new TextDecoder().decode(request.body));
    const operation = operationIn(form);
    record.operation = form.get('Action');
    const credentials = operation.isSigned ? await verified(request) : undefined;
    const accessKeyId = credentials?.accessKeyId;
    record.accessKeyId = accessKeyId;
    const input = inputIn(form, operation.members);
    const caller = credentials && callerOf(credentials);
    return { operation: record.operation, input, caller, accessKeyId };
  }

  async function verified(request) {
    try {
      return await verify(request);
    } catch (error) {
      throw toStsError(error);
    }
  }

  function respond(call) {
    return successResponse(OPERATIONS[call.operation].output(call, settings));
  }

  return { recognizes, readCall, respond, format };
}

function operationIn(form) {
  const [name, version] = [form.get('Action'), form.get('Version')];
  if (name !== null && Object.hasOwn(OPERATIONS, name) && version === VERSION) {
    return OPERATIONS[name];
  }
  const requested = version ?? 'NO_VERSION_SPECIFIED';
  const message = `Could not find operation ${name} for version ${requested}`;
  throw new ServiceError('InvalidAction', message);
}

function inputIn(form, members) {
  const present = Object.entries(members).filter(([name]) => form.has(name));
  const entries = present.map(([name, { type }]) => [
    name,
    type === 'integer' ? integerIn(form, name) : form.get(name),
  ]);
  const input = Object.fromEntries(entries);
  const problem = inputProblem(input, members);
  if (problem !== undefined) throw validationError(problem);
  return input;
}

function integerIn(form, name) {
  const text = form.get(name);
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw new ServiceError('MalformedInput', `Could not parse ${name} as an integer`);
}

/** Wraps the body, and writes it as XML or JSON; the text of a fault stays as it is. */
function format(response, { header }, { operation, requestId }) {
  if (response.body === undefined) return response;
  const isJson = /\bapplication\/json\b/i.test(header('accept') ?? '');
  const { body, code, headers, ...rest } = response;
  const document =
    code === undefined
      ? resultDocument(operation, body, requestId)
      : errorDocument(response, requestId, isJson);
  const { text, contentType } = write(document, isJson ? 'json' : 'xml');
  return { ...rest, text, headers: { 'content-type': contentType, ...headers } };
}

function resultDocument(operation, body, requestId) {
  return {
    [`${operation}Response`]: {
      [`${operation}Result`]: body,
      ResponseMetadata: { RequestId: requestId },
    },
  };
}

/** In JSON an error has no root. */
function errorDocument({ code, status, body }, requestId, isJson) {
  const type = status >= 500 ? 'Receiver' : 'Sender';
  const error = { Type: type, Code: code, Message: body.message ?? '' };
  const members = { Error: error, RequestId: requestId };
  return isJson ? members : { ErrorResponse: members };
}
