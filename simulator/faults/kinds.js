import { errorResponse } from '../http/response.js';
import { ServiceError } from '../service-error.js';

const THROTTLED = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 };
const FAILED = {
  code: 'InternalServerError',
  message: 'An error occurred on the server side.',
  status: 500,
};

/**
 * The kinds of faults:
 * - `throttle`: an error response with `code` (ThrottlingException), `message`, `status` (400), and
 *   `retryAfterMs` in x-amz-retry-after
 * - `fail`: an error response with `status` (500), `code`, `message`; or with `body`, any text, and
 *   `contentType`
 * - `stall`: the right response after `ms`, or never
 * - `cut`: the first `bytes` (half) of the right body, in a complete HTTP message
 * - `reset`: the connection ends without a response
 * - `lie`: the right response, with the output that `change(output)` returns
 */
const KINDS = { throttle, fail, stall, cut, reset, lie };

/** @typedef {{ kind: keyof typeof KINDS } & Record<string, unknown>} Fault */

/**
 * Responds to a call as a fault says.
 * @param {Fault} fault
 * @param {() => import('../http/response.js').ServiceResponse} respond makes the right response
 * @param {AbortSignal} signal ends a stall
 * @returns {import('../http/response.js').ServiceResponse |
 *   Promise<import('../http/response.js').ServiceResponse>}
 * @throws {TypeError} for an unknown kind
 */
export function applyFault(fault, respond, signal) {
  checkKind(fault);
  return KINDS[fault.kind](fault, respond, signal);
}

/** @param {Fault | undefined} fault @throws {TypeError} for an unknown kind */
export function checkKind(fault) {
  if (fault !== undefined && Object.hasOwn(KINDS, fault.kind)) return;
  const known = Object.keys(KINDS).join(', ');
  throw new TypeError(`faults: unknown kind "${fault?.kind}"; expected one of ${known}`);
}

function throttle({ retryAfterMs, ...error }) {
  const headers = retryAfterMs === undefined ? {} : { 'x-amz-retry-after': String(retryAfterMs) };
  return { ...failure({ ...THROTTLED, ...error }), headers };
}

function fail({ body, contentType, ...error }) {
  if (body === undefined) return failure({ ...FAILED, ...error });
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  return { status: error.status ?? FAILED.status, text: body, headers };
}

function failure({ code, message, status }) {
  return errorResponse(new ServiceError(code, message, { status }));
}

async function stall({ ms = Infinity }, respond, signal) {
  await pause(ms, signal);
  return respond();
}

function cut({ bytes = 'half' }, respond) {
  return { ...respond(), cutAt: bytes };
}

function reset() {
  return { isReset: true };
}

function lie({ change }, respond) {
  const response = respond();
  return { ...response, body: change(response.body) };
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = ms === Infinity ? undefined : setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
