const BETA = 0.7; // What a throttled rate is multiplied by.
const SCALE = 0.4; // How fast the rate grows again.
const SMOOTHING = 0.8; // The weight of the latest half second in the measured rate.

/**
 * How fast a client may send, in the retry mode `adaptive`: a token bucket, whose rate follows what
 * the service lets through. The first throttled answer switches it on, every other one slows it
 * down, and with time it goes faster again, along the cubic curve of the congestion control of that
 * name (RFC 9438). Rates are requests per second, times milliseconds since the epoch.
 */
export class Limiter {
  /** The rate that is being sent, the one that is allowed, and the requests that may go now. */
  measured = 0;
  rate = 1;
  tokens = 0;
  #isOn = false;
  // The rate at which the service last throttled, when it did, and the time until it is there again.
  #limit = 0;
  #since;
  #recovery = 0;
  #filledAt;
  // The end of the latest half second that was measured, and the answers since.
  #measuredAt;
  #answers = 0;

  /** @param {number} ms now */
  constructor(ms) {
    const now = ms / 1000;
    this.#since = this.#filledAt = now;
    this.#measuredAt = Math.floor(now); // The first measurement begins on the full second.
  }

  /**
   * The milliseconds to wait before the next request; 0 says that it may go, and has been paid for.
   * Whoever waited asks again, since another may have come first.
   * @param {number} ms now
   */
  wait(ms) {
    if (!this.#isOn) return 0;
    this.#fill(ms / 1000);
    if (this.tokens < 1) return Math.ceil(((1 - this.tokens) / this.rate) * 1000);
    this.tokens -= 1;
    return 0;
  }

  /**
   * Notes what came of an attempt.
   * @param {boolean} isThrottled
   * @param {number} ms now
   */
  update(isThrottled, ms) {
    const now = ms / 1000;
    this.#measure(now);
    if (isThrottled) {
      this.#limit = this.#isOn ? Math.min(this.measured, this.rate) : this.measured;
      this.#recovery = Math.cbrt((this.#limit * (1 - BETA)) / SCALE);
      this.#since = now;
      this.#isOn = true;
    }
    // With no time since it throttled, this is BETA times the limit.
    const rate = SCALE * (now - this.#since - this.#recovery) ** 3 + this.#limit;
    this.#fill(now);
    this.rate = Math.max(Math.min(rate, 2 * this.measured), 0.5);
    this.#fill(now);
  }

  #measure(now) {
    this.#answers += 1;
    const until = Math.floor(now * 2) / 2;
    if (until > this.#measuredAt) {
      const rate = this.#answers / (until - this.#measuredAt);
      this.measured += SMOOTHING * (rate - this.measured);
      this.#answers = 0;
      this.#measuredAt = until;
    }
  }

  #fill(now) {
    // A clock that is set back stands still. There is always room for one.
    const added = Math.max(now - this.#filledAt, 0) * this.rate;
    this.tokens = Math.min(this.tokens + added, Math.max(this.rate, 1));
    this.#filledAt = now;
  }
}
