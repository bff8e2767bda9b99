/** What the page's Content-Security-Policy and Trusted Types stop, and what the page says of it. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { violations } from './axe.js';
import { fleetLoaded, KEYS, passes } from './rig.js';
import { openStaticSite } from './static-site.js';

const PHONE = { width: 320, height: 640 };
/** How long the browser may take to report a violation. */
const PATIENCE_MS = 10_000;
/** Chromium's messages about the policy. */
const POLICY = /Content Security [Pp]olicy|TrustedHTML|TrustedScript|Failed to load resource/;

let site;
let foreign;
before(async () => {
  site = await openStaticSite({ headers: headersFile() });
  foreign = await openForeign();
});
after(async () => {
  await site.close();
  await foreign.close();
});

/** The headers that the build writes for hosts that read the file `_headers`. */
function headersFile() {
  const text = readFileSync(new URL('../../www/dist/_headers', import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line.startsWith('  '));
  return Object.fromEntries(lines.map((line) => line.trim().split(': ')));
}

/** A server that notes each connection and would allow everything. */
async function openForeign() {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request.url);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('{}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    requests,
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

/** Runs an attack in the page, and returns the directives that it violates, once `awaited` is among them. */
function violated(page, attack, argument, awaited) {
  return page.evaluate(
    async ([code, given, wanted, patienceMs]) => {
      const directives = [];
      let note;
      const noted = new Promise((resolve) => {
        note = ({ effectiveDirective }) => {
          directives.push(effectiveDirective);
          if (wanted === undefined || effectiveDirective === wanted) resolve();
        };
      });
      document.addEventListener('securitypolicyviolation', note);
      await globalThis.attacks[code](given);
      await Promise.race([noted, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
      document.removeEventListener('securitypolicyviolation', note);
      return directives;
    },
    [attack, argument, awaited, PATIENCE_MS],
  );
}

/** As a script would do it that someone got into the page. */
function prepareAttacks() {
  const added = (name, members) => document.body.append(Object.assign(document.createElement(name), members));
  globalThis.attacks = {
    fetch: (url) => fetch(`${url}fetch`, { mode: 'no-cors' }).catch(() => {}),
    beacon: (url) => navigator.sendBeacon(`${url}beacon`, 'keys'),
    socket: (url) => void new WebSocket(url.replace('http', 'ws')),
    image: (url) => added('img', { src: `${url}image` }),
    styles: (url) => added('link', { rel: 'stylesheet', href: `${url}style` }),
    frame: (url) => added('iframe', { src: `${url}frame` }),
    form(url) {
      const form = Object.assign(document.createElement('form'), { action: `${url}form` });
      document.body.append(form);
      form.submit();
    },
    inline() {
      const script = document.createElement('script');
      script.append('globalThis.hurt = true');
      document.body.append(script);
    },
    handler() {
      const button = document.createElement('button');
      try {
        button.setAttribute('onclick', 'globalThis.hurt = true');
      } catch {}
      button.click();
    },
    base: (url) => added('base', { href: url }),
  };
}

/** What Trusted Types and the policy forbid with an exception. */
function throwingAttacks(url) {
  const attempts = {
    eval: () => globalThis.eval('globalThis.hurt = true'),
    function: () => new Function('globalThis.hurt = true')(),
    timer: () => setTimeout('globalThis.hurt = true'),
    markup: () => void (document.createElement('div').innerHTML = '<img src=x onerror="hurt = true">'),
    adjacent: () => document.body.insertAdjacentHTML('beforeend', '<b>'),
    source: () => void (document.createElement('script').src = url),
    worker: () => navigator.serviceWorker.register('./sample-worker.js'),
    policy: () => trustedTypes.createPolicy('other', { createHTML: (text) => text }),
    again: () => trustedTypes.createPolicy('patchlens', { createHTML: (text) => text }),
  };
  const outcome = async ([name, attempt]) => {
    // In a task of the page's own: the debugger's may use eval.
    await new Promise((resolve) => setTimeout(resolve));
    try {
      await attempt();
      return `${name} worked`;
    } catch {
      return undefined;
    }
  };
  return Promise.all(Object.entries(attempts).map(outcome)).then((all) => all.filter(Boolean));
}

test('the policy names each endpoint, and nothing by a wildcard', async () => {
  const page = await site.visit();
  await fleetLoaded(page);
  const policy = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute('content');
  const directives = Object.fromEntries(
    policy.split('; ').map((text) => [text.split(' ')[0], text.split(' ').slice(1)]),
  );
  assert.deepEqual(directives['default-src'], ["'none'"]);
  assert.deepEqual(directives['script-src'], ["'self'", "'wasm-unsafe-eval'"]);
  assert.deepEqual(directives['style-src'], ["'self'"]);
  const [self, ...endpoints] = directives['connect-src'];
  assert.equal(self, "'self'");
  assert.ok(endpoints.includes('https://ssm.eu-central-1.amazonaws.com'));
  assert.ok(endpoints.includes('https://sts.cn-north-1.amazonaws.com.cn'));
  for (const endpoint of endpoints)
    assert.match(endpoint, /^https:\/\/(ssm|sts|cognito-identity)\.[a-z]+(-[a-z]+)+-\d\.[a-z0-9.-]+$/);
  assert.doesNotMatch(policy, /\*|localhost|unsafe-inline|'unsafe-eval'|https:[ ;]/);
  assert.equal(await page.locator('script:not([src]), style').count(), 0);
  const origins = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin),
  );
  assert.deepEqual([...new Set(origins)], [new URL(site.url).origin]);
  await page.leave();
});

test('a script in the page reaches no foreign host, and runs no text as code', async () => {
  const page = await site.visit({ expect: POLICY });
  await fleetLoaded(page);
  await page.evaluate(prepareAttacks);
  const expected = {
    fetch: 'connect-src',
    beacon: 'connect-src',
    socket: 'connect-src',
    image: 'img-src',
    styles: 'style-src-elem',
    frame: 'frame-src',
    form: 'form-action',
    base: 'base-uri',
  };
  for (const [attack, directive] of Object.entries(expected)) {
    const found = await violated(page, attack, foreign.url, directive);
    assert.ok(found.includes(directive), `${attack}: ${found}`);
  }
  for (const attack of ['inline', 'handler'])
    assert.notDeepEqual(await violated(page, attack), [], attack);
  assert.deepEqual(await page.evaluate(throwingAttacks, foreign.url), []);
  assert.equal(await page.evaluate(() => globalThis.hurt), undefined);
  assert.deepEqual(foreign.requests, []);
  await page.leave();
});

test('a violation is a complaint, which fails a test', async () => {
  const page = await site.visit();
  await fleetLoaded(page);
  await page.evaluate((url) => fetch(url).catch(() => {}), foreign.url);
  await assert.rejects(page.leave(), /Content Security Policy/);
});

test('no other page can frame this one', async (t) => {
  const host = await openHost(site.url);
  t.after(() => host.close());
  const page = await site.visit({ at: 'icon.svg', expect: /frame-ancestors|404/ });
  const isRefused = (message) => /frame-ancestors/.test(message.text());
  await Promise.all([page.waitForEvent('console', isRefused), page.goto(host.url)]);
  assert.deepEqual(
    page.frames().filter((frame) => frame.url().startsWith(site.url)),
    [],
  );
  await page.leave();
});

async function openHost(framed) {
  const server = createServer((_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>Host</title><iframe src="${framed}"></iframe>`),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

const WAYS = {
  async keys(page) {
    await page.getByLabel('Region').fill('us-east-1');
    await page.getByLabel('Endpoint').fill(foreign.url);
    await page.getByLabel('Access key id').fill(KEYS.accessKeyId);
    await page.getByLabel('Secret access key').fill(KEYS.secretAccessKey);
  },
  async worker(page) {
    await page.getByLabel('Through a Worker').check();
    await page.getByLabel('URL of the Worker').fill(foreign.url);
    await page.getByLabel('Access token').fill('token');
  },
};

for (const [way, fill] of Object.entries(WAYS)) {
  test(`an endpoint that the policy forbids is refused in words, by ${way}`, async () => {
    for (const [colorScheme, viewport] of [['light', undefined], ['dark', PHONE]]) {
      const page = await site.visit({
        at: '#/connect',
        expect: POLICY,
        colorScheme,
        ...(viewport && { viewport }),
      });
      await fill(page);
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      const alert = page.getByRole('alert');
      await alert.getByText('This site’s policy allows connections to AWS only').waitFor();
      await passes(async () => assert.ok((await alert.innerText()).includes(new URL(foreign.url).origin)));
      assert.deepEqual(await violations(page), []);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(width <= 0, `${width} px too wide`);
      await page.leave();
    }
    assert.deepEqual(foreign.requests, []);
  });
}
