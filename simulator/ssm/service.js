import { successResponse } from '../http/response.js';
import { accountOf, callerOf } from '../identity/caller.js';
import { ServiceError } from '../service-error.js';
import { createVerifier } from '../signature/verifier.js';
import { deserialize } from './input/deserialize.js';
import { validate } from './input/validate.js';
import { CONTENT_TYPE, OPERATIONS, TARGET_PREFIX } from './model.js';
import { createNextTokens } from './next-token.js';
import { operationNamed } from './operations/index.js';
import { createSerializer } from './output/serialize.js';
import { createPaging } from './paging.js';
import { requestKey } from './request-key.js';
import { checkAccess, checkPageSize } from './restrictions.js';

/**
 * The read operations of SSM Patch Manager: awsJson 1.1.
 * @param {ReturnType<import('../settings.js').settingsOf>} settings
 * @returns {import('../simulated-service.js').SimulatedService}
 */
export function createSsm(settings) {
  const { scopeOf, now, quirks, secret } = settings;
  const verify = createVerifier({ ...settings, service: 'ssm' });
  const pageOf = createPaging({ tokens: createNextTokens(secret), quirks });
  const serialize = createSerializer(quirks);

  async function readCall(request, record) {
    const operation = operationIn(request);
    record.operation = operation;
    const { region, ...credentials } = await verify(request);
    const { accessKeyId } = credentials;
    const caller = callerOf(credentials);
    const place = placeOf(scopeOf(accountOf(caller.arn), region));
    Object.assign(record, { accessKeyId, ...place });
    checkAccess(operation, { caller, region, quirks });
    const input = deserialize(request.body, OPERATIONS[operation].input);
    return { operation, input, accessKeyId, ...place };
  }

  function limit({ account, region }) {
    return scopeOf(account, region).isExceeded() ? { kind: 'throttle' } : undefined;
  }

  function respond(call) {
    const { input, output } = OPERATIONS[call.operation];
    validate(call.input, input);
    checkPageSize(call, quirks);
    return successResponse(serialize(outputOf(call), output, requestKey(call)));
  }

  function outputOf(call) {
    const operation = operationNamed(call.operation);
    const { fleet, region } = scopeOf(call.account, call.region);
    const account = { fleet, region, now, quirks };
    if ('read' in operation) return operation.read(call, account);
    const { items, nextToken } = pageOf(call, operation.list(call, account), operation);
    return {
      [OPERATIONS[call.operation].items]: items.map((item) => operation.describe(item, account)),
      NextToken: nextToken,
    };
  }

  return { recognizes: () => true, readCall, limit, respond, format: (response) => response };
}

/** Where a call reads, if there is more than one account. */
function placeOf({ account, region }) {
  return account === undefined ? {} : { account, region };
}

function operationIn({ method, header }) {
  const contentType = (header('content-type') ?? '').split(';')[0].trim().toLowerCase();
  if (method !== 'POST' || contentType !== CONTENT_TYPE) throw unknownOperation({ status: 404 });
  const target = header('x-amz-target') ?? '';
  const name = target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : '';
  if (!Object.hasOwn(OPERATIONS, name)) throw unknownOperation({ status: 400 });
  return name;
}

function unknownOperation(form) {
  return new ServiceError('UnknownOperationException', undefined, form);
}
