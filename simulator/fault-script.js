import { randomOf } from './fleet/random.js';

/**
 * What to do to one request; see {@link strike} for what each kind does.
 * @typedef {{ kind: 'throttle' | 'fail' | 'stall' | 'cut' | 'reset' | 'lie' } &
 *   Record<string, unknown>} Fault
 *
 * When to do it. All conditions given must hold; without any, every call is struck.
 * @typedef {object} FaultRule
 * @property {Fault} fault
 * @property {string} [operation] only calls of this operation
 * @property {number} [first] only the first so many of these calls
 * @property {number} [every] only each so-manyth of them
 * @property {number} [perSecond] only those beyond so many a second: a token bucket, as the service
 *   throttles
 * @property {number} [burst] how many tokens the bucket holds; `perSecond`
 * @property {number} [rate] only this share of them, from 0 to 1, drawn by seed
 */

const KINDS = ['throttle', 'fail', 'stall', 'cut', 'reset', 'lie'];

/**
 * Turns a list of rules into the function that the simulator asks: the first rule that applies
 * strikes.
 * @param {FaultRule[]} rules
 * @param {{ now: () => number, seed: number }} options
 * @returns {(call: import('./operations/index.js').Call) => Fault | undefined}
 */
export function faultScript(rules, { now, seed }) {
  const deciders = rules.map((rule, index) =>
    decider(rule, { now, random: randomOf('fault', seed, index) }),
  );
  return (call) => {
    const struck = deciders.map((applies) => applies(call)).indexOf(true);
    return struck < 0 ? undefined : rules[struck].fault;
  };
}

function decider({ fault, operation, first, every, rate, ...rest }, { now, random }) {
  if (!KINDS.includes(fault?.kind)) {
    throw new TypeError(
      `faults: unknown kind "${fault?.kind}"; expected one of ${KINDS.join(', ')}`,
    );
  }
  const exceeds = rest.perSecond === undefined ? () => true : tokenBucket(rest, now);
  let calls = 0;
  return (call) => {
    if (operation !== undefined && call.operation !== operation) return false;
    calls += 1;
    return (
      (first === undefined || calls <= first) &&
      (every === undefined || calls % every === 0) &&
      exceeds() &&
      (rate === undefined || random.chance(rate))
    );
  };
}

/** Full at the start; a call that finds it empty takes nothing. */
function tokenBucket({ perSecond, burst = perSecond }, now) {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const current = now();
    tokens = Math.min(burst, tokens + (Math.max(0, current - filledAt) / 1000) * perSecond);
    filledAt = current;
    if (tokens < 1) return true;
    tokens -= 1;
    return false;
  };
}
