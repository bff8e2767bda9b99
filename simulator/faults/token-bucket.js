/**
 * A rate limit as the service has it: it fills steadily and is full at the start. A call that finds
 * it empty takes no token.
 * @param {{ perSecond: number, burst?: number }} limits `burst` is how many tokens it holds,
 *   `perSecond` by default
 * @param {() => number} now milliseconds since the epoch
 * @returns {() => boolean} whether a call exceeds the rate; takes a token if it does not
 */
export function tokenBucket({ perSecond, burst = perSecond }, now) {
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
