/** The policy of the built page, with more endpoints, as an operator adds an own one. */

const OWN = "connect-src 'self'";

/**
 * @param {string} html of the built page
 * @param {Iterable<string>} urls of endpoints at other origins
 */
export function allowing(html, urls) {
  const origins = [...urls].map((url) => new URL(url).origin);
  if (!html.includes(OWN)) throw new Error('index.html has no policy');
  return html.replace(OWN, [OWN, ...new Set(origins)].join(' '));
}
