/** The part of W3C WebDriver that opens pages. */
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/**
 * @param {string} url of a driver, which may still be starting
 * @param {number} limitMs limit for its start and for each command
 * @returns {Promise<{ capabilities: object, visit: (url: string) => Promise<void>,
 *   close: () => Promise<void> }>}
 * @throws {Error} if the driver does not respond, or responds with an error
 */
export async function openWebDriver(url, limitMs) {
  const ask = (method, path, body) => command(method, url + path, body, limitMs);
  await ready(() => ask('GET', '/status'), Date.now() + limitMs);
  const { sessionId, capabilities } = await ask('POST', '/session', { capabilities: {} });
  const session = `/session/${sessionId}`;
  return {
    capabilities,
    visit: (page) => ask('POST', `${session}/url`, { url: page }),
    close: () => ask('DELETE', session),
  };
}

async function command(method, url, body, limitMs) {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(limitMs),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${url}: ${value.error}: ${value.message}`);
  return value;
}

async function ready(ask, giveUpAt) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
    }
    await sleep(POLL_MS);
  }
}
