import { refusal, success, toResponse } from './answer.js';
import { createCognitoIdentity } from './cognito-identity/service.js';
import { preflight } from './cors.js';
import { strike } from './faults.js';
import { deserialize } from './input/deserialize.js';
import { validate, validationError, violation } from './input/validate.js';
import { createNextTokens } from './next-token.js';
import { operation, operationNamed } from './operations/index.js';
import { outputQuirks } from './output-quirks.js';
import { createPaging } from './paging.js';
import { receive } from './received.js';
import { ServiceError } from './service-error.js';
import { settingsOf } from './settings.js';
import { createVerifier } from './signature/verifier.js';
import { createSts } from './sts/service.js';
import { timeWriter } from './wire.js';

const CONTENT_TYPE = /^application\/x-amz-json-1\.1\s*(;|$)/i;

/**
 * What `onRequest` is told.
 * @typedef {object} RequestRecord
 * @property {string} requestId
 * @property {string} method
 * @property {string} path
 * @property {string} [operation] absent if unknown
 * @property {string} [accessKeyId] absent before the signature was verified
 * @property {number} [status] absent if the connection was cut
 * @property {string} [code] the error code, for refusals
 * @property {string} [fault] the kind of the fault that struck
 */

/**
 * A service behind the one address.
 * @typedef {object} SimulatedService
 * @property {(message: import('./received.js').Received) => boolean} speaks whether a message is in
 *   its protocol
 * @property {(message: import('./received.js').Received, record: RequestRecord) =>
 *   Promise<import('./operations/index.js').Call>} accept refuses what is not rightly signed or
 *   cannot be read
 * @property {(call: import('./operations/index.js').Call) => import('./answer.js').Answer} answer
 * @property {(answer: import('./answer.js').Answer, message: import('./received.js').Received,
 *   record: RequestRecord) => import('./answer.js').Answer} present puts an answer into the form
 *   of its protocol
 */

/**
 * SSM on your own machine: answers requests as the service would, from a made-up fleet.
 *
 * @example
 * ```js
 * const simulator = createSimulator({ fleet: { nodes: 50 } });
 * const response = await simulator.handle(signedRequest);
 * ```
 * @param {import('./settings.js').SimulatorOptions} [options]
 */
export function createSimulator(options = {}) {
  const settings = settingsOf(options);
  const { fleet, region, now, onRequest, exposeHeaders } = settings;
  const ssm = createSsm(settings);
  const others = [createSts(settings), createCognitoIdentity(settings)];

  /**
   * @param {Request} request to any path; the signature covers the path that is in the request
   * @returns {Promise<Response>} `Response.error()` where the connection is to be cut
   */
  async function handle(request) {
    if (request.method === 'OPTIONS') return preflight(request);
    const { pathname } = new URL(request.url);
    const record = { requestId: crypto.randomUUID(), method: request.method, path: pathname };
    const message = await receive(request);
    const service = others.find(({ speaks }) => speaks(message)) ?? ssm;
    const answer = await answerTo(service, message, record, request.signal);
    onRequest({ ...record, status: answer.status, code: answer.code });
    const origin = request.headers.get('origin');
    const presented = service.present(answer, message, record);
    return toResponse(presented, { requestId: record.requestId, origin, now: now(), exposeHeaders });
  }

  async function answerTo(service, message, record, signal) {
    try {
      const call = await service.accept(message, record);
      const proceed = () => service.answer(call);
      const fault = await settings.faults?.(call);
      if (fault === undefined) return proceed();
      record.fault = fault.kind;
      return await strike(fault, proceed, signal);
    } catch (error) {
      if (error instanceof ServiceError) return refusal(error);
      throw error;
    }
  }

  return { handle, fleet, region };
}

function createSsm(settings) {
  const verify = createVerifier({ ...settings, service: 'ssm' });
  const service = serviceOf(settings);
  const quirky = outputQuirks(settings.quirks);

  async function accept(message, record) {
    record.operation = askedFor(message);
    const { accessKeyId } = await verify(message);
    record.accessKeyId = accessKeyId;
    const input = deserialize(message.body, operation(record.operation).input);
    return { operation: record.operation, input, accessKeyId };
  }

  return {
    speaks: () => true,
    accept,
    answer: (call) => success(quirky(outputOf(call, service, settings.quirks))),
    present: (answer) => answer,
  };
}

function serviceOf({ fleet, quirks, secret, region, now }) {
  const tokens = createNextTokens(secret);
  const write = timeWriter(quirks);
  return {
    fleet,
    region,
    now,
    time: (seconds, spelling) => (seconds === undefined ? undefined : write(seconds, spelling)),
    pageOf: createPaging({ tokens, quirks }),
  };
}

function askedFor(message) {
  const name = operationNamed(message.header('x-amz-target'));
  if (message.method !== 'POST' || !CONTENT_TYPE.test(message.header('content-type') ?? '')) {
    throw new ServiceError('UnknownOperationException', undefined, { status: 404 });
  }
  if (name === undefined) throw new ServiceError('UnknownOperationException');
  return name;
}

function outputOf(call, service, quirks) {
  const { input, answer } = operation(call.operation);
  validate(call.input, input);
  refuseLargePages(call.input, quirks);
  return answer(call, service);
}

function refuseLargePages({ MaxResults = 0 }, quirks) {
  if (quirks.has('max-results-50') && MaxResults > 50) {
    const constraint = 'Member must have value less than or equal to 50';
    throw validationError([violation('maxResults', String(MaxResults), constraint)]);
  }
}
