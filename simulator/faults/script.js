import { randomOf } from '../fleet/random.js';
import { checkKind } from './kinds.js';
import { tokenBucket } from './token-bucket.js';

/**
 * When to apply a fault. All given conditions must hold; without any, the rule applies to every
 * call.
 * @typedef {object} FaultRule
 * @property {import('./kinds.js').Fault} fault
 * @property {string} [operation] only calls of this operation
 * @property {number} [first] only the first of these calls, this many
 * @property {number} [every] only every n-th of them
 * @property {number} [perSecond] only those that exceed this rate: a token bucket, as the service
 *   throttles
 * @property {number} [burst] how many tokens the bucket holds; `perSecond` by default
 * @property {number} [rate] only this share of them, from 0 to 1, chosen by the seed
 */

/**
 * Turns a list of rules into a function; the first rule that applies decides.
 * @param {FaultRule[]} rules
 * @param {{ now: () => number, seed: number }} options
 * @returns {(call: import('../simulated-service.js').Call) =>
 *   import('./kinds.js').Fault | undefined}
 * @throws {TypeError} for an unknown kind of fault
 */
export function faultScript(rules, { now, seed }) {
  rules.forEach(({ fault }) => checkKind(fault));
  const conditions = rules.map((rule, index) =>
    conditionOf(rule, { now, random: randomOf('fault', seed, index) }),
  );
  return (call) => {
    // Every rule counts the call, also those after the one that applies.
    const applies = conditions.map((condition) => condition(call)).indexOf(true);
    return applies < 0 ? undefined : rules[applies].fault;
  };
}

function conditionOf({ operation, first, every, rate, ...limits }, { now, random }) {
  const exceeds = limits.perSecond === undefined ? () => true : tokenBucket(limits, now);
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
