/**
 * Who may ask the server on this computer. Any page in the browser can send requests to it, and a page whose
 * name leads to 127.0.0.1 can read the answers, so each request is checked: where it is sent to, what sends
 * it, and whether it has the cookie.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;
const CODE_LASTS_MS = 5 * 60_000;
const NAMES = ['127.0.0.1', 'localhost'];
/** From the page itself, or from a person who opens the URL. */
const OWN_SITES = ['same-origin', 'none'];

export class Access {
  #hosts;
  #cookieName;
  #cookie = secret();
  #now;
  /** @type {{ value: string, endsAt: number } | undefined} */
  #code;

  /** @param {number} port @param {{ now?: () => number }} [clock] */
  constructor(port, { now = Date.now } = {}) {
    // Without the port where that is the one of HTTP, as browsers write it.
    this.#hosts = NAMES.map((name) => new URL(`http://${name}:${port}`).host);
    // Browsers send cookies to all ports of a name: two servers must not take each other's place.
    this.#cookieName = `patchlens-${port}`;
    this.#now = now;
  }

  /** A URL with a new code, in place of an earlier one. It opens the page once, and soon. */
  newUrl() {
    this.#code = { value: secret(), endsAt: this.#now() + CODE_LASTS_MS };
    return `http://${this.#hosts[0]}/?code=${this.#code.value}`;
  }

  /**
   * @param {import('node:http').IncomingHttpHeaders} headers
   * @returns {string | undefined} why the request is refused, whatever it has
   */
  foreign({ host, origin, 'sec-fetch-site': site }) {
    if (!this.#hosts.includes(host)) return 'The request is for another host than this server';
    if (origin !== undefined && origin !== `http://${host}`) return 'The request comes from another page';
    if (site === undefined || OWN_SITES.includes(site)) return undefined;
    return 'The request comes from another page. Copy the URL into the address bar';
  }

  /** Whether the request has the cookie. */
  knows({ cookie = '' }) {
    const prefix = `${this.#cookieName}=`;
    const own = cookie.split(';').map((pair) => pair.trim());
    return own.some((pair) => pair.startsWith(prefix) && isSame(pair.slice(prefix.length), this.#cookie));
  }

  /** @returns {string | undefined} the header that sets the cookie, for a code that is right, once */
  exchange(code) {
    const expected = this.#code;
    if (expected === undefined || !isSame(code, expected.value)) return undefined;
    this.#code = undefined;
    if (this.#now() >= expected.endsAt) return undefined;
    return `${this.#cookieName}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/`;
  }
}

function secret() {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** Takes the same time for every text. */
function isSame(text, expected) {
  const [one, other] = [text, expected].map((it) => createHash('sha256').update(it).digest());
  return timingSafeEqual(one, other);
}
