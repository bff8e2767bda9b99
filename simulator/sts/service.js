import { success } from '../answer.js';
import { complaint } from '../identity/members.js';
import { ServiceError } from '../service-error.js';
import { createVerifier } from '../signature/verifier.js';
import { callerOf } from './caller.js';
import { write } from './document.js';
import { OPERATIONS } from './operations.js';
import { invalidInput, inWordsOfSts } from './refusals.js';

const CONTENT_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const VERSION = '2011-06-15';

/**
 * AWS STS, as far as it hands out credentials for roles: the query protocol.
 * @param {ReturnType<import('../settings.js').settingsOf>} settings
 * @returns {import('../simulator.js').SimulatedService}
 */
export function createSts(settings) {
  const verify = createVerifier({ ...settings, service: 'sts' });

  function speaks({ header }) {
    return CONTENT_TYPE.test(header('content-type') ?? '');
  }

  async function accept(message, record) {
    const form = new URLSearchParams(new TextDecoder().decode(message.body));
    const operation = operationNamed(form);
    record.operation = form.get('Action');
    const signer = operation.isSigned ? await verified(message) : undefined;
    record.accessKeyId = signer?.accessKeyId;
    const input = inputOf(form, operation.members);
    const caller = signer && callerOf(signer);
    return { operation: record.operation, input, caller, accessKeyId: signer?.accessKeyId };
  }

  async function verified(message) {
    try {
      return await verify(message);
    } catch (error) {
      throw inWordsOfSts(error);
    }
  }

  function answer(call) {
    return success(OPERATIONS[call.operation].answer(call, settings));
  }

  return { speaks, accept, answer, present };
}

function operationNamed(form) {
  const [name, version] = [form.get('Action'), form.get('Version')];
  if (name !== null && Object.hasOwn(OPERATIONS, name) && version === VERSION) {
    return OPERATIONS[name];
  }
  const wanted = version ?? 'NO_VERSION_SPECIFIED';
  const message = `Could not find operation ${name} for version ${wanted}`;
  throw new ServiceError('InvalidAction', message);
}

function inputOf(form, members) {
  const given = Object.entries(members).filter(([name]) => form.has(name));
  const read = ([name, { type }]) => [
    name,
    type === 'integer' ? integer(form, name) : form.get(name),
  ];
  const input = Object.fromEntries(given.map(read));
  const message = complaint(input, members);
  if (message !== undefined) throw invalidInput(message);
  return input;
}

function integer(form, name) {
  const text = form.get(name);
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw new ServiceError('MalformedInput', `Could not parse ${name} as an integer`);
}

/** As XML or JSON, wrapped as either says what it is; a fault's own text is left alone. */
function present(answer, { header }, { operation, requestId }) {
  if (answer.body === undefined) return answer;
  const isJson = /\bapplication\/json\b/i.test(header('accept') ?? '');
  const { body, code, status, headers, ...rest } = answer;
  const refused = code !== undefined;
  const document = refused ? refusal(answer, requestId) : result(operation, body, requestId);
  // In JSON a refusal has no root.
  const { text, contentType } = write(
    isJson && refused ? document.ErrorResponse : document,
    isJson,
  );
  return { ...rest, status, text, headers: { 'content-type': contentType, ...headers } };
}

function result(operation, body, requestId) {
  return {
    [`${operation}Response`]: {
      [`${operation}Result`]: body,
      ResponseMetadata: { RequestId: requestId },
    },
  };
}

function refusal({ code, status, body }, requestId) {
  const type = status >= 500 ? 'Receiver' : 'Sender';
  const message = body.message ?? '';
  return {
    ErrorResponse: { Error: { Type: type, Code: code, Message: message }, RequestId: requestId },
  };
}
