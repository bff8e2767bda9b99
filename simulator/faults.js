import { ServiceError } from './service-error.js';
import { refusal } from './answer.js';

const THROTTLED = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 };
const FAILED = {
  code: 'InternalServerError',
  message: 'An error occurred on the server side.',
  status: 500,
};

/**
 * The kinds of faults:
 * - `throttle`: refused with `code` (ThrottlingException), `message`, `status` (400),
 *   `retryAfterMs` as x-amz-retry-after
 * - `fail`: refused with `status` (500), `code`, `message`; or with `body`, any text, and
 *   `contentType`
 * - `stall`: answered after `ms`, or never
 * - `cut`: answered with the first `bytes` (half) of the right text, in a sound HTTP message
 * - `reset`: the connection ends without an answer
 * - `lie`: answered with what `change(output)` returns
 */
const STRIKES = {
  throttle: ({ retryAfterMs, ...fault }) => ({
    ...refusalOf({ ...THROTTLED, ...fault }),
    headers: retryAfterMs === undefined ? {} : { 'x-amz-retry-after': String(retryAfterMs) },
  }),
  fail({ body, contentType, ...fault }) {
    if (body === undefined) return refusalOf({ ...FAILED, ...fault });
    const headers = contentType === undefined ? {} : { 'content-type': contentType };
    return { status: fault.status ?? FAILED.status, text: body, headers };
  },
  async stall({ ms = Infinity }, proceed, signal) {
    await pause(ms, signal);
    return proceed();
  },
  cut({ bytes }, proceed) {
    const answer = proceed();
    return { ...answer, cutAt: bytes ?? 'half' };
  },
  reset: () => ({ isReset: true }),
  lie({ change }, proceed) {
    const answer = proceed();
    return { ...answer, body: change(answer.body) };
  },
};

/**
 * Answers a call wrongly, as a fault says.
 * @param {import('./fault-script.js').Fault} fault
 * @param {() => import('./answer.js').Answer} proceed answers the call rightly
 * @param {AbortSignal} signal ends a stall
 * @returns {import('./answer.js').Answer | Promise<import('./answer.js').Answer>}
 */
export function strike(fault, proceed, signal) {
  if (!Object.hasOwn(STRIKES, fault.kind))
    throw new TypeError(`faults: unknown kind "${fault.kind}"`);
  return STRIKES[fault.kind](fault, proceed, signal);
}

function refusalOf({ code, message, status }) {
  return refusal(new ServiceError(code, message, { status }));
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
