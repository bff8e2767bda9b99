import { createCognitoIdentity } from './cognito-identity/service.js';
import { applyFault } from './faults/kinds.js';
import { preflight } from './http/cors.js';
import { receive } from './http/received-request.js';
import { errorResponse, toHttp } from './http/response.js';
import { ServiceError } from './service-error.js';
import { settingsOf } from './settings.js';
import { createSsm } from './ssm/service.js';
import { createSts } from './sts/service.js';

/**
 * SSM on your own machine, with STS and Cognito Identity beside it: responds as the services do, from
 * a made-up fleet.
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
  const { fleet, region, scopes, now, faults, onRequest, exposeHeaders } = settings;
  // SSM comes last, because it takes every request that the others do not recognize.
  const services = [createSts(settings), createCognitoIdentity(settings), createSsm(settings)];

  /**
   * @param {Request} request to any path; the signature covers the path that is in the request
   * @returns {Promise<Response>} `Response.error()` if the connection is to be reset
   */
  async function handle(request) {
    if (request.method === 'OPTIONS') return preflight(request);
    const received = await receive(request);
    const { method, url } = received;
    const record = { requestId: crypto.randomUUID(), method, path: url.pathname };
    const service = services.find(({ recognizes }) => recognizes(received));
    const response = await responseOf(service, received, record, request.signal);
    onRequest({ ...record, status: response.status, code: response.code });
    return toHttp(service.format(response, received, record), {
      requestId: record.requestId,
      origin: request.headers.get('origin'),
      now: now(),
      exposeHeaders,
    });
  }

  async function responseOf(service, received, record, signal) {
    try {
      const call = await service.readCall(received, record);
      const respond = () => service.respond(call);
      const fault = service.limit?.(call) ?? (await faults(call));
      if (fault === undefined) return respond();
      record.fault = fault.kind;
      return await applyFault(fault, respond, signal);
    } catch (error) {
      if (error instanceof ServiceError) return errorResponse(error);
      throw error;
    }
  }

  /** `fleet` and `region` are those of the first scope, which is the only one by default. */
  return { handle, fleet, region, scopes };
}
